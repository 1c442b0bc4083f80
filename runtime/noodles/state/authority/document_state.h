// The contents of a Document, and the steps of its changes.
//
// Thread-safety: everything but `mutex` and WriteGuard needs the lock.
// Ownership: owns the components; refers to the listener and the publisher.
#ifndef NOODLES_STATE_AUTHORITY_DOCUMENT_STATE_H_
#define NOODLES_STATE_AUTHORITY_DOCUMENT_STATE_H_

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "noodles/cbor/writer.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/for_each_component.h"
#include "noodles/state/authority/snapshot.h"
#include "noodles/state/components/component_table.h"
#include "noodles/state/components/document_mutex.h"
#include "noodles/state/components/entity_tree.h"
#include "noodles/state/components/published_contents.h"
#include "noodles/state/components/size_ledger.h"
#include "noodles/state/components/slot_registry.h"
#include "noodles/state/content_publisher.h"
#include "noodles/state/document.h"
#include "noodles/state/document_changes.h"
#include "noodles/state/frames/change_log.h"
#include "noodles/state/frames/message_buffer.h"

namespace noodles::state_internal {

class DocumentState {
 public:
  explicit DocumentState(const DocumentOptions& options)
      : options_(options), sizes_(options.max_total_bytes) {}
  DocumentState(const DocumentState&) = delete;
  DocumentState& operator=(const DocumentState&) = delete;

  // Locks the document for one change. Outside a transaction, the destructor
  // publishes the change.
  class WriteGuard {
   public:
    explicit WriteGuard(DocumentState& state);
    ~WriteGuard();
    WriteGuard(const WriteGuard&) = delete;
    WriteGuard& operator=(const WriteGuard&) = delete;

   private:
    DocumentState& state_;
    std::lock_guard<DocumentMutex> lock_;
  };

  template <class Component>
  ComponentTable<Component>& contents() {
    return std::get<ComponentTable<Component>>(contents_);
  }
  template <class Component>
  const ComponentTable<Component>& contents() const {
    return std::get<ComponentTable<Component>>(contents_);
  }

  // Calls `visit` with the component that `ref` names, as its own type.
  template <class Visitor>
  void Visit(ComponentRef ref, Visitor&& visit) const {
    WithComponent(ref.kind, [&]<class Component>() {
      contents<Component>().With(ref.slot, visit);
    });
  }

  // Calls `use(write, is_published)`: `write(writer)` writes the create message
  // of a component as clients see it, or as Create got it.
  template <class Component, class Use>
  void WithCreateMessage(Document::IdOf<Component> id, Use use,
                         bool shows_originals = false) const;

  // The parent of an entity; null for an entity without one, and for all other
  // kinds.
  EntityID ParentOf(ComponentRef ref) const;

  SlotRegistry& registry() { return registry_; }
  const SlotRegistry& registry() const { return registry_; }
  EntityTree& tree() { return tree_; }
  const EntityTree& tree() const { return tree_; }
  std::vector<MethodID>& methods() { return methods_; }
  const std::vector<MethodID>& methods() const { return methods_; }
  std::vector<SignalID>& signals() { return signals_; }
  const std::vector<SignalID>& signals() const { return signals_; }
  const DocumentOptions& options() const { return options_; }
  size_t component_count() const { return component_count_; }
  const SizeLedger& sizes() const { return sizes_; }
  const PublishedContents& published() const { return published_; }

  // ----------------------------------------------------------------- changes

  // Where a component is created.
  struct Place {
    ComponentRef ref;
    // The identifier may have been given before.
    bool is_given_again = false;
  };

  // At `place`, if it names a slot and a generation that can be taken. Errors:
  // also those of CheckPlace.
  template <class Component>
  absl::StatusOr<Document::IdOf<Component>> Create(
      Component component, BufferDelivery delivery = BufferDelivery::kAutomatic,
      const std::optional<Place>& place = std::nullopt);

  template <ComponentKind kind>
  absl::Status Update(Id<kind> id, Document::UpdateFor<kind> update);
  // The same without a look at what stays as it is: logs the update as given,
  // which is not empty.
  template <ComponentKind kind>
  absl::Status RepeatUpdate(Id<kind> id, Document::UpdateFor<kind> update);
  template <ComponentKind kind>
  absl::Status Replace(Id<kind> id, const Document::ComponentFor<kind>& to);

  // Lets the component end with the last reference to it.
  void Doom(ComponentRef ref);

  // Removes a component that nothing refers to, and the doomed components that
  // only it referred to; with `takes_orphans`, all components that only it
  // referred to, but for entities, methods and signals.
  void Remove(ComponentRef ref, bool takes_orphans);

  // Removes those of `orphans`, which lost a reference, that were deleted
  // before and that nothing refers to any more.
  void RemoveDoomed(const std::vector<ComponentRef>& orphans);

  absl::Status CheckReferences(const std::vector<Reference>& references) const;
  void AddReferences(const std::vector<Reference>& references);
  // Appends the components that have no reference left to `orphans`.
  void DropReferences(const std::vector<Reference>& references,
                      std::vector<ComponentRef>* orphans);

  // Sends the document's lists as message 31.
  void LogLists();

  // ------------------------------------------------------------- transactions

  bool has_listener() const {
    return listener_ != nullptr && listener_->IsListening();
  }
  // Whether changes are to be logged.
  bool is_listening() const { return recorder_ != nullptr || has_listener(); }
  bool has_recorder() const { return recorder_ != nullptr; }
  bool in_transaction() const { return transaction_depth_ != 0; }
  ChangeLog& log() { return log_; }
  void set_listener(DocumentListener* listener) { listener_ = listener; }
  void set_recorder(DocumentRecorder* recorder) { recorder_ = recorder; }
  void set_publisher(ContentPublisher* publisher) {
    published_.set_publisher(publisher);
  }
  void AddNote(StateNote note);

  // Remembers how a change is taken back; does nothing outside a transaction.
  template <class Action>
  void AddUndo(Action action) {
    if (in_transaction()) undo_.push_back(std::move(action));
  }

  // Hands the logged changes to the listener, and forgets how to take them
  // back.
  void Publish();

  // The snapshot that is being made, or nullptr. The snapshot is told of every
  // change.
  void set_snapshot(Snapshot* snapshot) { snapshot_ = snapshot; }

  DocumentMutex mutex;
  // Held while a snapshot is made, one at a time; locked before `mutex`.
  std::mutex snapshot_mutex;

 private:
  friend class noodles::Transaction;

  template <class... Components>
  using Contents = std::tuple<ComponentTable<Components>...>;

  // Begins the transaction of this thread, if it waits for its first change.
  void BeginLazyTransaction();
  void RemoveOne(ComponentRef ref, std::vector<ComponentRef>* orphans);
  // Errors: InvalidArgument where `place` cannot be taken, or AlreadyExists
  // where it may be given again; ResourceExhausted too far behind the last
  // slot.
  absl::Status CheckPlace(const Place& place) const;
  // Hands the logged changes to the recorder.
  void RecordChanges();
  void IndexName(ComponentRef ref, std::optional<std::string_view> name);
  void UnindexName(ComponentRef ref, std::optional<std::string_view> name);

  // Encodes a component as its create under the identifier [0, 0]; into
  // `encoding_`, where the component is kept so. Returns the bytes; those of a
  // content are counted, not read. Errors: InvalidArgument for a component that
  // a decoder refuses.
  template <class Component>
  absl::StatusOr<size_t> Encode(const Component& component);

  // The steps of Update and Replace.
  template <ComponentKind kind>
  using UpdateMessageFor =
      typename ComponentTraits<Document::ComponentFor<kind>>::UpdateMessage;
  // Makes the change, if it puts values of the same sizes in place of others in
  // an encoded component; otherwise does nothing and returns false.
  template <ComponentKind kind>
  bool TryPatch(const UpdateMessageFor<kind>& message);
  // The message is not empty, and each of its members differs from those of
  // `component`, a copy, which is used up.
  template <ComponentKind kind>
  absl::Status Change(const UpdateMessageFor<kind>& message,
                      Document::ComponentFor<kind>& component);
  // Changes members that name no component, or also others.
  template <ComponentKind kind>
  absl::Status ChangeValues(const UpdateMessageFor<kind>& message,
                            Document::ComponentFor<kind>& component);
  template <ComponentKind kind>
  absl::Status ChangeReferences(const UpdateMessageFor<kind>& message,
                                Document::ComponentFor<kind>& component);
  // Errors: those of CheckReferences. References that a component has already
  // may be doomed; only the new ones count.
  absl::Status CheckAddedReferences(const std::vector<Reference>& former,
                                    const std::vector<Reference>& references);
  // Errors: those of Validate, if DocumentOptions::checks_numbers.
  template <class Component>
  absl::Status CheckNumbers(const Component& component) const;
  // Errors: InvalidArgument for an entity that would be above itself.
  template <class Component>
  absl::Status CheckTree(ComponentRef ref, const Component& component) const;
  // Gives an entity its parent in the tree; nothing for other kinds.
  template <class Component>
  void PutIntoTree(ComponentRef ref, const Component& component);
  // The move of an entity by an update. To be called before the move.
  template <class Message>
  std::optional<StructureChange> MoveBy(const Message& message) const;
  template <class Message>
  void LogUpdate(const Message& message,
                 const std::optional<StructureChange>& structure = {});
  template <class Component>
  void BeforeChange(Document::IdOf<Component> id) {
    if (snapshot_ == nullptr) [[likely]]
      return;
    const auto tell = [&](const auto& write, bool is_published) {
      snapshot_->BeforeChange(id, ParentOf(id), write, is_published);
    };
    WithCreateMessage<Component>(id, tell, snapshot_->shows_originals());
  }
  void RollBackTo(size_t undo_mark, size_t log_mark);

 public:
  // A name and the slot of a component that has it.
  using Name = std::pair<std::string, uint32_t>;
  struct NameLess {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      const std::string_view first = a.first;
      const int order = first.compare(b.first);
      return order != 0 ? order < 0 : a.second < b.second;
    }
  };
  using Names = absl::btree_set<Name, NameLess>;
  const Names& names(ComponentKind kind) const {
    return names_[static_cast<size_t>(kind)];
  }

 private:
  const DocumentOptions options_;
  SlotRegistry registry_;
  SizeLedger sizes_;
  AllComponents<Contents> contents_;
  EntityTree tree_;
  std::array<Names, kComponentKindCount> names_;
  std::vector<MethodID> methods_;
  std::vector<SignalID> signals_;
  size_t component_count_ = 0;

  PublishedContents published_;
  Snapshot* snapshot_ = nullptr;
  DocumentListener* listener_ = nullptr;
  DocumentRecorder* recorder_ = nullptr;
  ChangeLog log_;
  size_t transaction_depth_ = 0;
  std::vector<std::function<void()>> undo_;
  // Slots that become free when the transaction can't be taken back any more.
  std::vector<ComponentRef> retired_;
  std::vector<Reference> scratch_;
  // For the recorder: notes, components that were doomed, and buffers that were
  // created with their bytes inline.
  std::vector<StateNote> notes_;
  std::vector<ComponentRef> doomed_;
  std::vector<BufferID> inline_buffers_;
  cbor::Writer encoding_;
  MessageBuffer measuring_;
};

template <class Component, class Use>
void DocumentState::WithCreateMessage(Document::IdOf<Component> id, Use use,
                                      bool shows_originals) const {
  using Message = typename ComponentTraits<Component>::CreateMessage;
  const auto& table = contents<Component>();
  if constexpr (kIsKeptEncoded<Component>) {
    const auto write = [&](cbor::Writer& writer) {
      WriteCreateMessage<Component>(writer, id, table.kept(id.slot).bytes());
    };
    use(write, false);
  } else {
    const auto use_shown = [&](const Component& shown, bool is_published) {
      const auto write = [&](cbor::Writer& writer) {
        writer.WriteUint(MessageTraits<Message>::kNumber);
        WriteCreate(writer, id, shown);
      };
      use(write, is_published);
    };
    const Component& component = table.kept(id.slot);
    if (shows_originals) {
      use_shown(component, false);
    } else {
      published_.WithShown(id, component, use_shown);
    }
  }
}

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_AUTHORITY_DOCUMENT_STATE_H_
