// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/materials.h"

#include <cstddef>
#include <iterator>

namespace noodles {

void Apply(Material& component, const MaterialUpdate& update) {
  if (update.pbr_info) component.pbr_info = *update.pbr_info;
  if (update.normal_texture) component.normal_texture = *update.normal_texture;
  if (update.occlusion_texture)
    component.occlusion_texture = *update.occlusion_texture;
  if (update.occlusion_texture_factor)
    component.occlusion_texture_factor = *update.occlusion_texture_factor;
  if (update.emissive_texture)
    component.emissive_texture = *update.emissive_texture;
  if (update.emissive_factor)
    component.emissive_factor = *update.emissive_factor;
  if (update.use_alpha) component.use_alpha = *update.use_alpha;
  if (update.alpha_cutoff) component.alpha_cutoff = *update.alpha_cutoff;
  if (update.double_sided) component.double_sided = *update.double_sided;
}

MaterialUpdate Diff(const Material& before, const Material& after,
                    std::vector<std::string_view>* not_carried) {
  MaterialUpdate update;
  const auto cannot_carry = [not_carried](std::string_view member) {
    if (not_carried != nullptr) not_carried->push_back(member);
  };
  if (before.name != after.name) cannot_carry("name");
  if (before.pbr_info != after.pbr_info) {
    update.pbr_info = after.pbr_info;
  }
  if (before.normal_texture != after.normal_texture) {
    update.normal_texture = after.normal_texture;
    if (!after.normal_texture) cannot_carry("normal_texture");
  }
  if (before.occlusion_texture != after.occlusion_texture) {
    update.occlusion_texture = after.occlusion_texture;
    if (!after.occlusion_texture) cannot_carry("occlusion_texture");
  }
  if (before.occlusion_texture_factor != after.occlusion_texture_factor) {
    update.occlusion_texture_factor = after.occlusion_texture_factor;
  }
  if (before.emissive_texture != after.emissive_texture) {
    update.emissive_texture = after.emissive_texture;
    if (!after.emissive_texture) cannot_carry("emissive_texture");
  }
  if (before.emissive_factor != after.emissive_factor) {
    update.emissive_factor = after.emissive_factor;
  }
  if (before.use_alpha != after.use_alpha) {
    update.use_alpha = after.use_alpha;
  }
  if (before.alpha_cutoff != after.alpha_cutoff) {
    update.alpha_cutoff = after.alpha_cutoff;
  }
  if (before.double_sided != after.double_sided) {
    update.double_sided = after.double_sided;
  }
  if (!IsEmpty(update)) {
    update.pbr_info = after.pbr_info;
  }
  return update;
}

void Merge(MaterialUpdate& update, const MaterialUpdate& later) {
  if (later.pbr_info) update.pbr_info = later.pbr_info;
  if (later.normal_texture) update.normal_texture = later.normal_texture;
  if (later.occlusion_texture)
    update.occlusion_texture = later.occlusion_texture;
  if (later.occlusion_texture_factor)
    update.occlusion_texture_factor = later.occlusion_texture_factor;
  if (later.emissive_texture) update.emissive_texture = later.emissive_texture;
  if (later.emissive_factor) update.emissive_factor = later.emissive_factor;
  if (later.use_alpha) update.use_alpha = later.use_alpha;
  if (later.alpha_cutoff) update.alpha_cutoff = later.alpha_cutoff;
  if (later.double_sided) update.double_sided = later.double_sided;
}

void RemoveUnchanged(MaterialUpdate& update, const Material& component) {
  if (update.pbr_info && component.pbr_info == *update.pbr_info) {
    update.pbr_info.reset();
  }
  if (update.normal_texture &&
      component.normal_texture == *update.normal_texture) {
    update.normal_texture.reset();
  }
  if (update.occlusion_texture &&
      component.occlusion_texture == *update.occlusion_texture) {
    update.occlusion_texture.reset();
  }
  if (update.occlusion_texture_factor &&
      component.occlusion_texture_factor == *update.occlusion_texture_factor) {
    update.occlusion_texture_factor.reset();
  }
  if (update.emissive_texture &&
      component.emissive_texture == *update.emissive_texture) {
    update.emissive_texture.reset();
  }
  if (update.emissive_factor &&
      component.emissive_factor == *update.emissive_factor) {
    update.emissive_factor.reset();
  }
  if (update.use_alpha && component.use_alpha == *update.use_alpha) {
    update.use_alpha.reset();
  }
  if (update.alpha_cutoff && component.alpha_cutoff == *update.alpha_cutoff) {
    update.alpha_cutoff.reset();
  }
  if (update.double_sided && component.double_sided == *update.double_sided) {
    update.double_sided.reset();
  }
  if (IsEmpty(update)) return;
  if (!update.pbr_info) update.pbr_info = component.pbr_info;
}

bool TouchesReferences(const MaterialUpdate& update) {
  return update.pbr_info.has_value() || update.normal_texture.has_value() ||
         update.occlusion_texture.has_value() ||
         update.emissive_texture.has_value();
}

bool IsEmpty(const MaterialUpdate& update) {
  return !update.pbr_info && !update.normal_texture &&
         !update.occlusion_texture && !update.occlusion_texture_factor &&
         !update.emissive_texture && !update.emissive_factor &&
         !update.use_alpha && !update.alpha_cutoff && !update.double_sided;
}

}  // namespace noodles
