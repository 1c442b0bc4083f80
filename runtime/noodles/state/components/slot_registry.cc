#include "noodles/state/components/slot_registry.h"

#include <algorithm>
#include <functional>

namespace noodles::state_internal {

ComponentRef SlotRegistry::Allocate(ComponentKind kind) {
  const auto index = static_cast<size_t>(kind);
  std::vector<SlotState>& slots = slots_[index];
  std::vector<uint32_t>& free = free_[index];
  // The lowest free slot: the table stays dense.
  while (!free.empty()) {
    std::pop_heap(free.begin(), free.end(), std::greater<>());
    const uint32_t slot = free.back();
    free.pop_back();
    SlotState& state = slots[slot];
    state.is_listed = false;
    if (!state.is_free) continue;  // AllocateAt has taken it
    Take(kind, state, state.next_gen());
    return {kind, slot, state.gen};
  }
  if (slots.size() >= kNullSlot) return {kind, kNullSlot, kNullSlot};
  Take(kind, slots.emplace_back(), 0);
  return {kind, static_cast<uint32_t>(slots.size() - 1), 0};
}

void SlotRegistry::Take(ComponentKind kind, SlotState& state, uint32_t gen) {
  state.gen = gen;
  state.alive = true;
  state.is_doomed = false;
  state.is_free = false;
  state.references = 0;
  ++alive_[static_cast<size_t>(kind)];
}

void SlotRegistry::List(size_t kind, uint32_t slot) {
  SlotState& state = slots_[kind][slot];
  state.is_free = true;
  if (state.is_listed) return;
  state.is_listed = true;
  free_[kind].push_back(slot);
  std::push_heap(free_[kind].begin(), free_[kind].end(), std::greater<>());
}

SlotRegistry::Place SlotRegistry::Look(ComponentRef place) const {
  if (place.slot == kNullSlot || place.gen > kLastGeneration) {
    return Place::kGiven;
  }
  const std::vector<SlotState>& slots = slots_[static_cast<size_t>(place.kind)];
  if (place.slot >= slots.size()) return Place::kFree;
  const SlotState& state = slots[place.slot];
  if (place.gen < state.next_gen()) return Place::kGiven;
  return state.is_free ? Place::kFree : Place::kTaken;
}

bool SlotRegistry::IsVacant(ComponentRef place) const {
  if (place.slot == kNullSlot || place.gen > kLastGeneration) return false;
  const std::vector<SlotState>& slots = slots_[static_cast<size_t>(place.kind)];
  return place.slot >= slots.size() || !slots[place.slot].alive;
}

ComponentRef SlotRegistry::AllocateAt(ComponentRef place) {
  const auto index = static_cast<size_t>(place.kind);
  std::vector<SlotState>& slots = slots_[index];
  while (slots.size() < place.slot) {
    slots.emplace_back();
    List(index, static_cast<uint32_t>(slots.size() - 1));
  }
  if (slots.size() == place.slot) slots.emplace_back();
  Take(place.kind, slots[place.slot], place.gen);
  return place;
}

void SlotRegistry::AddFree(ComponentKind kind, uint64_t count, uint32_t next) {
  const auto index = static_cast<size_t>(kind);
  std::vector<SlotState>& slots = slots_[index];
  for (; count != 0; --count) {
    SlotState& state = slots.emplace_back();
    state.gen = next == kNoGeneration ? kLastGeneration : next - 1;
    if (next != kNoGeneration) {
      List(index, static_cast<uint32_t>(slots.size() - 1));
    }
  }
}

void SlotRegistry::Retire(ComponentRef ref) {
  if (SlotState* state = Find(ref)) {
    state->alive = false;
    --alive_[static_cast<size_t>(ref.kind)];
  }
}

void SlotRegistry::Revive(ComponentRef ref) {
  const auto index = static_cast<size_t>(ref.kind);
  slots_[index][ref.slot].gen = ref.gen;
  slots_[index][ref.slot].alive = true;
  ++alive_[index];
}

void SlotRegistry::Recycle(ComponentRef ref) {
  const auto index = static_cast<size_t>(ref.kind);
  SlotState& state = slots_[index][ref.slot];
  if (state.alive || state.is_free || state.gen >= kLastGeneration) return;
  List(index, ref.slot);
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
