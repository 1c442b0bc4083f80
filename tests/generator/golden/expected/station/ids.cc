// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/ids.h"

namespace station {

std::string_view ToString(ComponentKind kind) {
  switch (kind) {
    case ComponentKind::kSite:
      return "Site";
    case ComponentKind::kProbe:
      return "Probe";
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

}  // namespace station
