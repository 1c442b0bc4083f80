// The tables of color_map.cc, written by matplotlib 3.11.2:
// colormaps[name](i, bytes=True).
//
// Thread-safety: constants.
#ifndef NOODLES_GEOMETRY_PLOT_COLOR_TABLES_H_
#define NOODLES_GEOMETRY_PLOT_COLOR_TABLES_H_

#include <array>
#include <cstdint>

namespace noodles::geometry_internal {

// 256 sRGB colours as 0xRRGGBB.
using ColorTable = std::array<uint32_t, 256>;

extern const ColorTable kViridis;
extern const ColorTable kPlasma;
extern const ColorTable kInferno;
extern const ColorTable kMagma;
extern const ColorTable kCividis;
extern const ColorTable kCoolwarm;

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_PLOT_COLOR_TABLES_H_
