#include "noodles/geometry/color_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "noodles/geometry/plot/color_tables.h"

namespace noodles {
namespace {

struct Entry {
  std::string_view name;
  const geometry_internal::ColorTable* table;
};

// In the order of the enumerators.
constexpr Entry kEntries[] = {{"viridis", &geometry_internal::kViridis},
                              {"plasma", &geometry_internal::kPlasma},
                              {"inferno", &geometry_internal::kInferno},
                              {"magma", &geometry_internal::kMagma},
                              {"cividis", &geometry_internal::kCividis},
                              {"coolwarm", &geometry_internal::kCoolwarm}};

// IEC 61966-2-1.
float LinearOf(uint8_t screen) {
  const float part = static_cast<float>(screen) / 255.0f;
  return part <= 0.04045f ? part / 12.92f
                          : std::pow((part + 0.055f) / 1.055f, 2.4f);
}

}  // namespace

std::string_view ToString(ColorMap map) {
  return kEntries[static_cast<size_t>(map)].name;
}

bool FromString(std::string_view text, ColorMap& map) {
  for (size_t i = 0; i < std::size(kEntries); ++i) {
    if (kEntries[i].name != text) continue;
    map = static_cast<ColorMap>(i);
    return true;
  }
  return false;
}

std::array<uint8_t, 4> ScreenColor(ColorMap map, double part) {
  // Also false for NaN.
  const double inside = part > 0.0 ? std::min(part, 1.0) : 0.0;
  // As matplotlib: 256 equal steps.
  const size_t step = std::min<size_t>(static_cast<size_t>(inside * 256), 255);
  const uint32_t color = (*kEntries[static_cast<size_t>(map)].table)[step];
  return {static_cast<uint8_t>(color >> 16), static_cast<uint8_t>(color >> 8),
          static_cast<uint8_t>(color), 255};
}

Vec4 LinearColor(ColorMap map, double part) {
  return LinearColor(ScreenColor(map, part));
}

Vec4 LinearColor(const std::array<uint8_t, 4>& screen) {
  return {LinearOf(screen[0]), LinearOf(screen[1]), LinearOf(screen[2]),
          static_cast<float>(screen[3]) / 255.0f};
}

std::array<uint8_t, 4> CategoryColor(size_t category) {
  // Without grey and orange, which stand for missing values and selections.
  static constexpr std::array<uint8_t, 4> kColors[kCategoryColors] = {
      {31, 119, 180, 255},  {214, 39, 40, 255},   {44, 160, 44, 255},
      {188, 189, 34, 255},  {148, 103, 189, 255}, {23, 190, 207, 255},
      {227, 119, 194, 255}, {140, 86, 75, 255},   {174, 199, 232, 255},
      {255, 152, 150, 255}, {152, 223, 138, 255}, {219, 219, 141, 255},
      {197, 176, 213, 255}, {158, 218, 229, 255}, {247, 182, 210, 255},
      {196, 156, 148, 255}};
  return kColors[category % kCategoryColors];
}

std::array<uint8_t, 4> MissingColor(ColorMap map) {
  const bool has_grey = map == ColorMap::kCividis || map == ColorMap::kCoolwarm;
  return has_grey ? std::array<uint8_t, 4>{60, 180, 75, 255}
                  : std::array<uint8_t, 4>{150, 150, 150, 255};
}

std::array<double, 2> RangeOf(const ArrayView& values) {
  double least = std::numeric_limits<double>::infinity();
  double greatest = -least;
  for (size_t i = 0; i < values.size(); ++i) {
    const double value = values.At(i, 0);
    if (!std::isfinite(value)) continue;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  if (least > greatest) return {0, 1};
  return {least, greatest};
}

std::vector<Vec4> ColorsOf(const ArrayView& values,
                           const ScalarColors& colors) {
  const auto [least, greatest] = colors.range ? *colors.range : RangeOf(values);
  std::vector<Vec4> result;
  result.reserve(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const double value = values.At(i, 0);
    if (!std::isfinite(value)) {
      result.push_back(colors.missing);
      continue;
    }
    const double part =
        least == greatest ? 0.5 : (value - least) / (greatest - least);
    result.push_back(LinearColor(colors.map, part));
  }
  return result;
}

}  // namespace noodles
