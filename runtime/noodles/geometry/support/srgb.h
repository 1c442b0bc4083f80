// The transfer function of sRGB (IEC 61966-2-1): the colours of PLY, OBJ and
// MTL files are encoded; those of meshes and materials here are linear.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_SUPPORT_SRGB_H_
#define NOODLES_GEOMETRY_SUPPORT_SRGB_H_

#include <cmath>

namespace noodles::geometry_internal {

// Both take and return 0 to 1.
inline float LinearOfSrgb(float encoded) {
  const double value = double{encoded};
  return static_cast<float>(value <= 0.04045
                                ? value / 12.92
                                : std::pow((value + 0.055) / 1.055, 2.4));
}

inline float SrgbOfLinear(float linear) {
  const double value = double{linear};
  return static_cast<float>(value <= 0.0031308
                                ? value * 12.92
                                : 1.055 * std::pow(value, 1 / 2.4) - 0.055);
}

// The number for a text file: the one of which LinearOfSrgb makes `linear`
// again, where there is one.
inline float ExactSrgbOfLinear(float linear) {
  const float encoded = SrgbOfLinear(linear);
  float below = encoded;
  float above = encoded;
  for (int i = 0; i < 8; ++i) {
    if (LinearOfSrgb(below) == linear) return below;
    if (LinearOfSrgb(above) == linear) return above;
    below = std::nextafter(below, 0.0f);
    above = std::nextafter(above, 1.0f);
  }
  return encoded;
}

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SUPPORT_SRGB_H_
