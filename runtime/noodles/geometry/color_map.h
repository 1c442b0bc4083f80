// Colours for numbers.
//
// The tables are those of matplotlib (viridis, plasma, inferno, magma and
// cividis are in the public domain, CC0; coolwarm is Kenneth Moreland's).
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_COLOR_MAP_H_
#define NOODLES_GEOMETRY_COLOR_MAP_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "noodles/geometry/array_view.h"
#include "noodles/geometry/vector.h"

namespace noodles {

enum class ColorMap : uint8_t {
  kViridis,
  kPlasma,
  kInferno,
  kMagma,
  kCividis,
  kCoolwarm,
};

// "viridis" and so on.
std::string_view ToString(ColorMap map);
bool FromString(std::string_view text, ColorMap& map);

// The sRGB colour of the table at `part`, for images. Values outside 0 to 1 are
// clamped; NaN counts as 0.
std::array<uint8_t, 4> ScreenColor(ColorMap map, double part);

// The same colour in linear RGBA, for the colours of materials, vertices and
// instances.
Vec4 LinearColor(ColorMap map, double part);

// An sRGB colour in linear RGBA.
Vec4 LinearColor(const std::array<uint8_t, 4>& screen);

// sRGB colours that differ from each other, for categories; after
// kCategoryColors of them the first comes again.
inline constexpr size_t kCategoryColors = 16;
std::array<uint8_t, 4> CategoryColor(size_t category);

// An sRGB colour that the map does not contain, for missing values: grey, and
// green for the maps that contain grey.
std::array<uint8_t, 4> MissingColor(ColorMap map);

struct ScalarColors {
  ColorMap map = ColorMap::kViridis;
  // The values at the two ends of the map. Default: the least and the greatest
  // of the values. Where both ends are equal, all values have the middle
  // colour.
  std::optional<std::array<double, 2>> range{};
  // The colour of values that are NaN or infinite.
  Vec4 missing = {0.5f, 0.5f, 0.5f, 1};
};

// The least and the greatest finite value; 0 and 1 without finite values.
std::array<double, 2> RangeOf(const ArrayView& values);

// A linear colour for the first number of each value.
std::vector<Vec4> ColorsOf(const ArrayView& values,
                           const ScalarColors& colors = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_COLOR_MAP_H_
