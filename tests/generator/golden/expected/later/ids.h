// The kinds of components and their identifiers.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: plain values.
#ifndef LATER_IDS_H_
#define LATER_IDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "later/fingerprint.h"
#include "noodles/base/id.h"

namespace later {

// The kinds in the order of their first message.
enum class ComponentKind : uint8_t {
  kLamp,
};

inline constexpr size_t kComponentKindCount = 1;

inline constexpr std::array<ComponentKind, kComponentKindCount>
    kComponentKinds = {
        ComponentKind::kLamp,
};

// The name of a kind, such as "Lamp"; "" for a number that is no kind.
std::string_view ToString(ComponentKind kind);

using LampID = noodles::Id<ComponentKind::kLamp>;

// The identifier of a component whose kind is known at run time only.
struct ComponentRef {
  ComponentKind kind = ComponentKind::kLamp;
  uint32_t slot = noodles::kNullSlot;
  uint32_t gen = noodles::kNullSlot;

  ComponentRef() = default;
  ComponentRef(ComponentKind the_kind, uint32_t the_slot, uint32_t the_gen)
      : kind(the_kind), slot(the_slot), gen(the_gen) {}
  template <ComponentKind the_kind>
  ComponentRef(
      const noodles::Id<the_kind>& id)  // NOLINT: a reference is an identifier
      : kind(the_kind), slot(id.slot), gen(id.gen) {}

  // NOLINTNEXTLINE(modernize-use-nullptr): a false alarm at operator<=>.
  friend auto operator<=>(const ComponentRef&, const ComponentRef&) = default;
};

// A text for people, such as "Lamp [3, 0]".
std::string ToString(const ComponentRef& ref);

}  // namespace later

#endif  // LATER_IDS_H_
