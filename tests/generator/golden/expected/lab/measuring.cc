// Generated from lab.cddl, lab.bindings.toml; changes belong there.
#include "lab/measuring.h"

#include <cstddef>
#include <iterator>

namespace lab {
namespace {

constexpr std::string_view kSensorTexts[] = {
    "OPTICAL",
    "THERMAL",
};

}  // namespace

std::string_view ToString(Sensor value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kSensorTexts) ? kSensorTexts[index] : "";
}

bool FromString(std::string_view text, Sensor& value) {
  for (size_t index = 0; index < std::size(kSensorTexts); ++index) {
    if (kSensorTexts[index] == text) {
      value = static_cast<Sensor>(index);
      return true;
    }
  }
  return false;
}

}  // namespace lab
