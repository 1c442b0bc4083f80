#include "bench/handwritten_codec.h"
#include "bench/handwritten_cursor.h"

namespace noodles::bench {

namespace {

bool Read(Cursor& in, MsgBufferCreate& message) {
  Buffer& buffer = message.content;
  if (!in.Next("\xa4\x62id") || !in.Value(message.id) || !in.Next("\x64name") ||
      !in.Value(buffer.name) || !in.Next("\x64size") ||
      !in.Value(buffer.size)) {
    return false;
  }
  if (in.Next("\x6cinline_bytes")) {
    return in.Value(buffer.source.emplace<Bytes>());
  }
  auto& location = buffer.source.emplace<Location>();
  return in.Next("\x69uri_bytes") && in.Value(location.emplace<std::string>());
}

bool Read(Cursor& in, MsgBufferViewCreate& message) {
  BufferView& view = message.content;
  return in.Next("\xa5\x62id") && in.Value(message.id) &&
         in.Next("\x6dsource_buffer") && in.Value(view.source_buffer) &&
         in.Next("\x64type") && in.Value(view.type) && in.Next("\x66offset") &&
         in.Value(view.offset) && in.Next("\x66length") &&
         in.Value(view.length);
}

bool Read(Cursor& in, MsgMaterialCreate& message) {
  Material& material = message.content;
  PBRInfo& pbr = material.pbr_info;
  if (!in.Next("\xa8\x62id") || !in.Value(message.id) || !in.Next("\x64name") ||
      !in.Value(material.name) || !in.Next("\x68pbr_info")) {
    return false;
  }
  const bool has_texture = in.Next("\xa4");
  if (!has_texture && !in.Next("\xa3")) return false;
  if (!in.Next("\x6a"
               "base_color") ||
      !in.Value(pbr.base_color))
    return false;
  if (has_texture) {
    TextureRef& texture = pbr.base_color_texture.emplace();
    if (!in.Next("\x72"
                 "base_color_texture\xa2\x67texture") ||
        !in.Value(texture.texture) || !in.Next("\x72texture_coord_slot") ||
        !in.Value(texture.texture_coord_slot)) {
      return false;
    }
  }
  return in.Next("\x68metallic") && in.Value(pbr.metallic) &&
         in.Next("\x69roughness") && in.Value(pbr.roughness) &&
         in.Next("\x78\x18occlusion_texture_factor") &&
         in.Value(material.occlusion_texture_factor) &&
         in.Next(
             "\x6f"
             "emissive_factor") &&
         in.Value(material.emissive_factor) && in.Next("\x69use_alpha") &&
         in.Value(material.use_alpha) &&
         in.Next(
             "\x6c"
             "alpha_cutoff") &&
         in.Value(material.alpha_cutoff) &&
         in.Next(
             "\x6c"
             "double_sided") &&
         in.Value(material.double_sided);
}

bool Read(Cursor& in, Attribute& attribute) {
  const bool has_bounds = in.Next("\xa8");
  if (!has_bounds && !in.Next("\xa6")) return false;
  if (!in.Next("\x64view") || !in.Value(attribute.view) ||
      !in.Next("\x68semantic") || !in.Value(attribute.semantic) ||
      !in.Next("\x66offset") || !in.Value(attribute.offset) ||
      !in.Next("\x66stride") || !in.Value(attribute.stride) ||
      !in.Next("\x66"
               "format") ||
      !in.Value(attribute.format)) {
    return false;
  }
  if (has_bounds &&
      (!in.Next("\x6dminimum_value") || !in.Value(attribute.minimum_value) ||
       !in.Next("\x6dmaximum_value") || !in.Value(attribute.maximum_value))) {
    return false;
  }
  return in.Next("\x6anormalized") && in.Value(attribute.normalized);
}

bool Read(Cursor& in, GeometryPatch& patch) {
  uint64_t count = 0;
  if (!in.Next("\xa5\x6a"
               "attributes") ||
      !in.Count(count, 40))
    return false;
  patch.attributes.resize(static_cast<size_t>(count));
  for (Attribute& attribute : patch.attributes) {
    if (!Read(in, attribute)) return false;
  }
  Index& index = patch.indices.emplace();
  return in.Next("\x6cvertex_count") && in.Value(patch.vertex_count) &&
         in.Next("\x67indices\xa5\x64view") && in.Value(index.view) &&
         in.Next(
             "\x65"
             "count") &&
         in.Value(index.count) && in.Next("\x66offset") &&
         in.Value(index.offset) && in.Next("\x66stride") &&
         in.Value(index.stride) &&
         in.Next(
             "\x66"
             "format") &&
         in.Value(index.format) && in.Next("\x64type") &&
         in.Value(patch.type) && in.Next("\x68material") &&
         in.Value(patch.material);
}

bool Read(Cursor& in, MsgGeometryCreate& message) {
  uint64_t count = 0;
  if (!in.Next("\xa3\x62id") || !in.Value(message.id) || !in.Next("\x64name") ||
      !in.Value(message.content.name) || !in.Next("\x67patches") ||
      !in.Count(count, 40)) {
    return false;
  }
  message.content.patches.resize(static_cast<size_t>(count));
  for (GeometryPatch& patch : message.content.patches) {
    if (!Read(in, patch)) return false;
  }
  return true;
}

bool Read(Cursor& in, TextRepresentation& text) {
  return in.Next("\xa4\x63txt") && in.Value(text.txt) &&
         in.Next(
             "\x64"
             "font") &&
         in.Value(text.font) && in.Next("\x66height") &&
         in.Value(text.height) && in.Next("\x65width") && in.Value(text.width);
}

bool Read(Cursor& in, MsgEntityCreate& message) {
  Entity& entity = message.content;
  uint64_t members = 0;
  uint64_t found = 4;
  if (!in.Head<5>(members) || !in.Next("\x62id") || !in.Value(message.id) ||
      !in.Next("\x64name") || !in.Value(entity.name)) {
    return false;
  }
  if (in.Next("\x66parent")) {
    ++found;
    if (!in.Value(entity.parent.emplace())) return false;
  }
  auto& transform = entity.transform.emplace();
  if (!in.Next("\x69transform") || !in.Value(transform.emplace<Mat4>())) {
    return false;
  }
  if (in.Next("\x6arender_rep\xa1\x64mesh")) {
    ++found;
    auto& render = entity.representation.emplace<RenderRepresentation>();
    if (!in.Value(render.mesh)) return false;
  } else if (in.Next("\x68text_rep")) {
    ++found;
    if (!Read(in, entity.representation.emplace<TextRepresentation>())) {
      return false;
    }
  }
  uint64_t count = 0;
  if (in.Next("\x64tags")) {
    ++found;
    if (!in.Count(count, 1)) return false;
    entity.tags.resize(static_cast<size_t>(count));
    for (std::string& tag : entity.tags) {
      if (!in.Value(tag)) return false;
    }
  }
  if (in.Next("\x6cmethods_list")) {
    ++found;
    if (!in.Count(count, 3)) return false;
    entity.methods_list.resize(static_cast<size_t>(count));
    for (MethodID& id : entity.methods_list) {
      if (!in.Value(id)) return false;
    }
  }
  return in.Next("\x67visible") && in.Value(entity.visible) && found == members;
}

bool ReadComponent(Cursor& in, Scene& scene) {
  uint64_t number = 0;
  if (!in.Value(number)) return false;
  switch (number) {
    case 10:
      return Read(in, scene.buffers.emplace_back());
    case 12:
      return Read(in, scene.views.emplace_back());
    case 14:
      return Read(in, scene.materials.emplace_back());
    case 26:
      return Read(in, scene.geometries.emplace_back());
    case 4:
      return Read(in, scene.entities.emplace_back());
    default:
      return false;
  }
}

}  // namespace

bool HandwrittenCodec::Decode(const Bytes& frame, MsgEntityUpdate& message) {
  Cursor in(frame);
  auto& transform = message.content.transform.emplace();
  return in.Next("\x82\x05\xa2\x62id") && in.Value(message.id) &&
         in.Next("\x69transform") && in.Value(transform.emplace<Mat4>()) &&
         in.at_end();
}

bool HandwrittenCodec::Decode(const Bytes& frame, Scene& scene) {
  Cursor in(frame);
  uint64_t count = 0;
  if (!in.Count(count, 1)) return false;
  for (; count > 0; count -= 2) {
    if (!ReadComponent(in, scene)) return false;
  }
  return in.at_end();
}

bool HandwrittenCodec::Decode(const Bytes& frame, MsgBufferCreate& message) {
  Cursor in(frame);
  return in.Next("\x82\x0a") && Read(in, message) && in.at_end();
}

bool HandwrittenCodec::Decode(const Bytes& frame, MsgSignalInvoke& message) {
  Cursor in(frame);
  TableID table;
  uint64_t count = 0;
  if (!in.Next("\x82\x18\x21\xa3\x62id") || !in.Value(message.id) ||
      !in.Next("\x67"
               "context\xa1\x65table") ||
      !in.Value(table) || !in.Next("\x6bsignal_data\x82") ||
      !in.Count(count, 1)) {
    return false;
  }
  message.context = InvokeIDType{table};
  message.signal_data.reserve(2);
  Any::Array& keys = *message.signal_data.emplace_back(Any::Array()).AsArray();
  keys.reserve(static_cast<size_t>(count));
  for (; count > 0; --count) {
    if (!in.Cell(keys)) return false;
  }
  if (!in.Count(count, 1)) return false;
  Any::Array& rows = *message.signal_data.emplace_back(Any::Array()).AsArray();
  rows.reserve(static_cast<size_t>(count));
  for (; count > 0; --count) {
    Any::Array& row = *rows.emplace_back(Any::Array()).AsArray();
    uint64_t cells = 0;
    if (!in.Count(cells, 1)) return false;
    row.reserve(static_cast<size_t>(cells));
    for (; cells > 0; --cells) {
      if (!in.Cell(row)) return false;
    }
  }
  return in.at_end();
}

bool HandwrittenCodec::Decode(const Bytes& frame, FlatTable& table) {
  Cursor in(frame);
  uint64_t count = 0;
  if (!in.Next("\x82\x18\x21\xa3\x62id") || !in.Value(table.id) ||
      !in.Next("\x67"
               "context\xa1\x65table") ||
      !in.Value(table.table) || !in.Next("\x6bsignal_data\x82") ||
      !in.Count(count, 1)) {
    return false;
  }
  table.keys.resize(static_cast<size_t>(count));
  for (uint64_t& key : table.keys) {
    if (!in.Value(key)) return false;
  }
  if (!in.Count(count, 5)) return false;
  table.cells.reserve(static_cast<size_t>(count) * 4);
  for (; count > 0; --count) {
    if (!in.Next("\x84")) return false;
    for (size_t column = 0; column < 4; ++column) {
      if (!in.Cell(table.cells)) return false;
    }
  }
  table.columns = 4;
  return in.at_end();
}

}  // namespace noodles::bench
