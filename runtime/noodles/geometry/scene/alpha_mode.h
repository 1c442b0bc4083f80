// The alpha modes of glTF in the two members that the protocol has for them.
//
//   OPAQUE  use_alpha is false
//   BLEND   use_alpha is true; alpha_cutoff is 0, or the default of the
//           protocol, which programs leave alone that want transparency
//   MASK    use_alpha is true; alpha_cutoff is another number: the default
//           cutoff of glTF, 0.5, becomes the next greater float
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_SCENE_ALPHA_MODE_H_
#define NOODLES_GEOMETRY_SCENE_ALPHA_MODE_H_

#include <cmath>

#include "noodles/protocol/materials.h"

namespace noodles::geometry_internal {

enum class AlphaMode { kOpaque, kBlend, kMask };

inline constexpr float kDefaultCutoff = 0.5f;

// `cutoff` counts for kMask only.
inline void SetAlphaMode(AlphaMode mode, float cutoff, Material& material) {
  material.use_alpha = mode != AlphaMode::kOpaque;
  material.alpha_cutoff = kDefaultCutoff;
  if (mode == AlphaMode::kBlend) material.alpha_cutoff = 0.0f;
  if (mode != AlphaMode::kMask) return;
  material.alpha_cutoff = cutoff == kDefaultCutoff || cutoff == 0.0f
                              ? std::nextafter(cutoff, 1.0f)
                              : cutoff;
}

inline AlphaMode AlphaModeOf(const Material& material) {
  if (!material.use_alpha) return AlphaMode::kOpaque;
  return material.alpha_cutoff == 0.0f ||
                 material.alpha_cutoff == kDefaultCutoff
             ? AlphaMode::kBlend
             : AlphaMode::kMask;
}

// The cutoff that SetAlphaMode was given.
inline float CutoffOf(const Material& material) {
  for (const float exact : {0.0f, kDefaultCutoff}) {
    if (material.alpha_cutoff == std::nextafter(exact, 1.0f)) return exact;
  }
  return material.alpha_cutoff;
}

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SCENE_ALPHA_MODE_H_
