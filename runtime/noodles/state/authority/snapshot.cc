#include "noodles/state/authority/snapshot.h"

#include <algorithm>
#include <span>
#include <type_traits>
#include <utility>

#include "noodles/state/authority/document_state.h"
#include "noodles/state/component_type.h"

namespace noodles::state_internal {
namespace {

// Slots that one step visits; most can be empty.
constexpr size_t kStepSlots = 4096;

// Slots between a prefetch and the use: a few hundred nanoseconds.
constexpr size_t kPrefetchSlots = 8;

// The allocator uses memory of this size again once it has been sent; larger
// memory comes from the system anew.
constexpr size_t kPieceBytes = size_t{64} << 10;

// A frame of a snapshot leaves while the next one is encoded: the first one
// soon, the last one soon after the rest.
constexpr size_t kFrameBytes = size_t{256} << 10;

}  // namespace

Snapshot::Snapshot(const DocumentState& state, SnapshotEnd end)
    : state_(state),
      end_(end),
      methods_(state.methods()),
      signals_(state.signals()),
      frames_(std::min(state.options().max_frame_bytes, kFrameBytes),
              kPieceBytes) {
  for (size_t kind = 0; kind < kComponentKindCount; ++kind) {
    const SlotRegistry& registry = state.registry();
    settled_[kind].resize(
        registry.slots(static_cast<ComponentKind>(kind)).size());
    has_components_[kind] =
        registry.alive_count(static_cast<ComponentKind>(kind)) != 0;
  }
  is_entity_taken_.resize(
      settled_[static_cast<size_t>(ComponentKind::kEntity)].size());
}

bool Snapshot::Settle(ComponentKind kind, uint32_t slot) {
  std::vector<bool>& settled = settled_[static_cast<size_t>(kind)];
  if (slot >= settled.size() || settled[slot]) return false;
  settled[slot] = true;
  return true;
}

bool Snapshot::IsSettled(ComponentKind kind, uint32_t slot) const {
  return settled_[static_cast<size_t>(kind)][slot];
}

namespace {

// Whether no component refers to a kind that comes later. An entity refers to
// an entity; AddEntities orders these.
template <class... Components>
struct OrderOf {
  static constexpr bool IsWhole() {
    std::array<bool, kComponentKindCount> is_behind{};
    bool is_whole = true;
    const auto add = [&]<class Component>(std::type_identity<Component>) {
      constexpr ComponentKind kKind = ComponentTraits<Component>::kKind;
      is_behind[static_cast<size_t>(kKind)] = std::is_same_v<Component, Entity>;
      for (const ComponentKind kind :
           ComponentTraits<Component>::kReferredKinds) {
        is_whole = is_whole && is_behind[static_cast<size_t>(kind)];
      }
      is_behind[static_cast<size_t>(kKind)] = true;
    };
    (add(std::type_identity<Components>()), ...);
    return is_whole;
  }
};

}  // namespace

// Everything that a component refers to comes before the component.
template <class... Components>
struct Snapshot::PhasesOf {
  static_assert(OrderOf<Components...>::IsWhole(),
                "NOODLES: a kind that refers to its own kind, or kinds that "
                "refer to each other, have no order in a snapshot; only "
                "entities refer to entities");
  static constexpr Phase kAll[] = {&Snapshot::AddKind<Components>...,
                                   &Snapshot::AddEnd};
};

bool Snapshot::Advance() {
  constexpr auto& kPhases = AllComponentsInReferenceOrder<PhasesOf>::kAll;
  slots_left_ = kStepSlots;
  bytes_left_ = std::max<size_t>(state_.options().snapshot_step_bytes, 1);
  while (phase_ < std::size(kPhases)) {
    // Called in two steps: GCC 12 checks the bounds of an index that it has not
    // yet computed where both are one.
    const Phase phase = kPhases[phase_];
    if (!(this->*phase)()) return false;
    ++phase_;
    slot_ = 0;
  }
  return true;
}

std::vector<EncodedMessages> Snapshot::TakeFrames() {
  return frames_.TakeFull();
}

bool Snapshot::HasBudget() {
  if (slots_left_ == 0 || bytes_left_ == 0) return false;
  --slots_left_;
  return true;
}

// A snapshot waits for memory more than for the encoding.
template <class Component>
inline void Snapshot::Prefetch(size_t slot) const {
  const auto kind = static_cast<size_t>(ComponentTraits<Component>::kKind);
  if (slot >= settled_[kind].size()) return;
  state_.contents<Component>().Prefetch(static_cast<uint32_t>(slot));
}

template <class Component>
bool Snapshot::AddAll() {
  const auto kind = static_cast<size_t>(ComponentTraits<Component>::kKind);
  for (; slot_ < settled_[kind].size(); ++slot_) {
    if (!HasBudget()) return false;
    Prefetch<Component>(slot_ + kPrefetchSlots);
    AddOne<Component>(slot_);
  }
  return true;
}

namespace {

std::span<const StructureChange> AsSpan(
    const std::optional<StructureChange>& change) {
  if (!change) return {};
  return {&*change, 1};
}

}  // namespace

template <class Component>
void Snapshot::AddOne(uint32_t slot) {
  constexpr ComponentKind kKind = ComponentTraits<Component>::kKind;
  const size_t before = frames_.total_size();
  if (Settle(kKind, slot)) {
    const SlotState& now = state_.registry().slots(kKind)[slot];
    if (!now.alive) return;
    const Document::IdOf<Component> id{slot, now.gen};
    std::optional<StructureChange> structure;
    if (shows_structure()) structure = StructureOf(id, state_.ParentOf(id));
    const auto add = [&](const auto& write, bool is_published) {
      frames_.Add([&](MessageBuffer& frame) { write(frame.writer()); }, 1,
                  AsSpan(structure), is_published);
    };
    state_.WithCreateMessage<Component>(id, add, shows_originals());
  } else {
    const auto kept = kept_.find(KeyOf(kKind, slot));
    if (kept == kept_.end()) return;
    frames_.Add(
        [&](MessageBuffer& frame) {
          frame.Append(kept_messages_, kept->second.begin, kept->second.end);
        },
        1, AsSpan(kept->second.structure), kept->second.is_published);
  }
  bytes_left_ -= std::min(bytes_left_, frames_.total_size() - before);
}

template <class Component>
bool Snapshot::AddKind() {
  if constexpr (std::is_same_v<Component, Entity>) {
    return AddEntities();
  } else if constexpr (kIsLateKind<Component>) {
    return AddLate<Component>();
  } else {
    return AddAll<Component>();
  }
}

// Adds the components of a late kind in frames of their own.
template <class Component>
bool Snapshot::AddLate() {
  constexpr ComponentKind kKind = ComponentTraits<Component>::kKind;
  const bool has_frames = has_components_[static_cast<size_t>(kKind)];
  if (has_frames && slot_ == 0) frames_.Cut();
  if (!AddAll<Component>()) return false;
  if (has_frames) frames_.Cut();
  return true;
}

// Ascending slots, but each entity behind its parent. Chains of parents are
// climbed step by step too: they can be as long as there are entities.
bool Snapshot::AddEntities() {
  while (true) {
    AddEntitiesInOrder();
    const bool is_done = climb_ == EntityTree::kNone && chain_.empty() &&
                         slot_ >= is_entity_taken_.size();
    if (is_done) return true;
    if (!HasBudget()) return false;
    if (climb_ != EntityTree::kNone) {
      ClimbOnce();
    } else if (!chain_.empty()) {
      const uint32_t next = chain_.back();
      chain_.pop_back();
      AddOne<Entity>(next);
    } else {
      climb_ = slot_++;
    }
  }
}

// Adds the next entities while their parents have been added, as for nearly all
// entities.
void Snapshot::AddEntitiesInOrder() {
  if (climb_ != EntityTree::kNone || !chain_.empty()) return;
  for (; slot_ < is_entity_taken_.size(); ++slot_) {
    const bool is_taken = is_entity_taken_[slot_];
    const uint32_t parent = is_taken ? EntityTree::kNone : ParentAtBegin(slot_);
    const bool is_in_order =
        parent == EntityTree::kNone || is_entity_taken_[parent];
    if (!is_in_order || !HasBudget()) return;
    if (is_taken) continue;
    Prefetch<Entity>(slot_ + kPrefetchSlots);
    is_entity_taken_[slot_] = true;
    AddOne<Entity>(slot_);
  }
}

void Snapshot::ClimbOnce() {
  if (is_entity_taken_[climb_]) {
    climb_ = EntityTree::kNone;
    return;
  }
  is_entity_taken_[climb_] = true;
  chain_.push_back(climb_);
  climb_ = ParentAtBegin(climb_);
}

uint32_t Snapshot::ParentAtBegin(uint32_t slot) const {
  if (!IsSettled(ComponentKind::kEntity, slot)) {
    return state_.tree().ParentOf(slot);
  }
  const auto kept = kept_.find(KeyOf(ComponentKind::kEntity, slot));
  return kept == kept_.end() ? EntityTree::kNone : kept->second.parent;
}

bool Snapshot::AddEnd() {
  AddMessage(MsgDocumentUpdate{methods_, signals_});
  if (end_ == SnapshotEnd::kInitialized) AddMessage(MsgDocumentInitialized{});
  frames_.Cut();
  return true;
}

template <class Message>
void Snapshot::AddMessage(const Message& message) {
  frames_.Add([&](MessageBuffer& frame) {
    frame.writer().WriteUint(MessageTraits<Message>::kNumber);
    noodles::Write(frame.writer(), message);
  });
}

}  // namespace noodles::state_internal
