// The kinds of components and their identifiers.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: plain values.
#ifndef STATION_IDS_H_
#define STATION_IDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "noodles/base/id.h"
#include "station/fingerprint.h"

namespace station {

// The kinds in the order of their first message.
enum class ComponentKind : uint8_t {
  kSite,
  kProbe,
};

inline constexpr size_t kComponentKindCount = 2;

inline constexpr std::array<ComponentKind, kComponentKindCount>
    kComponentKinds = {
        ComponentKind::kSite,
        ComponentKind::kProbe,
};

// The name of a kind, such as "Site"; "" for a number that is no kind.
std::string_view ToString(ComponentKind kind);

using SiteID = noodles::Id<ComponentKind::kSite>;
using ProbeID = noodles::Id<ComponentKind::kProbe>;

// The identifier of a component whose kind is known at run time only.
struct ComponentRef {
  ComponentKind kind = ComponentKind::kSite;
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

// A text for people, such as "Site [3, 0]".
std::string ToString(const ComponentRef& ref);

}  // namespace station

#endif  // STATION_IDS_H_
