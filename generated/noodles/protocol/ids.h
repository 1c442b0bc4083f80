// The kinds of components and their identifiers.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: plain values.
#ifndef NOODLES_PROTOCOL_IDS_H_
#define NOODLES_PROTOCOL_IDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "noodles/base/id.h"
#include "noodles/protocol/fingerprint.h"

namespace noodles {

// The kinds in the order of their first message.
enum class ComponentKind : uint8_t {
  kMethod,
  kSignal,
  kEntity,
  kPlot,
  kBuffer,
  kBufferView,
  kMaterial,
  kImage,
  kTexture,
  kSampler,
  kLight,
  kGeometry,
  kTable,
  kPhysics,
};

inline constexpr size_t kComponentKindCount = 14;

inline constexpr std::array<ComponentKind, kComponentKindCount>
    kComponentKinds = {
        ComponentKind::kMethod,   ComponentKind::kSignal,
        ComponentKind::kEntity,   ComponentKind::kPlot,
        ComponentKind::kBuffer,   ComponentKind::kBufferView,
        ComponentKind::kMaterial, ComponentKind::kImage,
        ComponentKind::kTexture,  ComponentKind::kSampler,
        ComponentKind::kLight,    ComponentKind::kGeometry,
        ComponentKind::kTable,    ComponentKind::kPhysics,
};

// The name of a kind, such as "Method"; "" for a number that is no kind.
std::string_view ToString(ComponentKind kind);

using MethodID = Id<ComponentKind::kMethod>;
using SignalID = Id<ComponentKind::kSignal>;
using EntityID = Id<ComponentKind::kEntity>;
using PlotID = Id<ComponentKind::kPlot>;
using BufferID = Id<ComponentKind::kBuffer>;
using BufferViewID = Id<ComponentKind::kBufferView>;
using MaterialID = Id<ComponentKind::kMaterial>;
using ImageID = Id<ComponentKind::kImage>;
using TextureID = Id<ComponentKind::kTexture>;
using SamplerID = Id<ComponentKind::kSampler>;
using LightID = Id<ComponentKind::kLight>;
using GeometryID = Id<ComponentKind::kGeometry>;
using TableID = Id<ComponentKind::kTable>;
using PhysicsID = Id<ComponentKind::kPhysics>;

// The identifier of a component whose kind is known at run time only.
struct ComponentRef {
  ComponentKind kind = ComponentKind::kMethod;
  uint32_t slot = kNullSlot;
  uint32_t gen = kNullSlot;

  ComponentRef() = default;
  ComponentRef(ComponentKind the_kind, uint32_t the_slot, uint32_t the_gen)
      : kind(the_kind), slot(the_slot), gen(the_gen) {}
  template <ComponentKind the_kind>
  ComponentRef(const Id<the_kind>& id)  // NOLINT: a reference is an identifier
      : kind(the_kind), slot(id.slot), gen(id.gen) {}

  // NOLINTNEXTLINE(modernize-use-nullptr): a false alarm at operator<=>.
  friend auto operator<=>(const ComponentRef&, const ComponentRef&) = default;
};

// A text for people, such as "Method [3, 0]".
std::string ToString(const ComponentRef& ref);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_IDS_H_
