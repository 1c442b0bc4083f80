// The members of a material that may refer to a texture.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_SCENE_TEXTURE_PLACES_H_
#define NOODLES_GEOMETRY_SCENE_TEXTURE_PLACES_H_

#include <array>
#include <optional>

#include "noodles/protocol/materials.h"

namespace noodles::geometry_internal {

inline std::array<std::optional<TextureRef>*, 5> TexturePlacesOf(
    Material& material) {
  return {&material.pbr_info.base_color_texture,
          &material.pbr_info.metal_rough_texture, &material.normal_texture,
          &material.occlusion_texture, &material.emissive_texture};
}

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SCENE_TEXTURE_PLACES_H_
