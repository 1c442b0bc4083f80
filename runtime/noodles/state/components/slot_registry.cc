#include "noodles/state/components/slot_registry.h"

#include <algorithm>
#include <functional>

namespace noodles::state_internal {

ComponentRef SlotRegistry::Allocate(ComponentKind kind) {
  const auto index = static_cast<size_t>(kind);
  std::vector<SlotState>& slots = slots_[index];
  std::vector<uint32_t>& free = free_[index];
  uint32_t slot = 0;
  if (!free.empty()) {
    // The lowest free slot: the table stays dense.
    std::pop_heap(free.begin(), free.end(), std::greater<>());
    slot = free.back();
    free.pop_back();
    ++slots[slot].gen;
  } else {
    if (slots.size() >= kNullSlot) return {kind, kNullSlot, kNullSlot};
    slot = static_cast<uint32_t>(slots.size());
    slots.emplace_back();
  }
  SlotState& state = slots[slot];
  state.alive = true;
  state.is_doomed = false;
  state.is_free = false;
  state.references = 0;
  ++alive_[index];
  return {kind, slot, state.gen};
}

void SlotRegistry::Retire(ComponentRef ref) {
  if (SlotState* state = Find(ref)) {
    state->alive = false;
    --alive_[static_cast<size_t>(ref.kind)];
  }
}

void SlotRegistry::Revive(ComponentRef ref) {
  const auto index = static_cast<size_t>(ref.kind);
  slots_[index][ref.slot].alive = true;
  ++alive_[index];
}

void SlotRegistry::Recycle(ComponentRef ref) {
  const auto index = static_cast<size_t>(ref.kind);
  SlotState& state = slots_[index][ref.slot];
  if (state.alive || state.is_free || state.gen >= kLastGeneration) return;
  state.is_free = true;
  free_[index].push_back(ref.slot);
  std::push_heap(free_[index].begin(), free_[index].end(), std::greater<>());
}

const SlotState* SlotRegistry::Find(ComponentRef ref) const {
  const std::vector<SlotState>& slots = slots_[static_cast<size_t>(ref.kind)];
  if (ref.slot >= slots.size()) return nullptr;
  const SlotState& state = slots[ref.slot];
  return state.alive && state.gen == ref.gen ? &state : nullptr;
}

SlotState* SlotRegistry::Find(ComponentRef ref) {
  return const_cast<SlotState*>(
      static_cast<const SlotRegistry*>(this)->Find(ref));
}

}  // namespace noodles::state_internal
