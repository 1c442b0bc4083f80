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
        return CreateEntity();
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
    switch (kind) {
      case ComponentKind::kMethod:
        return Add(Method{.name = Text()});
      case ComponentKind::kSignal:
        return Add(Signal{.name = Text()});
      case ComponentKind::kEntity:
        return CreateEntity();
      case ComponentKind::kPlot: {
        Plot plot;
        plot.table = Maybe<Table>();
        plot.methods_list = PickSome<Method>();
        return Add(std::move(plot));
      }
      case ComponentKind::kBuffer: {
        // Some are large enough to be shared.
        const size_t size = Chance(2) ? 64 : 6000;
        return Add(Buffer{.size = size,
                          .source = Bytes::Copy(std::string(size, 'b'))});
      }
      case ComponentKind::kBufferView:
        return Add(BufferView{.source_buffer = Pick<Buffer>(), .length = 64});
      case ComponentKind::kMaterial: {
        Material material;
        if (const auto texture = Maybe<Texture>()) {
          material.pbr_info.base_color_texture =
              TextureRef{.texture = *texture};
        }
        return Add(std::move(material));
      }
      case ComponentKind::kImage:
        return Add(Image{.source = Pick<BufferView>()});
      case ComponentKind::kTexture:
        return Add(
            Texture{.image = Pick<Image>(), .sampler = Maybe<Sampler>()});
      case ComponentKind::kSampler:
        return Add(Sampler{});
      case ComponentKind::kLight:
        return Add(Light{.intensity = static_cast<float>(Number(10))});
      case ComponentKind::kGeometry:
        return Add(
            Geometry{.patches = {{.attributes = {{.view = Pick<BufferView>(),
                                                  .format = Format::kVec3}},
                                  .vertex_count = 1,
                                  .material = Pick<Material>()}}});
      case ComponentKind::kTable:
        return Add(Table{.meta = Text(), .signals_list = PickSome<Signal>()});
      case ComponentKind::kPhysics: {
        Physics physics;
        if (const auto view = Maybe<BufferView>()) {
          physics.stream_flow = StreamFlow{.data = *view};
        }
        return Add(std::move(physics));
      }
    }
  }

  void CreateEntity() {
    Entity entity{.name = Text(), .parent = Maybe<Entity>()};
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
    Add(std::move(entity));
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
    [&]<class... Kinds>(std::type_identity<std::tuple<Kinds...>>) {
      ((ComponentTraits<Kinds>::kKind == kind
            ? document_.Delete(Pick<Kinds>()).IgnoreError()
            : void()),
       ...);
    }(std::type_identity<AllComponents<std::tuple>>());
  }

  Document& document_;
  std::mt19937 random_;
};

}  // namespace noodles

#endif  // TESTS_STATE_RANDOM_CHANGES_H_
