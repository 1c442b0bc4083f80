// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/traits.h"

#include <variant>

#include "station/messages.h"

namespace station {

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
