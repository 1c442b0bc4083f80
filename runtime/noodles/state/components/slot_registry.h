// Which slots of which kind are taken, in which generation, and by how many
// components each one is referred to.
//
// Slots are dense from 0; a free one is used again with the next generation and
// never once its generations are used up (noodles.cddl, rule `id`).
//
// Thread-safety: none of its own; the Document guards it.
#ifndef NOODLES_STATE_COMPONENTS_SLOT_REGISTRY_H_
#define NOODLES_STATE_COMPONENTS_SLOT_REGISTRY_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "noodles/protocol/ids.h"

namespace noodles::state_internal {

// The last generation that a slot can have.
inline constexpr uint32_t kLastGeneration = 0xfffffffe;

struct SlotState {
  uint32_t gen = 0;
  // How many times other components, and the document's lists, refer to it.
  uint32_t references = 0;
  bool alive = false;
  // It goes with the last reference.
  bool is_doomed = false;
  // It can be taken again.
  bool is_free = false;
};

class SlotRegistry {
 public:
  SlotRegistry() = default;
  SlotRegistry(const SlotRegistry&) = delete;
  SlotRegistry& operator=(const SlotRegistry&) = delete;

  // Takes a slot. The null identifier where all 2^32 - 1 slots are used up.
  ComponentRef Allocate(ComponentKind kind);
  // Ends the component. Its slot can be taken again only after Recycle.
  void Retire(ComponentRef ref);
  // Takes a Retire back, before its Recycle.
  void Revive(ComponentRef ref);
  // Lets a retired slot be taken again, in the next generation. Nothing happens
  // where the component lives, or where this was said before.
  void Recycle(ComponentRef ref);

  // The state of a living component, or nullptr. Valid until Allocate.
  SlotState* Find(ComponentRef ref);
  const SlotState* Find(ComponentRef ref) const;

  // All slots of a kind that were ever taken, alive or not.
  const std::vector<SlotState>& slots(ComponentKind kind) const {
    return slots_[static_cast<size_t>(kind)];
  }
  // Living components of a kind. From any thread, without the document's lock.
  size_t alive_count(ComponentKind kind) const {
    return alive_[static_cast<size_t>(kind)];
  }

 private:
  std::array<std::vector<SlotState>, kComponentKindCount> slots_;
  std::array<std::vector<uint32_t>, kComponentKindCount> free_;
  std::array<std::atomic<size_t>, kComponentKindCount> alive_ = {};
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_SLOT_REGISTRY_H_
