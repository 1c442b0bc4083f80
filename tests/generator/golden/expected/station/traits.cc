// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/traits.h"

#include <variant>

#include "station/messages.h"

namespace station {

std::string_view ServerMessageName(uint64_t number) {
  switch (number) {
    case 0:
      return "MsgSiteCreate";
    case 1:
      return "MsgSiteDelete";
    case 2:
      return "MsgProbeCreate";
    case 3:
      return "MsgProbeUpdate";
    case 4:
      return "MsgProbeDelete";
    case 5:
      return "MsgReadings";
  }
  return "";
}

std::string_view ClientMessageName(uint64_t number) {
  switch (number) {
    case 0:
      return "MsgHello";
  }
  return "";
}

std::optional<std::string_view> NameOf(const Site& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Probe& component) {
  return component.name;
}

void AppendReferences(const Site&, std::vector<Reference>&) {}

void AppendReferences(const Probe& value, std::vector<Reference>& references) {
  if (const auto* place = std::get_if<0>(&value.position)) {
    references.push_back({place->site, "place.site"});
  }
  for (const auto& neighbours_item : value.neighbours) {
    references.push_back({neighbours_item, "neighbours"});
  }
}

}  // namespace station
