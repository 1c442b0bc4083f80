// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
#include "earlier/ids.h"

namespace earlier {

std::string_view ToString(ComponentKind kind) {
  switch (kind) {
    case ComponentKind::kLamp:
      return "Lamp";
  }
  return "";
}

std::string ToString(const ComponentRef& ref) {
  std::string text(ToString(ref.kind));
  return text.append(" [")
      .append(std::to_string(ref.slot))
      .append(", ")
      .append(std::to_string(ref.gen))
      .append("]");
}

}  // namespace earlier
