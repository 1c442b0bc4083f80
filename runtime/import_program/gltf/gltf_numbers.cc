#include "import_program/gltf/gltf_numbers.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>

namespace noodles::import_program {
namespace {

template <class Number>
float ToFloat(const uint8_t* from, bool is_normalized) {
  Number number;
  std::memcpy(&number, from, sizeof number);
  if constexpr (std::is_integral_v<Number>) {
    if (is_normalized) {
      constexpr auto kGreatest =
          static_cast<float>(std::numeric_limits<Number>::max());
      return std::max(static_cast<float>(number) / kGreatest, -1.0f);
    }
  }
  return static_cast<float>(number);
}

}  // namespace

NumberFormat FormatOf(uint64_t component_type) {
  switch (component_type) {
    case 5120:
      return {1, ToFloat<int8_t>};
    case 5121:
      return {1, ToFloat<uint8_t>};
    case 5122:
      return {2, ToFloat<int16_t>};
    case 5123:
      return {2, ToFloat<uint16_t>};
    case 5125:
      return {4, ToFloat<uint32_t>};
    case kFloat:
      return {4, ToFloat<float>};
    default:
      return {};
  }
}

float GreatestOf(uint64_t component_type) {
  switch (component_type) {
    case 5120:
      return 127;
    case 5121:
      return 255;
    case 5122:
      return 32767;
    case 5123:
      return 65535;
    default:
      return 0;
  }
}

size_t WidthOfType(std::string_view type) {
  if (type == "SCALAR") return 1;
  const bool is_vector = type.size() == 4 && type.starts_with("VEC") &&
                         type[3] >= '2' && type[3] <= '4';
  return is_vector ? static_cast<size_t>(type[3] - '0') : 0;
}

}  // namespace noodles::import_program
