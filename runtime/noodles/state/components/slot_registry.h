// The slots of each kind of components: whether a slot is taken, its
// generation, and the number of references to its component.
//
// Slots are dense from 0. A free slot is used again in the next generation,
// until its generations are used up (noodles.cddl, rule `id`).
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

// The generation of a slot that was never taken: one before the first.
inline constexpr uint32_t kNoGeneration = 0xffffffff;

struct SlotState {
  uint32_t gen = kNoGeneration;
  // The number of references from other components and the document's lists.
  uint32_t references = 0;
  bool alive = false;
  // The component is removed with the last reference.
  bool is_doomed = false;
  // The slot can be taken again.
  bool is_free = false;
  // The slot is in the heap of free slots, which may also hold others.
  bool is_listed = false;

  // The next generation; kNoGeneration: all are used up.
  uint32_t next_gen() const {
    return gen == kLastGeneration ? kNoGeneration : gen + 1;
  }
};

class SlotRegistry {
 public:
  SlotRegistry() = default;
  SlotRegistry(const SlotRegistry&) = delete;
  SlotRegistry& operator=(const SlotRegistry&) = delete;

  // Takes a slot. Returns the null identifier where all 2^32 - 1 slots are used
  // up.
  ComponentRef Allocate(ComponentKind kind);
  enum class Place : uint8_t {
    kFree,
    kTaken,  // a component lives in the slot, or lived in this transaction
    kGiven,  // the generation, or a later one, has been given
  };
  // Whether AllocateAt can take this slot in this generation.
  Place Look(ComponentRef place) const;
  // Whether a component can be put into this slot although the generation, or a
  // later one, may have been given: no component lives there.
  bool IsVacant(ComponentRef place) const;
  // Takes the slot; slots before it that were never taken become free.
  ComponentRef AllocateAt(ComponentRef place);
  // Adds `count` free slots whose next generation is `next`.
  void AddFree(ComponentKind kind, uint64_t count, uint32_t next);
  // Ends the component. Its slot can be taken again only after Recycle.
  void Retire(ComponentRef ref);
  // Takes a Retire back, before its Recycle. The slot may have been taken
  // meanwhile, and vacated again.
  void Revive(ComponentRef ref);
  // Lets a retired slot be taken again, in the next generation. Does nothing
  // for a living component and for a slot that is free already.
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
  void Take(ComponentKind kind, SlotState& state, uint32_t gen);
  void List(size_t kind, uint32_t slot);

  std::array<std::vector<SlotState>, kComponentKindCount> slots_;
  std::array<std::vector<uint32_t>, kComponentKindCount> free_;
  std::array<std::atomic<size_t>, kComponentKindCount> alive_ = {};
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_SLOT_REGISTRY_H_
