#include "bench/document_scene.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "bench/payloads.h"
#include "noodles/base/status.h"

namespace noodles::bench {

namespace {

constexpr uint32_t kNamedMethods = 2;
constexpr uint32_t kNamedTextures = 125;

class SceneAdder {
 public:
  SceneAdder(Document& document, const Scene& scene)
      : document_(document), scene_(scene) {}

  void AddNamed() {
    for (uint32_t i = 0; i < kNamedMethods; ++i) {
      Add(Method{.name = "method " + std::to_string(i)});
    }
    Add(Image{.source = Location("http://localhost:50001/assets/image")});
    for (uint32_t i = 0; i < kNamedTextures; ++i) {
      Add(Texture{.image = {0, 0}});
    }
  }

  void AddCopy(uint32_t copy, const Bytes& inline_bytes) {
    for (Buffer buffer : Contents<Buffer>(scene_.buffers)) {
      if (!inline_bytes.empty()) {
        buffer.size = inline_bytes.size();
        buffer.source = inline_bytes;
      }
      Add(std::move(buffer));
    }
    for (BufferView view : Contents<BufferView>(scene_.views)) {
      Shift(view.source_buffer, copy, scene_.buffers);
      Add(std::move(view));
    }
    for (Material material : Contents<Material>(scene_.materials)) {
      Add(std::move(material));
    }
    for (Geometry geometry : Contents<Geometry>(scene_.geometries)) {
      ShiftPatch(geometry.patches[0], copy);
      Add(std::move(geometry));
    }
    for (Entity entity : Contents<Entity>(scene_.entities)) {
      ShiftEntity(entity, copy);
      Add(std::move(entity));
    }
  }

 private:
  template <class Component, class Message>
  static std::vector<Component> Contents(const std::vector<Message>& messages) {
    std::vector<Component> contents;
    contents.reserve(messages.size());
    for (const Message& message : messages) contents.push_back(message.content);
    return contents;
  }

  // Changes an identifier of the first copy to that of copy number `copy`.
  template <ComponentKind kind, class List>
  static void Shift(Id<kind>& id, uint32_t copy, const List& of_kind) {
    id.slot += copy * static_cast<uint32_t>(of_kind.size());
  }

  void ShiftPatch(GeometryPatch& patch, uint32_t copy) const {
    for (Attribute& attribute : patch.attributes) {
      Shift(attribute.view, copy, scene_.views);
    }
    if (patch.indices) Shift(patch.indices->view, copy, scene_.views);
    Shift(patch.material, copy, scene_.materials);
  }

  void ShiftEntity(Entity& entity, uint32_t copy) const {
    if (entity.parent) Shift(*entity.parent, copy, scene_.entities);
    if (auto* render =
            std::get_if<RenderRepresentation>(&entity.representation)) {
      Shift(render->mesh, copy, scene_.geometries);
    }
  }

  template <class Component>
  void Add(Component component) {
    const auto id = document_.Create(std::move(component));
    if (id.ok()) return;
    std::fprintf(stderr, "AddScene: %s\n",
                 std::string(StatusMessage(id.status())).c_str());
    std::exit(1);
  }

  Document& document_;
  const Scene& scene_;
};

}  // namespace

void AddScene(Document& document, size_t copies, size_t buffer_bytes) {
  const Scene scene = MakeMedium();
  SceneAdder adder(document, scene);
  adder.AddNamed();
  const Bytes bytes = Bytes::Copy(std::string(buffer_bytes, 'b'));
  for (size_t copy = 0; copy < copies; ++copy) {
    const bool is_inline = copy % 5 == 0;
    adder.AddCopy(static_cast<uint32_t>(copy), is_inline ? bytes : Bytes());
  }
}

}  // namespace noodles::bench
