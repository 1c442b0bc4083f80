// Walks a payload and calls a sink for each CBOR item, in the order of the
// specification. All encoders of the compared libraries use it.
//
// A sink has Array(count), Map(count), Text, Uint, Int, Float, Double, Bool,
// ByteString.
//
// Thread-safety: that of the sink.
#ifndef NOODLES_TESTS_BENCH_EMIT_H_
#define NOODLES_TESTS_BENCH_EMIT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "bench/payloads.h"
#include "noodles/protocol/traits.h"

namespace noodles::bench {

template <class Sink>
class Emitter {
 public:
  explicit Emitter(Sink& sink) : sink_(sink) {}

  void Frame(const Scene& scene) {
    sink_.Array(2 * scene.size());
    Messages(scene.buffers);
    Messages(scene.views);
    Messages(scene.materials);
    Messages(scene.geometries);
    Messages(scene.entities);
  }

  template <class Message>
  void Frame(const Message& message) {
    sink_.Array(2);
    Numbered(message);
  }

 private:
  template <class Message>
  void Messages(const std::vector<Message>& messages) {
    for (const Message& message : messages) Numbered(message);
  }

  template <class Message>
  void Numbered(const Message& message) {
    sink_.Uint(MessageTraits<Message>::kNumber);
    Value(message);
  }

  void Value(const MsgBufferCreate& message) {
    const Buffer& buffer = message.content;
    sink_.Map(3 + buffer.name.has_value());
    Member("id", message.id);
    Optional("name", buffer.name);
    Member("size", buffer.size);
    if (const auto* bytes = std::get_if<Bytes>(&buffer.source)) {
      Member("inline_bytes", *bytes);
    } else {
      Member("uri_bytes",
             std::get<std::string>(std::get<Location>(buffer.source)));
    }
  }

  void Value(const MsgBufferViewCreate& message) {
    const BufferView& view = message.content;
    sink_.Map(5 + view.name.has_value());
    Member("id", message.id);
    Optional("name", view.name);
    Member("source_buffer", view.source_buffer);
    Member("type", ToString(view.type));
    Member("offset", view.offset);
    Member("length", view.length);
  }

  void Value(const MsgMaterialCreate& message) {
    const Material& material = message.content;
    sink_.Map(7 + material.name.has_value());
    Member("id", message.id);
    Optional("name", material.name);
    Member("pbr_info", material.pbr_info);
    Member("occlusion_texture_factor", material.occlusion_texture_factor);
    Member("emissive_factor", material.emissive_factor);
    Member("use_alpha", material.use_alpha);
    Member("alpha_cutoff", material.alpha_cutoff);
    Member("double_sided", material.double_sided);
  }

  void Value(const PBRInfo& pbr) {
    sink_.Map(3 + pbr.base_color_texture.has_value());
    Member("base_color", pbr.base_color);
    Optional("base_color_texture", pbr.base_color_texture);
    Member("metallic", pbr.metallic);
    Member("roughness", pbr.roughness);
  }

  void Value(const TextureRef& texture) {
    sink_.Map(2);
    Member("texture", texture.texture);
    Member("texture_coord_slot", texture.texture_coord_slot);
  }

  void Value(const MsgGeometryCreate& message) {
    sink_.Map(2 + message.content.name.has_value());
    Member("id", message.id);
    Optional("name", message.content.name);
    Member("patches", message.content.patches);
  }

  void Value(const GeometryPatch& patch) {
    sink_.Map(4 + patch.indices.has_value());
    Member("attributes", patch.attributes);
    Member("vertex_count", patch.vertex_count);
    Optional("indices", patch.indices);
    Member("type", ToString(patch.type));
    Member("material", patch.material);
  }

  void Value(const Attribute& attribute) {
    const bool has_bounds = !attribute.minimum_value.empty();
    sink_.Map(has_bounds ? 8 : 6);
    Member("view", attribute.view);
    Member("semantic", ToString(attribute.semantic));
    Member("offset", attribute.offset);
    Member("stride", attribute.stride);
    Member("format", ToString(attribute.format));
    if (has_bounds) {
      Member("minimum_value", attribute.minimum_value);
      Member("maximum_value", attribute.maximum_value);
    }
    Member("normalized", attribute.normalized);
  }

  void Value(const Index& index) {
    sink_.Map(5);
    Member("view", index.view);
    Member("count", index.count);
    Member("offset", index.offset);
    Member("stride", index.stride);
    Member("format", ToString(index.format));
  }

  void Value(const MsgEntityCreate& message) {
    const Entity& entity = message.content;
    sink_.Map(2 + entity.name.has_value() + entity.parent.has_value() +
              entity.transform.has_value() +
              (entity.representation.index() != 0) + !entity.tags.empty() +
              !entity.methods_list.empty());
    Member("id", message.id);
    Optional("name", entity.name);
    Optional("parent", entity.parent);
    if (entity.transform)
      Member("transform", std::get<Mat4>(*entity.transform));
    if (const auto* text =
            std::get_if<TextRepresentation>(&entity.representation)) {
      Member("text_rep", *text);
    }
    if (const auto* render =
            std::get_if<RenderRepresentation>(&entity.representation)) {
      Member("render_rep", *render);
    }
    if (!entity.tags.empty()) Member("tags", entity.tags);
    if (!entity.methods_list.empty()) {
      Member("methods_list", entity.methods_list);
    }
    Member("visible", entity.visible);
  }

  void Value(const TextRepresentation& text) {
    sink_.Map(4);
    Member("txt", text.txt);
    Member("font", text.font);
    Member("height", text.height);
    Member("width", text.width);
  }

  void Value(const RenderRepresentation& render) {
    sink_.Map(1);
    Member("mesh", render.mesh);
  }

  void Value(const MsgEntityUpdate& message) {
    sink_.Map(1 + message.content.transform.has_value());
    Member("id", message.id);
    if (message.content.transform) {
      Member("transform", std::get<Mat4>(*message.content.transform));
    }
  }

  void Value(const MsgSignalInvoke& message) {
    sink_.Map(2 + message.context.has_value());
    Member("id", message.id);
    if (message.context) {
      sink_.Text("context");
      sink_.Map(1);
      Member("table", std::get<TableID>(message.context->target));
    }
    Member("signal_data", message.signal_data);
  }

  template <class T>
  void Member(std::string_view key, const T& value) {
    sink_.Text(key);
    Value(value);
  }

  template <class T>
  void Optional(std::string_view key, const std::optional<T>& value) {
    if (value) Member(key, *value);
  }

  template <auto kind>
  void Value(const Id<kind>& id) {
    sink_.Array(2);
    sink_.Uint(id.slot);
    sink_.Uint(id.gen);
  }

  template <class T>
  void Value(const std::vector<T>& list) {
    sink_.Array(list.size());
    for (const T& element : list) Value(element);
  }

  template <size_t N>
  void Value(const std::array<float, N>& numbers) {
    sink_.Array(N);
    for (const float number : numbers) sink_.Float(number);
  }

  void Value(std::string_view text) { sink_.Text(text); }
  void Value(const std::string& text) { sink_.Text(text); }
  void Value(const Bytes& bytes) { sink_.ByteString(bytes); }
  void Value(uint64_t number) { sink_.Uint(number); }
  void Value(float number) { sink_.Float(number); }
  void Value(bool value) { sink_.Bool(value); }

  void Value(const Any& value) {
    if (const Any::Array* array = value.AsArray()) return Value(*array);
    if (const auto text = value.AsText()) return sink_.Text(*text);
    if (value.is_integer()) return sink_.Int(*value.AsInt());
    sink_.Double(*value.AsDouble());
  }

  Sink& sink_;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_EMIT_H_
