// Fills a payload from a source of CBOR items. All decoders of the compared
// libraries use it.
//
// A source gives the items one after another: Array() and Map() (their
// counts), Text(), Uint(), Float(), Bool(), ByteString(), AnyValue(), Skip().
// After an item of another kind, or the end, ok() is false and every count 0.
//
// Thread-safety: that of the source.
#ifndef NOODLES_TESTS_BENCH_FILL_H_
#define NOODLES_TESTS_BENCH_FILL_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "bench/payloads.h"
#include "noodles/protocol/traits.h"

namespace noodles::bench {

template <class Source>
class Filler {
 public:
  explicit Filler(Source& source) : source_(source) {}

  bool Frame(Scene& scene) {
    for (uint64_t i = source_.Array() / 2; i > 0 && source_.ok(); --i) {
      Component(scene);
    }
    return source_.ok();
  }

  template <class Message>
  bool Frame(Message& message) {
    if (source_.Array() != 2 ||
        source_.Uint() != MessageTraits<Message>::kNumber) {
      return false;
    }
    Value(message);
    return source_.ok();
  }

 private:
  void Component(Scene& scene) {
    switch (source_.Uint()) {
      case MessageTraits<MsgBufferCreate>::kNumber:
        return Value(scene.buffers.emplace_back());
      case MessageTraits<MsgBufferViewCreate>::kNumber:
        return Value(scene.views.emplace_back());
      case MessageTraits<MsgMaterialCreate>::kNumber:
        return Value(scene.materials.emplace_back());
      case MessageTraits<MsgGeometryCreate>::kNumber:
        return Value(scene.geometries.emplace_back());
      case MessageTraits<MsgEntityCreate>::kNumber:
        return Value(scene.entities.emplace_back());
      default:
        return source_.Skip();
    }
  }

  // Calls `member` with each key; values that `member` does not read are
  // skipped.
  template <class Function>
  void Members(Function member) {
    for (uint64_t i = source_.Map(); i > 0 && source_.ok(); --i) {
      if (!member(source_.Text())) source_.Skip();
    }
  }
  // Reads the value and returns true, so that the call can end a chain of
  // conditions.
  template <class T>
  bool Take(T& value) {
    Value(value);
    return true;
  }

  void Value(MsgBufferCreate& message) {
    Buffer& buffer = message.content;
    Members([&](std::string_view key) {
      if (key == "id") return Take(message.id);
      if (key == "name") return Take(buffer.name.emplace());
      if (key == "size") return Take(buffer.size);
      if (key == "inline_bytes") return Take(buffer.source.emplace<Bytes>());
      if (key != "uri_bytes") return false;
      return Take(
          buffer.source.emplace<Location>().template emplace<std::string>());
    });
  }

  void Value(MsgBufferViewCreate& message) {
    BufferView& view = message.content;
    Members([&](std::string_view key) {
      if (key == "id") return Take(message.id);
      if (key == "name") return Take(view.name.emplace());
      if (key == "source_buffer") return Take(view.source_buffer);
      if (key == "type") return Take(view.type);
      if (key == "offset") return Take(view.offset);
      return key == "length" && Take(view.length);
    });
  }

  void Value(MsgMaterialCreate& message) {
    Material& material = message.content;
    Members([&](std::string_view key) {
      if (key == "id") return Take(message.id);
      if (key == "name") return Take(material.name.emplace());
      if (key == "pbr_info") return Take(material.pbr_info);
      if (key == "occlusion_texture_factor") {
        return Take(material.occlusion_texture_factor);
      }
      if (key == "emissive_factor") return Take(material.emissive_factor);
      if (key == "use_alpha") return Take(material.use_alpha);
      if (key == "alpha_cutoff") return Take(material.alpha_cutoff);
      return key == "double_sided" && Take(material.double_sided);
    });
  }

  void Value(PBRInfo& pbr) {
    Members([&](std::string_view key) {
      if (key == "base_color") return Take(pbr.base_color);
      if (key == "base_color_texture") {
        return Take(pbr.base_color_texture.emplace());
      }
      if (key == "metallic") return Take(pbr.metallic);
      return key == "roughness" && Take(pbr.roughness);
    });
  }

  void Value(TextureRef& texture) {
    Members([&](std::string_view key) {
      if (key == "texture") return Take(texture.texture);
      return key == "texture_coord_slot" && Take(texture.texture_coord_slot);
    });
  }

  void Value(MsgGeometryCreate& message) {
    Members([&](std::string_view key) {
      if (key == "id") return Take(message.id);
      if (key == "name") return Take(message.content.name.emplace());
      return key == "patches" && Take(message.content.patches);
    });
  }

  void Value(GeometryPatch& patch) {
    Members([&](std::string_view key) {
      if (key == "attributes") return Take(patch.attributes);
      if (key == "vertex_count") return Take(patch.vertex_count);
      if (key == "indices") return Take(patch.indices.emplace());
      if (key == "type") return Take(patch.type);
      return key == "material" && Take(patch.material);
    });
  }

  void Value(Attribute& attribute) {
    Members([&](std::string_view key) {
      if (key == "view") return Take(attribute.view);
      if (key == "semantic") return Take(attribute.semantic);
      if (key == "offset") return Take(attribute.offset);
      if (key == "stride") return Take(attribute.stride);
      if (key == "format") return Take(attribute.format);
      if (key == "minimum_value") return Take(attribute.minimum_value);
      if (key == "maximum_value") return Take(attribute.maximum_value);
      return key == "normalized" && Take(attribute.normalized);
    });
  }

  void Value(Index& index) {
    Members([&](std::string_view key) {
      if (key == "view") return Take(index.view);
      if (key == "count") return Take(index.count);
      if (key == "offset") return Take(index.offset);
      if (key == "stride") return Take(index.stride);
      return key == "format" && Take(index.format);
    });
  }

  void Value(MsgEntityCreate& message) {
    Entity& entity = message.content;
    Members([&](std::string_view key) {
      if (key == "id") return Take(message.id);
      if (key == "name") return Take(entity.name.emplace());
      if (key == "parent") return Take(entity.parent.emplace());
      if (key == "transform") {
        return Take(entity.transform.emplace().template emplace<Mat4>());
      }
      if (key == "text_rep") {
        return Take(
            entity.representation.template emplace<TextRepresentation>());
      }
      if (key == "render_rep") {
        return Take(
            entity.representation.template emplace<RenderRepresentation>());
      }
      if (key == "tags") return Take(entity.tags);
      if (key == "methods_list") return Take(entity.methods_list);
      return key == "visible" && Take(entity.visible);
    });
  }

  void Value(TextRepresentation& text) {
    Members([&](std::string_view key) {
      if (key == "txt") return Take(text.txt);
      if (key == "font") return Take(text.font);
      if (key == "height") return Take(text.height);
      return key == "width" && Take(text.width);
    });
  }

  void Value(RenderRepresentation& render) {
    Members([&](std::string_view key) {
      return key == "mesh" && Take(render.mesh);
    });
  }

  void Value(MsgEntityUpdate& message) {
    Members([&](std::string_view key) {
      if (key == "id") return Take(message.id);
      if (key != "transform") return false;
      return Take(message.content.transform.emplace().template emplace<Mat4>());
    });
  }

  void Value(MsgSignalInvoke& message) {
    Members([&](std::string_view key) {
      if (key == "id") return Take(message.id);
      if (key == "context") return Take(message.context.emplace());
      return key == "signal_data" && Take(message.signal_data);
    });
  }

  void Value(InvokeIDType& context) {
    Members([&](std::string_view key) {
      return key == "table" && Take(context.target.emplace<TableID>());
    });
  }

  template <auto kind>
  void Value(Id<kind>& id) {
    if (source_.Array() != 2) return source_.Fail();
    id.slot = static_cast<uint32_t>(source_.Uint());
    id.gen = static_cast<uint32_t>(source_.Uint());
  }

  template <class T>
  void Value(std::vector<T>& list) {
    const uint64_t count = source_.Array();
    list.reserve(static_cast<size_t>(count));
    for (uint64_t i = count; i > 0 && source_.ok(); --i) {
      Value(list.emplace_back());
    }
  }

  template <size_t N>
  void Value(std::array<float, N>& numbers) {
    if (source_.Array() != N) return source_.Fail();
    for (float& number : numbers) number = source_.Float();
  }

  template <class Enumeration>
  requires std::is_enum_v<Enumeration>
  void Value(Enumeration& value) {
    if (!FromString(source_.Text(), value)) source_.Fail();
  }

  void Value(std::string& text) { text = source_.Text(); }
  void Value(Bytes& bytes) { bytes = source_.ByteString(); }
  void Value(uint64_t& number) { number = source_.Uint(); }
  void Value(float& number) { number = source_.Float(); }
  void Value(bool& value) { value = source_.Bool(); }
  void Value(Any& value) { value = source_.AnyValue(); }

  Source& source_;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_FILL_H_
