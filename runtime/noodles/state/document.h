// Document: all components of a scene. A server changes its scene through the
// document only.
//
//   Document document;
//   absl::StatusOr<EntityID> pump = document.Create(Entity{.name = "pump"});
//   document.Update(*pump, EntityUpdate{.visible = false}).IgnoreError();
//   document.Delete(*pump).IgnoreError();
//
// The document checks each change before it makes the change: the components
// that a component refers to must exist and be of the right kind. A change that
// fails changes nothing. A deleted component stays until the last reference to
// it is removed.
//
// The messages of the protocol limit the possible changes. Names never change.
// A kind without an update message is immutable. An update can clear an
// entity's representation (null_rep), every list (an empty list), the textures
// of a material's pbr_info (with the rest of pbr_info), and the lists of the
// document. An update can replace but not remove: an entity's parent, transform
// and influence; a plot's table and plot; a material's normal, occlusion and
// emissive texture; a table's meta. Replace names such members in its error; to
// remove them, delete the component and create it anew.
//
// Thread-safety: every function may be called from any thread. A Transaction
// belongs to its thread; other threads can neither read nor change the document
// during a transaction. Ownership: the document owns its components and returns
// copies.
#ifndef NOODLES_STATE_DOCUMENT_H_
#define NOODLES_STATE_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/protocol/ids.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"
#include "noodles/state/component_type.h"
#include "noodles/state/content_publisher.h"
#include "noodles/state/document_changes.h"
#include "noodles/state/encoded_messages.h"

namespace noodles {

struct DocumentOptions {
  // Maximum number of components of all kinds. Stops a program or its callers
  // from filling the memory of every client.
  size_t max_components = size_t{1} << 24;

  // Maximum number of bytes of all encoded components, including buffers and
  // images that are served over HTTP. Stops a program or its callers from
  // filling the memory of the server with few components. The rows of tables
  // have limits of their own (TableLimits).
  size_t max_total_bytes = size_t{16} << 30;

  // Maximum number of bytes of a frame. The changes of a transaction are sent
  // as one frame, or as several frames of this size; a single message may be
  // longer. Python peers refuse frames of more than 1 MiB.
  size_t max_frame_bytes = size_t{1} << 20;

  // Whether the numbers of components are checked: views lie inside their
  // buffers, values inside their views, formats suit their use. False: for a
  // document that shows the components of another server as they are
  // (Document::CreateAt); clients may then get what they cannot draw.
  // References are always checked.
  bool checks_numbers = true;

  // Number of bytes of a snapshot that are encoded in one step. Changes of the
  // document wait during a step, for about 30 microseconds.
  size_t snapshot_step_bytes = size_t{64} << 10;
};

// Receives the changes of a document as messages for clients.
class DocumentListener {
 public:
  virtual ~DocumentListener() = default;
  // Whether OnChanges shall be called; if not, changes are not encoded. Called
  // with the document locked.
  virtual bool IsListening() const = 0;
  // The messages of one change or transaction; each element is a frame. Called
  // with the document locked, in the order of the changes. OnChanges must
  // return soon and must not call the document.
  virtual void OnChanges(const std::vector<EncodedMessages>& frames) = 0;
  // Components that were removed and cannot be restored by a rollback. Called
  // like OnChanges and after it, also if IsListening returns false.
  virtual void OnRemoved(const std::vector<ComponentRef>& /*removed*/) {}
};

// The last messages of a snapshot.
enum class SnapshotEnd : uint8_t {
  kInitialized,  // messages 31 and 35, for a client that joins
  kLists,        // message 31, for a client that had the document before; the
                 // frames list their components (EncodedMessages::structure)
  kOriginals,    // message 31, for Apply: buffers and images are as Create got
                 // them
};

// Whether a method is attached to the target of a call.
enum class Attachment : uint8_t {
  kAttached,
  kNotAttached,
  kNoMethod,  // the method does not exist
  kNoTarget,  // the target does not exist
};

namespace state_internal {
class DocumentState;
}  // namespace state_internal

class Document {
 public:
  template <class Component>
  using IdOf = typename ComponentTraits<Component>::Identifier;
  template <ComponentKind kind>
  using ComponentFor = typename ComponentOf<kind>::Type;
  template <ComponentKind kind>
  using UpdateFor = typename ComponentTraits<ComponentFor<kind>>::Update;

  explicit Document(const DocumentOptions& options = {});
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // ----------------------------------------------------------------- changes

  // Creates a component. Errors: InvalidArgument with the wrong key, such as a
  // reference to a component that does not exist; ResourceExhausted beyond the
  // limits.
  template <ComponentType Component>
  absl::StatusOr<IdOf<Component>> Create(Component component);

  // The same for a buffer, with the way in which clients get its bytes:
  //
  //   document.Create(Buffer{...}, BufferDelivery::kInline);
  absl::StatusOr<BufferID> Create(Buffer buffer, BufferDelivery delivery);

  // Creates a component with the identifier that another document has given it,
  // for a program that shows the components of another server as they are. The
  // identifier may have been given before, also in the same transaction, where
  // the component that had it was deleted. In a document that has components of
  // its own, a client could take the one component for the other. Errors,
  // beside those above: AlreadyExists where a component is in the slot;
  // ResourceExhausted for a slot that is more than
  // DocumentOptions::max_components behind the last one; FailedPrecondition
  // with a DocumentRecorder, since Apply takes no identifier again.
  template <ComponentType Component>
  absl::Status CreateAt(IdOf<Component> id, Component component);

  // Sets the members that `update` holds. Members that do not change are not
  // sent. Errors: NotFound; InvalidArgument for a wrong reference or a circle
  // of parents; ResourceExhausted beyond the limits.
  template <ComponentKind kind>
  absl::Status Update(Id<kind> id, UpdateFor<kind> update);

  // Makes the component equal to `component`. Errors: as Update, and
  // FailedPrecondition if an update message cannot express the difference.
  template <ComponentKind kind>
  absl::Status Replace(Id<kind> id, ComponentFor<kind> component);

  // Deletes the component now, or with the last reference to it. Errors:
  // NotFound.
  absl::Status Delete(ComponentRef ref);

  // Deletes the entity, all entities below it, and the components that only
  // these entities use, such as geometries, buffers, materials and tables.
  // Methods and signals stay. Errors: NotFound.
  absl::Status DeleteTree(EntityID id);

  // Deletes the component, and the components that only it uses, such as the
  // views, buffers and materials of a geometry, if nothing refers to it.
  // Methods and signals stay. Errors, which change nothing: NotFound;
  // FailedPrecondition if something refers to the component.
  absl::Status DeleteUnused(ComponentRef ref);

  // Set the methods and signals of the document itself. Errors:
  // InvalidArgument for one that does not exist.
  absl::Status SetMethods(std::vector<MethodID> methods);
  absl::Status SetSignals(std::vector<SignalID> signals);

  // Deletes all components and clears the lists of the document.
  void Reset();

  // Runs `changes` as one transaction. If `changes` fails, its changes are
  // taken back. Returns the status of `changes`.
  absl::Status Transact(const std::function<absl::Status()>& changes);

  // Inside a transaction: calls `take_back`, with the document locked, if the
  // changes before this call are taken back. `take_back` restores state outside
  // the document. Outside a transaction: does nothing.
  void OnRollback(std::function<void()> take_back);

  // ----------------------------------------------------------------- reading

  const DocumentOptions& options() const;

  // Errors: NotFound.
  template <ComponentKind kind>
  absl::StatusOr<ComponentFor<kind>> Get(Id<kind> id) const;

  bool Contains(ComponentRef ref) const;
  // The number of components. Does not wait for transactions of other threads,
  // so the number may include changes that are taken back later.
  size_t Count(ComponentKind kind) const;
  // The bytes that DocumentOptions::max_total_bytes limits. Does not wait for
  // transactions of other threads.
  size_t total_bytes() const;

  // All identifiers in the order of slots.
  template <ComponentType Component>
  std::vector<IdOf<Component>> List() const;

  // Calls `visit` for each component in the order of slots. The document is
  // locked: `visit` must return soon and must not change the document. The
  // reference is valid during the call only.
  template <ComponentType Component>
  void ForEach(const std::function<void(IdOf<Component>, const Component&)>&
                   visit) const;

  // The name; nothing if the component has no name or does not exist.
  std::optional<std::string> NameOf(ComponentRef ref) const;

  // The component with this name that has the lowest slot.
  template <ComponentType Component>
  std::optional<IdOf<Component>> FindByName(std::string_view name) const;

  std::vector<MethodID> methods() const;
  std::vector<SignalID> signals() const;

  // Whether `method` (or `signal`) is in the list of the component `context`;
  // no context: in the list of the document.
  Attachment FindAttachment(MethodID method,
                            const std::optional<InvokeIDType>& context) const;
  bool IsAttached(MethodID method,
                  const std::optional<InvokeIDType>& context) const {
    return FindAttachment(method, context) == Attachment::kAttached;
  }
  bool IsAttached(SignalID signal,
                  const std::optional<InvokeIDType>& context) const;

  // --------------------------------------------------------------- following

  // Sets the listener of later changes; null: none. The listener must outlive
  // the document or be replaced.
  void SetListener(DocumentListener* listener);

  // Sets the publisher of the contents of components that are created later;
  // null: none. The publisher must outlive the document or be replaced.
  void SetContentPublisher(ContentPublisher* publisher);

  // Calls `begin` once with the document locked, and then `receive` with the
  // frames of a snapshot of the document at the time of `begin`. `end` selects
  // the last messages. A listener that starts to listen inside `begin`, and
  // applies changes behind the last frame, misses no change and gets none
  // twice. `receive` runs without the lock; other threads can change the
  // document. Several calls run one after another. Must not be called inside a
  // transaction.
  void Join(const std::function<void()>& begin,
            const std::function<void(const EncodedMessages&)>& receive,
            SnapshotEnd end = SnapshotEnd::kInitialized) const;

  // Sends these messages to the listener in the order of the changes; inside a
  // transaction, behind its changes so far.
  void Announce(const EncodedMessages& messages);

  // ------------------------------------------------- recording and continuing

  // Sets the recorder of later changes; null: none. The recorder must outlive
  // the document or be replaced. Without a recorder, nothing is encoded for it.
  void SetRecorder(DocumentRecorder* recorder);

  // Hands the recorder a change of state beside the document, with the changes
  // of the transaction; does nothing without a recorder.
  void Record(StateNote note);

  // What a snapshot does not tell, for Restore. Looks at every slot: call it in
  // `begin` of Join, with SnapshotEnd::kOriginals, so that both are of one
  // moment.
  DocumentMarks Marks() const;

  // Prepares a document that never had a component for a snapshot of another:
  // no identifier that the other has given is given again. `deleted` and
  // `inline_buffers` are for Apply. Errors: FailedPrecondition for a document
  // that had components; ResourceExhausted for more than 16 times
  // DocumentOptions::max_components slots of a kind.
  absl::Status Restore(const DocumentMarks& marks);

  // Makes the changes of another document as one transaction, with the
  // identifiers of the other, and by the same checks as all changes; the
  // listener gets the same messages. Without SetContentPublisher, or where a
  // location is none of the publisher's, a component is created without its
  // content being served. Leaves `notes` alone. Errors, which change nothing:
  // InvalidArgument with the frame and message that is wrong: malformed, about
  // a component that does not exist, or with an identifier that has been given
  // already; those of Create and Update.
  absl::Status Apply(const DocumentChanges& changes);

 private:
  friend class Transaction;
  std::unique_ptr<state_internal::DocumentState> state_;
};

// Transaction: changes by one thread that are sent as one frame, or taken back.
//
// A transaction begins at once or, if `is_lazy`, with the first change, so that
// a method that computes before its first change does not block other threads.
// Transactions inside others are part of the outermost one.
//
// Thread-safety: belongs to the thread that created the transaction.
class Transaction {
 public:
  explicit Transaction(Document& document, bool is_lazy = false);
  // Takes all changes back, unless Commit was called.
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Sends the changes and ends the transaction. If the transaction has begun,
  // `then` runs before other threads can change the document.
  void Commit(const std::function<void()>& then = nullptr);

 private:
  friend class state_internal::DocumentState;
  void Begin();

  state_internal::DocumentState& state_;
  Transaction* const outer_;
  bool has_begun_ = false;
  bool has_ended_ = false;
  // The beginning of the changes that a nested transaction takes back.
  size_t undo_mark_ = 0;
  size_t log_mark_ = 0;
};

}  // namespace noodles

#endif  // NOODLES_STATE_DOCUMENT_H_
