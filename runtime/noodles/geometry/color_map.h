// Colours for numbers.
//
// The tables are those of matplotlib (viridis, plasma, inferno, magma and
// cividis are in the public domain, CC0; coolwarm is Kenneth Moreland's).
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_COLOR_MAP_H_
#define NOODLES_GEOMETRY_COLOR_MAP_H_

#include <array>
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

// The table's entry as it is on a screen, for images. What is outside 0 to 1 is
// brought there; NaN counts as 0.
std::array<uint8_t, 4> ScreenColor(ColorMap map, double part);

// The same in linear RGBA, as the protocol has colours of materials, vertices
// and instances.
Vec4 LinearColor(ColorMap map, double part);

struct ScalarColors {
  ColorMap map = ColorMap::kViridis;
  // What the map's ends stand for. Absent: the least and the greatest of the
  // values. Where both are equal, all have the colour of the middle.
  std::optional<std::array<double, 2>> range{};
  // Of values that are NaN or infinite.
  Vec4 missing = {0.5f, 0.5f, 0.5f, 1};
};

// The finite values' least and greatest; 0 and 1 where there are none.
std::array<double, 2> RangeOf(const ArrayView& values);

// A linear colour for the first number of each value.
std::vector<Vec4> ColorsOf(const ArrayView& values,
                           const ScalarColors& colors = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_COLOR_MAP_H_
