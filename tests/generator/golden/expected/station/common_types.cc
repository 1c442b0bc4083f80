// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/common_types.h"

#include <cstddef>
#include <iterator>

namespace station {
namespace {

constexpr std::string_view kQuantityTexts[] = {
    "TEMPERATURE",
    "WIND_SPEED",
    "OTHER",
};

}  // namespace

std::string_view ToString(Quantity value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kQuantityTexts) ? kQuantityTexts[index] : "";
}

bool FromString(std::string_view text, Quantity& value) {
  for (size_t index = 0; index < std::size(kQuantityTexts); ++index) {
    if (kQuantityTexts[index] == text) {
      value = static_cast<Quantity>(index);
      return true;
    }
  }
  return false;
}

}  // namespace station
