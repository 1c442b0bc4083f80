#include <bit>
#include <cstring>
#include <string_view>

#include "bench/handwritten_codec.h"
#include "noodles/cbor/byte_order.h"
#include "noodles/cbor/utf8.h"

namespace noodles::bench {

namespace {

using cbor::StoreBigEndian;

// An upper bound for a message of these payloads without its texts and byte
// strings.
constexpr size_t kMessageRoom = 1024;
constexpr size_t kCellRoom = 16;

template <size_t N>
uint8_t* Put(uint8_t* to, const char (&literal)[N]) {
  std::memcpy(to, literal, N - 1);
  return to + N - 1;
}

template <unsigned major>
uint8_t* PutHead(uint8_t* to, uint64_t argument) {
  constexpr uint8_t kFirst = major << 5;
  if (argument < 24) {
    *to = static_cast<uint8_t>(kFirst | argument);
    return to + 1;
  }
  if (argument <= 0xff) {
    to[0] = kFirst | 24;
    to[1] = static_cast<uint8_t>(argument);
    return to + 2;
  }
  if (argument <= 0xffff) {
    to[0] = kFirst | 25;
    StoreBigEndian(to + 1, static_cast<uint16_t>(argument));
    return to + 3;
  }
  if (argument <= 0xffffffff) {
    to[0] = kFirst | 26;
    StoreBigEndian(to + 1, static_cast<uint32_t>(argument));
    return to + 5;
  }
  to[0] = kFirst | 27;
  StoreBigEndian(to + 1, argument);
  return to + 9;
}

uint8_t* PutUint(uint8_t* to, uint64_t number) {
  return PutHead<0>(to, number);
}

uint8_t* PutText(uint8_t* to, std::string_view text) {
  to = PutHead<3>(to, text.size());
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

uint8_t* PutFloat(uint8_t* to, float number) {
  *to = 0xfa;
  StoreBigEndian(to + 1, std::bit_cast<uint32_t>(number));
  return to + 5;
}

template <size_t N>
uint8_t* PutFloats(uint8_t* to, const std::array<float, N>& numbers) {
  *to++ = 0x80 | N;
  for (size_t i = 0; i < N; ++i) to = PutFloat(to, numbers[i]);
  return to;
}

uint8_t* PutFloats(uint8_t* to, const std::vector<float>& numbers) {
  to = PutHead<4>(to, numbers.size());
  for (const float number : numbers) to = PutFloat(to, number);
  return to;
}

uint8_t* PutBool(uint8_t* to, bool value) {
  *to = value ? 0xf5 : 0xf4;
  return to + 1;
}

template <auto kind>
uint8_t* PutId(uint8_t* to, const Id<kind>& id) {
  *to++ = 0x82;
  return PutUint(PutUint(to, id.slot), id.gen);
}

uint8_t* PutBuffer(uint8_t* to, const MsgBufferCreate& message) {
  const Buffer& buffer = message.content;
  to = PutId(Put(to, "\x0a\xa4\x62id"), message.id);
  to = PutText(Put(to, "\x64name"), *buffer.name);
  to = PutUint(Put(to, "\x64size"), buffer.size);
  if (const auto* bytes = std::get_if<Bytes>(&buffer.source)) {
    to = PutHead<2>(Put(to, "\x6cinline_bytes"), bytes->size());
    std::memcpy(to, bytes->data(), bytes->size());
    return to + bytes->size();
  }
  const auto& location = std::get<Location>(buffer.source);
  return PutText(Put(to, "\x69uri_bytes"), std::get<std::string>(location));
}

uint8_t* PutView(uint8_t* to, const MsgBufferViewCreate& message) {
  const BufferView& view = message.content;
  to = PutId(Put(to, "\x0c\xa5\x62id"), message.id);
  to = PutId(Put(to, "\x6dsource_buffer"), view.source_buffer);
  to = PutText(Put(to, "\x64type"), ToString(view.type));
  to = PutUint(Put(to, "\x66offset"), view.offset);
  return PutUint(Put(to, "\x66length"), view.length);
}

uint8_t* PutMaterial(uint8_t* to, const MsgMaterialCreate& message) {
  const Material& material = message.content;
  const PBRInfo& pbr = material.pbr_info;
  to = PutId(Put(to, "\x0e\xa8\x62id"), message.id);
  to = PutText(Put(to, "\x64name"), *material.name);
  to = Put(to, "\x68pbr_info");
  *to++ = pbr.base_color_texture ? 0xa4 : 0xa3;
  to = PutFloats(Put(to,
                     "\x6a"
                     "base_color"),
                 pbr.base_color);
  if (pbr.base_color_texture) {
    to = Put(to,
             "\x72"
             "base_color_texture\xa2\x67texture");
    to = PutId(to, pbr.base_color_texture->texture);
    to = PutUint(Put(to, "\x72texture_coord_slot"),
                 pbr.base_color_texture->texture_coord_slot);
  }
  to = PutFloat(Put(to, "\x68metallic"), pbr.metallic);
  to = PutFloat(Put(to, "\x69roughness"), pbr.roughness);
  to = PutFloat(Put(to, "\x78\x18occlusion_texture_factor"),
                material.occlusion_texture_factor);
  to = PutFloats(Put(to,
                     "\x6f"
                     "emissive_factor"),
                 material.emissive_factor);
  to = PutBool(Put(to, "\x69use_alpha"), material.use_alpha);
  to = PutFloat(Put(to,
                    "\x6c"
                    "alpha_cutoff"),
                material.alpha_cutoff);
  return PutBool(Put(to,
                     "\x6c"
                     "double_sided"),
                 material.double_sided);
}

uint8_t* PutAttribute(uint8_t* to, const Attribute& attribute) {
  const bool has_bounds = !attribute.minimum_value.empty();
  *to++ = has_bounds ? 0xa8 : 0xa6;
  to = PutId(Put(to, "\x64view"), attribute.view);
  to = PutText(Put(to, "\x68semantic"), ToString(attribute.semantic));
  to = PutUint(Put(to, "\x66offset"), attribute.offset);
  to = PutUint(Put(to, "\x66stride"), attribute.stride);
  to = PutText(Put(to,
                   "\x66"
                   "format"),
               ToString(attribute.format));
  if (has_bounds) {
    to = PutFloats(Put(to, "\x6dminimum_value"), attribute.minimum_value);
    to = PutFloats(Put(to, "\x6dmaximum_value"), attribute.maximum_value);
  }
  return PutBool(Put(to, "\x6anormalized"), attribute.normalized);
}

uint8_t* PutGeometry(uint8_t* to, const MsgGeometryCreate& message) {
  to = PutId(Put(to, "\x18\x1a\xa3\x62id"), message.id);
  to = PutText(Put(to, "\x64name"), *message.content.name);
  to = PutHead<4>(Put(to, "\x67patches"), message.content.patches.size());
  for (const GeometryPatch& patch : message.content.patches) {
    to = PutHead<4>(Put(to,
                        "\xa5\x6a"
                        "attributes"),
                    patch.attributes.size());
    for (const Attribute& attribute : patch.attributes) {
      to = PutAttribute(to, attribute);
    }
    to = PutUint(Put(to, "\x6cvertex_count"), patch.vertex_count);
    const Index& index = *patch.indices;
    to = PutId(Put(to, "\x67indices\xa5\x64view"), index.view);
    to = PutUint(Put(to,
                     "\x65"
                     "count"),
                 index.count);
    to = PutUint(Put(to, "\x66offset"), index.offset);
    to = PutUint(Put(to, "\x66stride"), index.stride);
    to = PutText(Put(to,
                     "\x66"
                     "format"),
                 ToString(index.format));
    to = PutText(Put(to, "\x64type"), ToString(patch.type));
    to = PutId(Put(to, "\x68material"), patch.material);
  }
  return to;
}

uint8_t* PutEntity(uint8_t* to, const MsgEntityCreate& message) {
  const Entity& entity = message.content;
  to[0] = 0x04;
  to[1] = static_cast<uint8_t>(
      0xa4 + entity.parent.has_value() + (entity.representation.index() != 0) +
      !entity.tags.empty() + !entity.methods_list.empty());
  to = PutId(Put(to + 2, "\x62id"), message.id);
  to = PutText(Put(to, "\x64name"), *entity.name);
  if (entity.parent) to = PutId(Put(to, "\x66parent"), *entity.parent);
  to = PutFloats(Put(to, "\x69transform"), std::get<Mat4>(*entity.transform));
  if (const auto* text =
          std::get_if<TextRepresentation>(&entity.representation)) {
    to = PutText(Put(to, "\x68text_rep\xa4\x63txt"), text->txt);
    to = PutText(Put(to,
                     "\x64"
                     "font"),
                 text->font);
    to = PutFloat(Put(to, "\x66height"), text->height);
    to = PutFloat(Put(to, "\x65width"), text->width);
  } else if (const auto* render =
                 std::get_if<RenderRepresentation>(&entity.representation)) {
    to = PutId(Put(to, "\x6arender_rep\xa1\x64mesh"), render->mesh);
  }
  if (!entity.tags.empty()) {
    to = PutHead<4>(Put(to, "\x64tags"), entity.tags.size());
    for (const std::string& tag : entity.tags) to = PutText(to, tag);
  }
  if (!entity.methods_list.empty()) {
    to = PutHead<4>(Put(to, "\x6cmethods_list"), entity.methods_list.size());
    for (const MethodID id : entity.methods_list) to = PutId(to, id);
  }
  return PutBool(Put(to, "\x67visible"), entity.visible);
}

// The size of the texts and byte strings of a message.
size_t TextRoom(const MsgBufferCreate& message) {
  const Buffer& buffer = message.content;
  if (const auto* bytes = std::get_if<Bytes>(&buffer.source)) {
    return buffer.name->size() + bytes->size();
  }
  const auto& location = std::get<Location>(buffer.source);
  return buffer.name->size() + std::get<std::string>(location).size();
}
size_t TextRoom(const MsgBufferViewCreate&) { return 0; }
size_t TextRoom(const MsgMaterialCreate& message) {
  return message.content.name->size();
}
size_t TextRoom(const MsgGeometryCreate& message) {
  return message.content.name->size();
}
size_t TextRoom(const MsgEntityCreate& message) {
  size_t size = message.content.name->size();
  for (const std::string& tag : message.content.tags) size += tag.size() + 9;
  return size + 22 * message.content.methods_list.size();
}

uint8_t* PutCell(uint8_t* to, const Any& cell) {
  if (const auto text = cell.AsText()) return PutText(to, *text);
  if (cell.is_integer()) return PutUint(to, *cell.AsUint());
  *to = 0xfb;
  StoreBigEndian(to + 1, std::bit_cast<uint64_t>(*cell.AsDouble()));
  return to + 9;
}

}  // namespace

uint8_t* HandwrittenCodec::Room(size_t used, size_t additional) {
  if (additional > capacity_ - used) [[unlikely]] {
    const size_t capacity = 2 * capacity_ + additional;
    auto buffer = std::make_unique_for_overwrite<uint8_t[]>(capacity);
    if (used > 0) std::memcpy(buffer.get(), buffer_.get(), used);
    buffer_ = std::move(buffer);
    capacity_ = capacity;
  }
  return buffer_.get() + used;
}

std::span<const uint8_t> HandwrittenCodec::Encode(
    const MsgEntityUpdate& message) {
  uint8_t* to = Room(0, kMessageRoom);
  to = PutId(Put(to, "\x82\x05\xa2\x62id"), message.id);
  to = PutFloats(Put(to, "\x69transform"),
                 std::get<Mat4>(*message.content.transform));
  return {buffer_.get(), to};
}

std::span<const uint8_t> HandwrittenCodec::Encode(const Scene& scene) {
  size_t size = static_cast<size_t>(
      PutHead<4>(Room(0, kMessageRoom), 2 * scene.size()) - buffer_.get());
  const auto put_all = [&](const auto& messages, auto put) {
    for (const auto& message : messages) {
      uint8_t* to = Room(size, kMessageRoom + TextRoom(message));
      size = static_cast<size_t>(put(to, message) - buffer_.get());
    }
  };
  put_all(scene.buffers, PutBuffer);
  put_all(scene.views, PutView);
  put_all(scene.materials, PutMaterial);
  put_all(scene.geometries, PutGeometry);
  put_all(scene.entities, PutEntity);
  return {buffer_.get(), size};
}

std::span<const uint8_t> HandwrittenCodec::Encode(
    const MsgBufferCreate& message) {
  uint8_t* to = Room(0, kMessageRoom + TextRoom(message));
  to = PutBuffer(Put(to, "\x82"), message);
  return {buffer_.get(), to};
}

std::span<const uint8_t> HandwrittenCodec::Encode(
    const MsgSignalInvoke& message) {
  const Any::Array& keys = *message.signal_data[0].AsArray();
  const Any::Array& rows = *message.signal_data[1].AsArray();
  // Cells of these tables fit into 16 bytes.
  const size_t columns = rows.empty() ? 0 : rows[0].AsArray()->size();
  uint8_t* to = Room(0, kMessageRoom + keys.size() * kCellRoom +
                            rows.size() * (columns + 1) * kCellRoom);
  to = PutId(Put(to, "\x82\x18\x21\xa3\x62id"), message.id);
  to = PutId(Put(to,
                 "\x67"
                 "context\xa1\x65table"),
             std::get<TableID>(message.context->target));
  to = PutHead<4>(Put(to, "\x6bsignal_data\x82"), keys.size());
  for (const Any& key : keys) to = PutUint(to, *key.AsUint());
  to = PutHead<4>(to, rows.size());
  for (const Any& row : rows) {
    const Any::Array& cells = *row.AsArray();
    to = PutHead<4>(to, cells.size());
    for (const Any& cell : cells) to = PutCell(to, cell);
  }
  return {buffer_.get(), to};
}

}  // namespace noodles::bench
