// Identifiers of components: strongly typed pairs of a slot and a generation.
//
// Thread-safety: plain values. Source: noodles.cddl, rule `id`.
#ifndef NOODLES_BASE_ID_H_
#define NOODLES_BASE_ID_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace noodles {

// What both halves of the null identifier are.
inline constexpr uint32_t kNullSlot = 0xffffffff;

// Names one component of one kind. A slot is used again only with a larger
// generation, so an old identifier never names a new component. The default is
// the null identifier, which names nothing.
template <auto kind>
struct Id {
  static constexpr auto kKind = kind;

  uint32_t slot = kNullSlot;
  uint32_t gen = kNullSlot;

  bool is_null() const { return slot == kNullSlot && gen == kNullSlot; }

  friend auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace noodles

template <auto kind>
struct std::hash<noodles::Id<kind>> {
  size_t operator()(const noodles::Id<kind>& id) const noexcept {
    return std::hash<uint64_t>()((uint64_t{id.gen} << 32) | id.slot);
  }
};

#endif  // NOODLES_BASE_ID_H_
