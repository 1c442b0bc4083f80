// Random changes of a document: all kinds, references, transactions that are
// taken back, deletes, resets. Each may fail: what it refers to may have gone.
//
// Thread-safety: one thread at a time; any number of them on one document.
#ifndef TESTS_STATE_RANDOM_CHANGES_H_
#define TESTS_STATE_RANDOM_CHANGES_H_

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/protocol/for_each_component.h"
#include "noodles/state/document.h"

namespace noodles {

class RandomChanges {
 public:
  RandomChanges(Document& document, uint32_t seed)
      : document_(document), random_(seed) {}

  void Run(int steps) {
    for (int step = 0; step < steps; ++step) {
      if (Chance(8)) {
        RunTransaction();
      } else {
        Step();
      }
    }
  }

  // One change, or none.
  void Step() {
    switch (Number(16)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
        return Create(static_cast<ComponentKind>(Number(kComponentKindCount)));
      case 5:
      case 6:
        return Create(ComponentKind::kEntity);
      case 7:
      case 8:
      case 9:
      case 10:
        return Update();
      case 11:
        return SetLists();
      case 12:
        if (Chance(4)) document_.DeleteTree(Pick<Entity>()).IgnoreError();
        return;
      case 13:
        if (Chance(50)) document_.Reset();
        return;
      default:
        return Delete(static_cast<ComponentKind>(Number(kComponentKindCount)));
    }
  }

  // A component of this kind; null where there is none.
  template <class Component>
  Document::IdOf<Component> Pick() {
    const std::vector<Document::IdOf<Component>> ids =
        document_.List<Component>();
    if (ids.empty()) return {};
    return ids[Number(static_cast<uint32_t>(ids.size()))];
  }
  uint32_t Number(uint32_t below) {
    return static_cast<uint32_t>(random_()) % below;
  }
  bool Chance(uint32_t one_in) { return Number(one_in) == 0; }

 private:
  void RunTransaction() {
    const bool fails = Chance(2);
    document_
        .Transact([&] {
          for (int i = 0; i < 6; ++i) {
            // One inside another that fails alone.
            if (Chance(6)) {
              document_
                  .Transact([&] {
                    Step();
                    return Chance(2) ? Internal("taken back")
                                     : absl::OkStatus();
                  })
                  .IgnoreError();
            }
            Step();
          }
          return fails ? Internal("taken back") : absl::OkStatus();
        })
        .IgnoreError();
  }

  template <class Component>
  std::vector<Document::IdOf<Component>> PickSome() {
    std::vector<Document::IdOf<Component>> some;
    if (Chance(2)) return some;
    const auto id = Pick<Component>();
    if (!id.is_null()) some.push_back(id);
    return some;
  }
  template <class Component>
  std::optional<Document::IdOf<Component>> Maybe() {
    const auto id = Pick<Component>();
    if (id.is_null() || Chance(2)) return std::nullopt;
    return id;
  }
  std::string Text() { return "text " + std::to_string(Number(1000)); }

  void Create(ComponentKind kind) {
    WithComponent(kind, [this]<class Component>() {
      Component component;
      Fill(component);
      Add(std::move(component));
    });
  }

  // Gives a new component its content; that of other kinds is the default.
  template <class Component>
  void Fill(Component&) {}
  void Fill(Method& method) { method.name = Text(); }
  void Fill(Signal& signal) { signal.name = Text(); }
  void Fill(Plot& plot) {
    plot.table = Maybe<Table>();
    plot.methods_list = PickSome<Method>();
  }
  void Fill(Buffer& buffer) {
    // Some are large enough to be shared.
    buffer.size = Chance(2) ? 64 : 6000;
    buffer.source = Bytes::Copy(std::string(buffer.size, 'b'));
  }
  void Fill(BufferView& view) {
    view.source_buffer = Pick<Buffer>();
    view.length = 64;
  }
  void Fill(Material& material) {
    if (const auto texture = Maybe<Texture>()) {
      material.pbr_info.base_color_texture = TextureRef{.texture = *texture};
    }
  }
  void Fill(Image& image) { image.source = Pick<BufferView>(); }
  void Fill(Texture& texture) {
    texture.image = Pick<Image>();
    texture.sampler = Maybe<Sampler>();
  }
  void Fill(Light& light) { light.intensity = static_cast<float>(Number(10)); }
  void Fill(Geometry& geometry) {
    geometry.patches = {
        {.attributes = {{.view = Pick<BufferView>(), .format = Format::kVec3}},
         .vertex_count = 1,
         .material = Pick<Material>()}};
  }
  void Fill(Table& table) {
    table.meta = Text();
    table.signals_list = PickSome<Signal>();
  }
  void Fill(Physics& physics) {
    if (const auto view = Maybe<BufferView>()) {
      physics.stream_flow = StreamFlow{.data = *view};
    }
  }
  void Fill(Entity& entity) {
    entity.name = Text();
    entity.parent = Maybe<Entity>();
    const auto mesh = Maybe<Geometry>();
    if (mesh) {
      entity.representation =
          RenderRepresentation{.mesh = *mesh, .instances = std::nullopt};
    }
    entity.lights = PickSome<Light>();
    entity.tables = PickSome<Table>();
    entity.plots = PickSome<Plot>();
    entity.methods_list = PickSome<Method>();
    entity.signals_list = PickSome<Signal>();
    entity.physics = PickSome<Physics>();
  }

  template <class Component>
  void Add(Component component) {
    document_.Create(std::move(component)).IgnoreError();
  }

  void Update() {
    switch (Number(8)) {
      case 0:
        return Change<Plot>({.table = Maybe<Table>(),
                             .plot = "http://plot/" + Text(),
                             .methods_list = PickSome<Method>()});
      case 1: {
        MaterialUpdate update;
        update.alpha_cutoff = static_cast<float>(Number(4));
        if (const auto texture = Maybe<Texture>()) {
          update.normal_texture = TextureRef{.texture = *texture};
        }
        return Change<Material>(std::move(update));
      }
      case 2:
        return Change<Light>({.intensity = static_cast<float>(Number(10))});
      case 3:
        return Change<Table>(
            {.meta = Text(), .methods_list = PickSome<Method>()});
      case 4:
        return Change<Entity>({.parent = Maybe<Entity>()});
      case 5:
        return Change<Entity>({.representation = NullRepresentation{},
                               .lights = PickSome<Light>()});
      default:
        return Change<Entity>(
            {.tags = std::vector{Text()}, .visible = Chance(2)});
    }
  }

  template <class Component>
  void Change(typename ComponentTraits<Component>::Update update) {
    document_.Update(Pick<Component>(), std::move(update)).IgnoreError();
  }

  void SetLists() {
    document_.SetMethods(PickSome<Method>()).IgnoreError();
    document_.SetSignals(PickSome<Signal>()).IgnoreError();
  }

  void Delete(ComponentKind kind) {
    WithComponent(kind, [this]<class Component>() {
      document_.Delete(Pick<Component>()).IgnoreError();
    });
  }

  Document& document_;
  std::mt19937 random_;
};

}  // namespace noodles

#endif  // TESTS_STATE_RANDOM_CHANGES_H_
