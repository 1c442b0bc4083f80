// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/traits.h"

#include <variant>

#include "noodles/protocol/messages.h"

namespace noodles {

void AppendReferences(const Method&, std::vector<Reference>&) {}

void AppendReferences(const Signal&, std::vector<Reference>&) {}

void AppendReferences(const Entity& value, std::vector<Reference>& references) {
  if (value.parent) {
    references.push_back({*value.parent, "parent"});
  }
  if (const auto* render_rep = std::get_if<3>(&value.representation)) {
    references.push_back({render_rep->mesh, "render_rep.mesh"});
    if (render_rep->instances) {
      references.push_back(
          {render_rep->instances->view, "render_rep.instances.view"});
    }
  }
  for (const auto& lights_item : value.lights) {
    references.push_back({lights_item, "lights"});
  }
  for (const auto& tables_item : value.tables) {
    references.push_back({tables_item, "tables"});
  }
  for (const auto& plots_item : value.plots) {
    references.push_back({plots_item, "plots"});
  }
  for (const auto& methods_list_item : value.methods_list) {
    references.push_back({methods_list_item, "methods_list"});
  }
  for (const auto& signals_list_item : value.signals_list) {
    references.push_back({signals_list_item, "signals_list"});
  }
  for (const auto& physics_item : value.physics) {
    references.push_back({physics_item, "physics"});
  }
}

void AppendReferences(const Plot& value, std::vector<Reference>& references) {
  if (value.table) {
    references.push_back({*value.table, "table"});
  }
  for (const auto& methods_list_item : value.methods_list) {
    references.push_back({methods_list_item, "methods_list"});
  }
  for (const auto& signals_list_item : value.signals_list) {
    references.push_back({signals_list_item, "signals_list"});
  }
}

void AppendReferences(const Buffer&, std::vector<Reference>&) {}

void AppendReferences(const BufferView& value,
                      std::vector<Reference>& references) {
  references.push_back({value.source_buffer, "source_buffer"});
}

void AppendReferences(const Material& value,
                      std::vector<Reference>& references) {
  if (value.pbr_info.base_color_texture) {
    references.push_back({value.pbr_info.base_color_texture->texture,
                          "pbr_info.base_color_texture.texture"});
  }
  if (value.pbr_info.metal_rough_texture) {
    references.push_back({value.pbr_info.metal_rough_texture->texture,
                          "pbr_info.metal_rough_texture.texture"});
  }
  if (value.normal_texture) {
    references.push_back(
        {value.normal_texture->texture, "normal_texture.texture"});
  }
  if (value.occlusion_texture) {
    references.push_back(
        {value.occlusion_texture->texture, "occlusion_texture.texture"});
  }
  if (value.emissive_texture) {
    references.push_back(
        {value.emissive_texture->texture, "emissive_texture.texture"});
  }
}

void AppendReferences(const Image& value, std::vector<Reference>& references) {
  if (const auto* buffer_source = std::get_if<0>(&value.source)) {
    references.push_back({*buffer_source, "buffer_source"});
  }
}

void AppendReferences(const Texture& value,
                      std::vector<Reference>& references) {
  references.push_back({value.image, "image"});
  if (value.sampler) {
    references.push_back({*value.sampler, "sampler"});
  }
}

void AppendReferences(const Sampler&, std::vector<Reference>&) {}

void AppendReferences(const Light&, std::vector<Reference>&) {}

void AppendReferences(const Geometry& value,
                      std::vector<Reference>& references) {
  for (const auto& patches_item : value.patches) {
    for (const auto& attributes_item : patches_item.attributes) {
      references.push_back({attributes_item.view, "patches.attributes.view"});
    }
    if (patches_item.indices) {
      references.push_back(
          {patches_item.indices->view, "patches.indices.view"});
    }
    references.push_back({patches_item.material, "patches.material"});
  }
}

void AppendReferences(const Table& value, std::vector<Reference>& references) {
  for (const auto& methods_list_item : value.methods_list) {
    references.push_back({methods_list_item, "methods_list"});
  }
  for (const auto& signals_list_item : value.signals_list) {
    references.push_back({signals_list_item, "signals_list"});
  }
}

void AppendReferences(const Physics& value,
                      std::vector<Reference>& references) {
  if (value.stream_flow) {
    references.push_back({value.stream_flow->data, "stream_flow.data"});
  }
}

}  // namespace noodles
