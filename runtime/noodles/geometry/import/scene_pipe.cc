#include "noodles/geometry/import/scene_pipe.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/codec.h"

namespace noodles::geometry_internal {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 16;
// Names, and lists of names.
constexpr size_t kMostText = size_t{1} << 20;

enum class Items : uint8_t { kPlain, kStructures };

// The same walk through a scene for both directions: `pipe` has Bytes for plain
// memory, List for the length of a list, and Message for a structure that the
// protocol can encode.
template <class Pipe>
class Walk {
 public:
  explicit Walk(Pipe& pipe) : pipe_(pipe) {}

  template <class Scene>
  bool Through(Scene& scene) {
    return Each(scene.textures,
                [&](auto& item) { return WalkTexture(item); }) &&
           Each(scene.materials,
                [&](auto& item) {
                  return pipe_.template Message<MsgMaterialCreate>(item);
                }) &&
           Each(scene.geometries,
                [&](auto& item) { return WalkGeometry(item); }) &&
           Each(scene.lights,
                [&](auto& item) {
                  return pipe_.template Message<MsgLightCreate>(item);
                }) &&
           Each(scene.nodes, [&](auto& item) { return WalkNode(item); }) &&
           Each(scene.warnings, [&](auto& item) { return Plain(item); });
  }

 private:
  template <class List, class Use>
  bool Each(List& list, Use use) {
    if (!pipe_.Length(list, Items::kStructures)) return false;
    for (auto& item : list) {
      if (!use(item)) return false;
    }
    return true;
  }

  // Lists of values that are plain memory, text among them.
  template <class List>
  bool Plain(List& list) {
    using Item = std::remove_reference_t<decltype(*list.data())>;
    static_assert(std::is_trivially_copyable_v<Item>);
    return pipe_.Length(list, Items::kPlain) &&
           pipe_.Memory(list.data(), list.size() * sizeof(Item));
  }

  template <class Item>
  bool One(Item& item) {
    static_assert(std::is_trivially_copyable_v<Item>);
    return pipe_.Memory(&item, sizeof item);
  }

  template <class AnyTexture>
  bool WalkTexture(AnyTexture& texture) {
    return Plain(texture.name) && pipe_.File(texture.image) &&
           pipe_.template Message<MsgSamplerCreate>(texture.sampler);
  }

  template <class AnyGeometry>
  bool WalkGeometry(AnyGeometry& geometry) {
    return Plain(geometry.name) && Each(geometry.parts, [&](auto& part) {
             return WalkMesh(part.mesh) && One(part.material);
           });
  }

  template <class AnyMesh>
  bool WalkMesh(AnyMesh& mesh) {
    const auto plain = [&](auto& list) { return Plain(list); };
    return One(mesh.type) && Plain(mesh.positions) && Plain(mesh.normals) &&
           Plain(mesh.tangents) && Each(mesh.texture_coordinates, plain) &&
           Each(mesh.colors, plain) && Plain(mesh.indices);
  }

  template <class AnyNode>
  bool WalkNode(AnyNode& node) {
    return Plain(node.name) && One(node.parent) && One(node.transform) &&
           One(node.geometry) && Plain(node.instances) && Plain(node.lights);
  }

  Pipe& pipe_;
};

class Sender {
 public:
  explicit Sender(PipeWriter& pipe) : pipe_(pipe) {}
  bool Memory(const void* from, size_t count) {
    return pipe_.Write(from, count);
  }
  template <class List>
  bool Length(const List& list, Items) {
    const uint64_t length = list.size();
    return Memory(&length, sizeof length);
  }
  bool File(const Bytes& bytes) {
    return Length(bytes, Items::kPlain) && Memory(bytes.data(), bytes.size());
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
      : pipe_(pipe), limits_(limits) {}
  bool Memory(void* to, size_t count) { return pipe_.Read(to, count); }
  template <class List>
  bool Length(List& list, Items items) {
    uint64_t length = 0;
    if (!Memory(&length, sizeof length)) return false;
    uint64_t most = std::max<uint64_t>(limits_.max_nodes, kMostText);
    if (items == Items::kPlain) {
      most =
          std::max<uint64_t>({most, limits_.max_vertices, limits_.max_corners});
    }
    is_beyond_ = length > most;
    if (is_beyond_) return false;
    list.resize(length);
    return true;
  }
  bool File(Bytes& bytes) {
    uint64_t length = 0;
    if (!Memory(&length, sizeof length)) return false;
    is_beyond_ = length > limits_.max_image_bytes && length > kMostText;
    if (is_beyond_) return false;
    std::vector<uint8_t> read(length);
    if (!Memory(read.data(), read.size())) return false;
    bytes = Bytes::Adopt(std::move(read));
    return true;
  }
  template <class Create, class Component>
  bool Message(Component& component) {
    Bytes bytes;
    if (!File(bytes)) return false;
    auto message = Decode<Create>(bytes);
    if (!message.ok()) return false;
    component = std::move(message->content);
    return true;
  }
  bool is_beyond() const { return is_beyond_; }

 private:
  PipeReader& pipe_;
  const ImportLimits& limits_;
  bool is_beyond_ = false;
};

}  // namespace

bool PipeWriter::Write(const void* from, size_t count) {
  const auto* bytes = static_cast<const uint8_t*>(from);
  while (count > 0 && !is_closed_) {
    const size_t part = std::min(count, kBufferBytes - buffer_.size());
    buffer_.insert(buffer_.end(), bytes, bytes + part);
    bytes += part;
    count -= part;
    if (buffer_.size() == kBufferBytes) Flush();
  }
  return !is_closed_;
}

bool PipeWriter::Flush() {
  for (size_t at = 0; at < buffer_.size() && !is_closed_;) {
    const ssize_t written =
        write(descriptor_, buffer_.data() + at, buffer_.size() - at);
    if (written > 0) at += static_cast<size_t>(written);
    is_closed_ = written < 0 && errno != EINTR;
  }
  buffer_.clear();
  return !is_closed_;
}

bool PipeReader::Fill() {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
    pollfd waiting = {descriptor_, POLLIN, 0};
    const int ready =
        left.count() <= 0
            ? 0
            : poll(&waiting, 1,
                   static_cast<int>(std::min<int64_t>(left.count(), 1 << 30)));
    if (ready == 0) {
      is_late_ = true;
      return false;
    }
    if (ready < 0 && errno != EINTR) return false;
    if (ready < 0) continue;
    buffer_.resize(kBufferBytes);
    at_ = 0;
    const ssize_t count = read(descriptor_, buffer_.data(), buffer_.size());
    buffer_.resize(count > 0 ? static_cast<size_t>(count) : 0);
    if (count >= 0 || errno != EINTR) return count > 0;
  }
}

bool PipeReader::Read(void* to, size_t count) {
  auto* bytes = static_cast<uint8_t*>(to);
  while (count > 0) {
    if (at_ == buffer_.size() && !Fill()) return false;
    const size_t part = std::min(count, buffer_.size() - at_);
    std::memcpy(bytes, buffer_.data() + at_, part);
    bytes += part;
    at_ += part;
    count -= part;
  }
  return true;
}

bool SendScene(PipeWriter& pipe, const SceneData& scene) {
  Sender sender(pipe);
  return Walk(sender).Through(scene) && pipe.Flush();
}

absl::Status ReceiveScene(PipeReader& pipe, const ImportLimits& limits,
                          SceneData& scene) {
  Receiver receiver(pipe, limits);
  if (Walk(receiver).Through(scene)) return absl::OkStatus();
  if (receiver.is_beyond()) {
    return ResourceExhausted("the scene is beyond the limits");
  }
  return DataLoss("the scene ends too early");
}

}  // namespace noodles::geometry_internal
