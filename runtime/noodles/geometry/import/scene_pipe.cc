#include "noodles/geometry/import/scene_pipe.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/codec.h"

namespace noodles::geometry_internal {
namespace {

// The most bytes of an encoded component.
constexpr uint64_t kMostOfMessage = uint64_t{1} << 20;
// Lists may always have so many items: the smallest limits still let names and
// warnings through.
constexpr uint64_t kFewItems = uint64_t{1} << 20;
// Stands for an absent place.
constexpr uint64_t kNoPlace = ~uint64_t{0};

// Types of which every pattern of bits is a value.
template <class T>
inline constexpr bool kIsPlain =
    std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
template <class T, size_t count>
inline constexpr bool kIsPlain<std::array<T, count>> = kIsPlain<T>;

// The same walk through a scene for both directions. `pipe` is a Sender or a
// Receiver.
template <class Pipe>
class Walk {
 public:
  explicit Walk(Pipe& pipe) : pipe_(pipe) {}

  template <class Scene>
  bool Through(Scene& scene) {
    return pipe_.Each(scene.textures,
                      [&](auto& item) { return WalkTexture(item); }) &&
           pipe_.Each(scene.materials,
                      [&](auto& item) {
                        return pipe_.template Message<MsgMaterialCreate>(item);
                      }) &&
           pipe_.List(scene.normal_scales) &&
           pipe_.Each(scene.geometries,
                      [&](auto& item) { return WalkGeometry(item); }) &&
           pipe_.Each(scene.lights,
                      [&](auto& item) {
                        return pipe_.template Message<MsgLightCreate>(item);
                      }) &&
           pipe_.Each(scene.nodes,
                      [&](auto& item) { return WalkNode(item); }) &&
           pipe_.Each(scene.warnings,
                      [&](auto& item) { return pipe_.List(item); }) &&
           pipe_.Each(scene.files,
                      [&](auto& item) { return pipe_.List(item); });
  }

 private:
  template <class AnyTexture>
  bool WalkTexture(AnyTexture& texture) {
    return pipe_.List(texture.name) && pipe_.File(texture.image) &&
           pipe_.template Message<MsgSamplerCreate>(texture.sampler);
  }

  template <class AnyGeometry>
  bool WalkGeometry(AnyGeometry& geometry) {
    return pipe_.List(geometry.name) &&
           pipe_.Each(geometry.parts, [&](auto& part) {
             return WalkMesh(part.mesh) && pipe_.Place(part.material) &&
                    pipe_.List(part.tangent_signs);
           });
  }

  template <class AnyMesh>
  bool WalkMesh(AnyMesh& mesh) {
    const auto list = [&](auto& channel) { return pipe_.List(channel); };
    return pipe_.Type(mesh.type) && pipe_.List(mesh.positions) &&
           pipe_.List(mesh.normals) && pipe_.List(mesh.tangents) &&
           pipe_.Each(mesh.texture_coordinates, list) &&
           pipe_.Each(mesh.colors, list) && pipe_.List(mesh.indices);
  }

  template <class AnyNode>
  bool WalkNode(AnyNode& node) {
    return pipe_.List(node.name) && pipe_.Place(node.parent) &&
           pipe_.One(node.transform) && pipe_.Place(node.geometry) &&
           pipe_.Each(node.instances,
                      [&](auto& item) { return WalkInstance(item); }) &&
           pipe_.List(node.lights);
  }

  template <class AnyInstance>
  bool WalkInstance(AnyInstance& instance) {
    return pipe_.One(instance.position) && pipe_.Optional(instance.column) &&
           pipe_.One(instance.rotation) && pipe_.One(instance.scale);
  }

  Pipe& pipe_;
};

class Sender {
 public:
  explicit Sender(PipeWriter& pipe) : pipe_(pipe) {}

  template <class Item>
  bool One(const Item& item) {
    static_assert(kIsPlain<Item>);
    return pipe_.Write(&item, sizeof item);
  }
  template <class Items>
  bool List(const Items& list) {
    static_assert(kIsPlain<typename Items::value_type>);
    return One(uint64_t{list.size()}) &&
           pipe_.Write(list.data(),
                       list.size() * sizeof(typename Items::value_type));
  }
  template <class Items, class Use>
  bool Each(const Items& list, Use use) {
    return One(uint64_t{list.size()}) &&
           std::all_of(list.begin(), list.end(), use);
  }
  bool Type(PrimitiveType type) { return One(static_cast<uint8_t>(type)); }
  bool Place(const std::optional<size_t>& place) {
    return One(place ? uint64_t{*place} : kNoPlace);
  }
  bool Optional(const std::optional<Vec4>& value) {
    return One(uint8_t{value.has_value()}) && (!value || One(*value));
  }
  bool File(const Bytes& bytes) {
    return One(uint64_t{bytes.size()}) &&
           pipe_.Write(bytes.data(), bytes.size());
  }
  template <class Create, class Component>
  bool Message(const Component& component) {
    return File(Encode(Create{{0, 0}, component}));
  }

 private:
  PipeWriter& pipe_;
};

class Receiver {
 public:
  Receiver(PipeReader& pipe, const ImportLimits& limits)
      : pipe_(pipe), limits_(limits), bytes_left_(limits.max_memory_bytes) {}

  template <class Item>
  bool One(Item& item) {
    static_assert(kIsPlain<Item>);
    return Take(sizeof item) && pipe_.Read(&item, sizeof item);
  }
  template <class Items>
  bool List(Items& list) {
    using Item = typename Items::value_type;
    static_assert(kIsPlain<Item>);
    uint64_t length = 0;
    return One(length) &&
           IsWithin(length, std::max<uint64_t>({kFewItems, limits_.max_nodes,
                                                limits_.max_vertices,
                                                limits_.max_corners})) &&
           Take(length * sizeof(Item)) && pipe_.ReadList(list, length);
  }
  template <class Items, class Use>
  bool Each(Items& list, Use use) {
    uint64_t length = 0;
    if (!One(length) ||
        !IsWithin(length, std::max<uint64_t>({kFewItems, limits_.max_nodes,
                                              limits_.max_vertices}))) {
      return false;
    }
    while (list.size() < length) {
      if (!Take(sizeof(typename Items::value_type)) ||
          !use(list.emplace_back())) {
        return false;
      }
    }
    return true;
  }
  bool Type(PrimitiveType& type) {
    uint8_t number = 0;
    if (!One(number)) return false;
    if (number > static_cast<uint8_t>(PrimitiveType::kTriangleStrip)) {
      return Fail(DataLoss("a mesh of the scene has no known type"));
    }
    type = static_cast<PrimitiveType>(number);
    return true;
  }
  bool Place(std::optional<size_t>& place) {
    uint64_t number = 0;
    if (!One(number)) return false;
    if (number != kNoPlace) place = number;
    return true;
  }
  bool Optional(std::optional<Vec4>& value) {
    uint8_t is_there = 0;
    return One(is_there) && (is_there == 0 || One(value.emplace()));
  }
  bool File(Bytes& bytes) {
    return ReadBytes(
        bytes, std::max<uint64_t>(limits_.max_image_bytes, kMostOfMessage));
  }
  template <class Create, class Component>
  bool Message(Component& component) {
    Bytes bytes;
    if (!ReadBytes(bytes, kMostOfMessage)) return false;
    auto message = Decode<Create>(bytes);
    if (!message.ok()) {
      return Fail(DataLoss("a component of the scene cannot be decoded"));
    }
    component = std::move(message->content);
    return true;
  }

  // The reason why Walk has returned false.
  absl::Status fault() const {
    return fault_.ok() ? DataLoss("the scene ends too early") : fault_;
  }

 private:
  bool ReadBytes(Bytes& bytes, uint64_t most) {
    uint64_t length = 0;
    std::vector<uint8_t> read;
    if (!One(length) || !IsWithin(length, most) || !Take(length) ||
        !pipe_.ReadList(read, length)) {
      return false;
    }
    bytes = Bytes::Adopt(std::move(read));
    return true;
  }
  bool IsWithin(uint64_t length, uint64_t most) {
    return length <= most ||
           Fail(ResourceExhausted("the scene is beyond the limits"));
  }
  // A scene is not larger than the memory that the program may have had.
  bool Take(uint64_t bytes) {
    if (bytes > bytes_left_) {
      return Fail(ResourceExhausted("the scene is beyond max_memory_bytes"));
    }
    bytes_left_ -= bytes;
    return true;
  }
  bool Fail(absl::Status fault) {
    fault_ = std::move(fault);
    return false;
  }

  PipeReader& pipe_;
  const ImportLimits& limits_;
  uint64_t bytes_left_;
  absl::Status fault_;
};

}  // namespace

bool SendScene(PipeWriter& pipe, const SceneData& scene) {
  Sender sender(pipe);
  return Walk(sender).Through(scene) && pipe.Flush();
}

absl::Status ReceiveScene(PipeReader& pipe, const ImportLimits& limits,
                          SceneData& scene) {
  Receiver receiver(pipe, limits);
  try {
    if (Walk(receiver).Through(scene)) return absl::OkStatus();
  } catch (const std::bad_alloc&) {
    return ResourceExhausted("there is no memory for the scene");
  }
  return receiver.fault();
}

}  // namespace noodles::geometry_internal
