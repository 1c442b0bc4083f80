// Generated from later.cddl, later.bindings.toml; changes belong there.
#include "later/ids.h"

namespace later {

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

}  // namespace later
