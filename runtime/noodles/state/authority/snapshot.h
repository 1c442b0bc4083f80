// The whole document as messages, as it was at one moment: each component is
// created before others refer to it. The messages are made in small steps,
// between which other threads may change the document.
//
// A component that changes before its message is made is kept, encoded, in its
// state at that moment. So a client that gets all changes from that moment on
// can apply them behind the snapshot.
//
// Thread-safety: every function needs the document's lock. Ownership: refers to
// the document's state.
#ifndef NOODLES_STATE_AUTHORITY_SNAPSHOT_H_
#define NOODLES_STATE_AUTHORITY_SNAPSHOT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "noodles/protocol/codecs.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"
#include "noodles/state/components/entity_tree.h"
#include "noodles/state/document.h"
#include "noodles/state/encoded_messages.h"
#include "noodles/state/frames/frame_cutter.h"
#include "noodles/state/frames/message_buffer.h"

namespace noodles::state_internal {

class DocumentState;

class Snapshot {
 public:
  // The snapshot shows the document as it is now.
  Snapshot(const DocumentState& state, SnapshotEnd end);
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  // Encodes the next snapshot_step_bytes. True when the snapshot is complete.
  bool Advance();
  // Takes the frames that are full; all frames once the snapshot is complete.
  std::vector<EncodedMessages> TakeFrames();

  // Whether components are shown as Create got them, not as clients see them.
  bool shows_originals() const { return end_ == SnapshotEnd::kOriginals; }

  // To be called before the component changes or is removed. `parent`: that of
  // an entity, or null. `write` writes the component's create message.
  // `is_published`: the component holds a URL of a PublishedContent.
  template <class WriteMessage>
  void BeforeChange(ComponentRef ref, EntityID parent, WriteMessage write,
                    bool is_published) {
    if (!Settle(ref.kind, ref.slot)) return;
    Kept& kept = kept_[KeyOf(ref.kind, ref.slot)];
    kept.begin = kept_messages_.End();
    write(kept_messages_.writer());
    kept.end = kept_messages_.End();
    if (shows_structure()) kept.structure = StructureOf(ref, parent);
    kept.is_published = is_published;
    kept.parent = parent.slot;
  }
  // To be called after a component was created, which the snapshot does not
  // show.
  void AfterCreate(ComponentRef ref) { Settle(ref.kind, ref.slot); }

 private:
  struct Kept {
    MessageBuffer::Mark begin;
    MessageBuffer::Mark end;
    uint32_t parent = EntityTree::kNone;
    std::optional<StructureChange> structure;
    bool is_published = false;
  };
  using Phase = bool (Snapshot::*)();

  static uint64_t KeyOf(ComponentKind kind, uint32_t slot) {
    return (static_cast<uint64_t>(kind) << 32) | slot;
  }

  // Marks that the slot's component has been encoded, or may differ from the
  // first moment from now on. False if the slot was settled before, or is
  // newer.
  bool Settle(ComponentKind kind, uint32_t slot);
  bool IsSettled(ComponentKind kind, uint32_t slot) const;

  // Only callers of SnapshotEnd::kLists use the structure of a snapshot.
  bool shows_structure() const { return end_ == SnapshotEnd::kLists; }
  static StructureChange StructureOf(ComponentRef ref, EntityID parent) {
    return {StructureChange::What::kCreated, ref, parent};
  }

  template <class... Components>
  struct PhasesOf;

  // Each is called again until it returns true.
  template <class Component>
  bool AddKind();
  template <class Component>
  bool AddAll();
  template <class Component>
  bool AddLate();
  bool AddEntities();
  void AddEntitiesInOrder();
  bool AddEnd();

  template <class Component>
  void AddOne(uint32_t slot);
  template <class Component>
  [[gnu::always_inline]] void Prefetch(size_t slot) const;
  void ClimbOnce();
  uint32_t ParentAtBegin(uint32_t slot) const;
  bool HasBudget();
  template <class Message>
  void AddMessage(const Message& message);

  const DocumentState& state_;
  const SnapshotEnd end_;
  const std::vector<MethodID> methods_;
  const std::vector<SignalID> signals_;

  // Whether each kind had components at the first moment.
  std::array<bool, kComponentKindCount> has_components_{};
  // For each slot of the first moment, whether it is settled.
  std::array<std::vector<bool>, kComponentKindCount> settled_;
  std::unordered_map<uint64_t, Kept> kept_;
  MessageBuffer kept_messages_;

  FrameCutter frames_;
  size_t phase_ = 0;
  uint32_t slot_ = 0;
  // The budget of one step.
  size_t slots_left_ = 0;
  size_t bytes_left_ = 0;

  std::vector<bool> is_entity_taken_;
  // Entities from a child up to its first parent that has been added.
  std::vector<uint32_t> chain_;
  uint32_t climb_ = EntityTree::kNone;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_AUTHORITY_SNAPSHOT_H_
