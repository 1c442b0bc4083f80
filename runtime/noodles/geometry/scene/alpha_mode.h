// The alpha modes of glTF in the two members that the protocol has for them.
//
//   OPAQUE  use_alpha is false
//   BLEND   use_alpha is true; alpha_cutoff is 0, or the default of the
//           protocol, which programs leave alone that want transparency
//   MASK    use_alpha is true; alpha_cutoff is another number: the cutoffs 0
//           and 0.5, the default of glTF, become greater by kNudge
//
// The viewer tells the modes apart by the same rule.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_SCENE_ALPHA_MODE_H_
#define NOODLES_GEOMETRY_SCENE_ALPHA_MODE_H_

#include <cmath>

#include "noodles/protocol/materials.h"

namespace noodles::geometry_internal {

enum class AlphaMode { kOpaque, kBlend, kMask };

inline constexpr float kDefaultCutoff = 0.5f;
// More than the difference up to which two cutoffs count as the same, and too
// little to be seen.
inline constexpr float kNudge = 2e-6f;
inline constexpr float kSameCutoff = 1e-6f;

// `cutoff` counts for kMask only.
inline void SetAlphaMode(AlphaMode mode, float cutoff, Material& material) {
  material.use_alpha = mode != AlphaMode::kOpaque;
  material.alpha_cutoff = kDefaultCutoff;
  if (mode == AlphaMode::kBlend) material.alpha_cutoff = 0.0f;
  if (mode != AlphaMode::kMask) return;
  const bool is_taken =
      cutoff == 0.0f || std::abs(cutoff - kDefaultCutoff) <= kSameCutoff;
  material.alpha_cutoff = is_taken ? cutoff + kNudge : cutoff;
}

inline AlphaMode AlphaModeOf(const Material& material) {
  if (!material.use_alpha) return AlphaMode::kOpaque;
  const float cutoff = material.alpha_cutoff;
  const bool is_blend =
      cutoff == 0.0f || std::abs(cutoff - kDefaultCutoff) <= kSameCutoff;
  return is_blend ? AlphaMode::kBlend : AlphaMode::kMask;
}

// The cutoff that SetAlphaMode was given.
inline float CutoffOf(const Material& material) {
  for (const float exact : {0.0f, kDefaultCutoff}) {
    if (std::abs(material.alpha_cutoff - exact - kNudge) <= kSameCutoff) {
      return exact;
    }
  }
  return material.alpha_cutoff;
}

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SCENE_ALPHA_MODE_H_
