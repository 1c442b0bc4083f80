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
#include "noodles/protocol/for_each_component.h"
#include "noodles/state/authority/snapshot.h"
#include "noodles/state/components/document_mutex.h"
#include "noodles/state/components/entity_tree.h"
#include "noodles/state/components/paged_array.h"
#include "noodles/state/components/published_contents.h"
#include "noodles/state/components/size_ledger.h"
#include "noodles/state/components/slot_registry.h"
#include "noodles/state/content_publisher.h"
#include "noodles/state/document.h"
#include "noodles/state/document_changes.h"
#include "noodles/state/frames/change_log.h"

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
  PagedArray<Component>& contents() {
    return std::get<PagedArray<Component>>(contents_);
  }
  template <class Component>
  const PagedArray<Component>& contents() const {
    return std::get<PagedArray<Component>>(contents_);
  }

  // Calls `visit` with the component that `ref` names, as its own type.
  template <class Visitor>
  void Visit(ComponentRef ref, Visitor&& visit) {
    WithComponent(ref.kind, [&]<class Component>() {
      visit(contents<Component>()[ref.slot]);
    });
  }

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

  // At `place`, if it names a slot and a generation that can be taken. Errors:
  // also InvalidArgument for one that cannot.
  template <class Component>
  absl::StatusOr<Document::IdOf<Component>> Create(
      Component component, BufferDelivery delivery = BufferDelivery::kAutomatic,
      const std::optional<ComponentRef>& place = std::nullopt);

  // `update` is not empty, and each of its members differs from the component.
  template <ComponentKind kind>
  absl::Status Change(Id<kind> id, Document::UpdateFor<kind> update);

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
  using Contents = std::tuple<PagedArray<Components>...>;

  // Begins the transaction of this thread, if it waits for its first change.
  void BeginLazyTransaction();
  void RemoveOne(ComponentRef ref, std::vector<ComponentRef>* orphans);
  // Errors: InvalidArgument where `place` cannot be taken.
  absl::Status CheckPlace(ComponentRef place) const;
  // Hands the logged changes to the recorder.
  void RecordChanges();
  void IndexName(ComponentRef ref, std::optional<std::string_view> name);
  void UnindexName(ComponentRef ref, std::optional<std::string_view> name);

  // The steps of Change.
  template <ComponentKind kind>
  using UpdateMessageFor =
      typename ComponentTraits<Document::ComponentFor<kind>>::UpdateMessage;
  // Changes members that name no component: outside a transaction, or inside.
  template <ComponentKind kind>
  absl::Status ChangeValues(const UpdateMessageFor<kind>& message);
  template <ComponentKind kind>
  absl::Status ChangeValuesUndoably(UpdateMessageFor<kind> message);
  template <ComponentKind kind>
  absl::Status ChangeReferences(UpdateMessageFor<kind> message);
  // Errors: those of CheckReferences. References that a component has already
  // may be doomed; only the new ones count.
  absl::Status CheckAddedReferences(const std::vector<Reference>& former,
                                    const std::vector<Reference>& references);
  // Errors: InvalidArgument for an entity that would be above itself.
  template <class Component>
  absl::Status CheckTree(ComponentRef ref, const Component& component) const;
  // Gives an entity its parent in the tree; nothing for other kinds.
  template <class Component>
  void PutIntoTree(ComponentRef ref, const Component& component);
  // The move of an entity by an update; `place` is the entity before.
  template <class Message, class Component>
  static std::optional<StructureChange> MoveBy(const Message& message,
                                               const Component& place);
  template <class Message>
  void LogUpdate(Message message,
                 const std::optional<StructureChange>& structure = {});
  template <class Component>
  void BeforeChange(Document::IdOf<Component> id, const Component& component) {
    if (snapshot_ == nullptr) [[likely]]
      return;
    if (snapshot_->shows_originals()) {
      return snapshot_->BeforeChange(id, component, false);
    }
    published_.WithShown(id, component,
                         [&](const Component& shown, bool is_published) {
                           snapshot_->BeforeChange(id, shown, is_published);
                         });
  }
  void RollBackTo(size_t undo_mark, size_t log_mark);

 public:
  // Names point into the components, whose names never change or move.
  using Names = absl::btree_set<std::pair<std::string_view, uint32_t>>;
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
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_AUTHORITY_DOCUMENT_STATE_H_
