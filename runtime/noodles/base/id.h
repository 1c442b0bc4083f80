// Identifiers of components: a pair of slot and generation, with one C++ type
// for each kind of component (noodles.cddl, rule `id`).
//
// Thread-safety: plain values.
#ifndef NOODLES_BASE_ID_H_
#define NOODLES_BASE_ID_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace noodles {

// The slot and the generation of the null identifier.
inline constexpr uint32_t kNullSlot = 0xffffffff;

// Identifies one component of one kind. A slot is used again only with a larger
// generation, so the identifier of a deleted component never identifies a new
// one. The default is the null identifier, which identifies no component.
template <auto kind>
struct Id {
  static constexpr auto kKind = kind;

  uint32_t slot = kNullSlot;
  uint32_t gen = kNullSlot;

  bool is_null() const { return slot == kNullSlot && gen == kNullSlot; }

  // NOLINTNEXTLINE(modernize-use-nullptr): a false alarm at operator<=>.
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
