// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/traits.h"

#include <variant>

#include "noodles/protocol/messages.h"

namespace noodles {

std::string_view ServerMessageName(uint64_t number) {
  switch (number) {
    case 0:
      return "MsgMethodCreate";
    case 1:
      return "MsgMethodDelete";
    case 2:
      return "MsgSignalCreate";
    case 3:
      return "MsgSignalDelete";
    case 4:
      return "MsgEntityCreate";
    case 5:
      return "MsgEntityUpdate";
    case 6:
      return "MsgEntityDelete";
    case 7:
      return "MsgPlotCreate";
    case 8:
      return "MsgPlotUpdate";
    case 9:
      return "MsgPlotDelete";
    case 10:
      return "MsgBufferCreate";
    case 11:
      return "MsgBufferDelete";
    case 12:
      return "MsgBufferViewCreate";
    case 13:
      return "MsgBufferViewDelete";
    case 14:
      return "MsgMaterialCreate";
    case 15:
      return "MsgMaterialUpdate";
    case 16:
      return "MsgMaterialDelete";
    case 17:
      return "MsgImageCreate";
    case 18:
      return "MsgImageDelete";
    case 19:
      return "MsgTextureCreate";
    case 20:
      return "MsgTextureDelete";
    case 21:
      return "MsgSamplerCreate";
    case 22:
      return "MsgSamplerDelete";
    case 23:
      return "MsgLightCreate";
    case 24:
      return "MsgLightUpdate";
    case 25:
      return "MsgLightDelete";
    case 26:
      return "MsgGeometryCreate";
    case 27:
      return "MsgGeometryDelete";
    case 28:
      return "MsgTableCreate";
    case 29:
      return "MsgTableUpdate";
    case 30:
      return "MsgTableDelete";
    case 31:
      return "MsgDocumentUpdate";
    case 32:
      return "MsgDocumentReset";
    case 33:
      return "MsgSignalInvoke";
    case 34:
      return "MsgMethodReply";
    case 35:
      return "MsgDocumentInitialized";
    case 36:
      return "MsgPhysicsCreate";
    case 37:
      return "MsgPhysicsDelete";
  }
  return "";
}

std::string_view ClientMessageName(uint64_t number) {
  switch (number) {
    case 0:
      return "MsgIntroduction";
    case 1:
      return "MsgInvokeMethod";
  }
  return "";
}

std::optional<std::string_view> NameOf(const Method& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Signal& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Entity& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Plot& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Buffer& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const BufferView& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Material& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Image& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Texture& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Sampler& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Light& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Geometry& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Table& component) {
  return component.name;
}

std::optional<std::string_view> NameOf(const Physics& component) {
  return component.name;
}

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
