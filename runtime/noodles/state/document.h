// The document: every component of a scene, and the one authority over them.
//
//   Document document;
//   absl::StatusOr<EntityID> pump = document.Create(Entity{.name = "pump"});
//   document.Update(*pump, EntityUpdate{.visible = false}).IgnoreError();
//   document.Delete(*pump).IgnoreError();
//
// Each change is checked before it is made: components that it refers to must
// exist and be of the right kind. A change that fails changes nothing. A
// component that others refer to stays until the last reference to it is
// removed, even if it has been deleted before.
//
// The document makes only changes that the protocol has messages for. Names
// never change. Entities, plots, materials, lights and tables can be updated;
// all other kinds are immutable. Members that can be cleared: an entity's
// representation (by null_rep), every list (by an empty one), the textures of a
// material's pbr_info (with the rest of it), the document's own lists. Members
// that can be replaced but not cleared: an entity's parent, transform and
// influence; a plot's table and plot; a material's normal, occlusion and
// emissive texture; a table's meta. Replace names such members in its error;
// the component must then be deleted and created anew.
//
// Thread-safety: every function may be called from any thread. A Transaction
// belongs to its thread and keeps other writers and readers out while it lasts.
// Ownership: the document owns its components and returns copies.
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
#include "noodles/state/content_publisher.h"
#include "noodles/state/encoded_messages.h"

namespace noodles {

struct DocumentOptions {
  // Components of all kinds together. Stops a program or its callers from
  // filling the memory of every client.
  size_t max_components = size_t{1} << 24;

  // The bytes of all components together, as they are encoded, with those of
  // buffers and images that are served over HTTP. Stops a program or its
  // callers from filling the memory of the server with few components. The rows
  // of tables have limits of their own (TableLimits).
  size_t max_total_bytes = size_t{16} << 30;

  // The bytes of a frame. Changes that belong together leave as one frame, or
  // as several of this size; a single message may be longer. Python peers
  // refuse frames of more than a mebibyte.
  size_t max_frame_bytes = size_t{1} << 20;

  // The bytes of a snapshot that are encoded at a time, while threads that
  // change the document wait: some 30 microseconds.
  size_t snapshot_step_bytes = size_t{64} << 10;
};

// Receives the changes of a document, in the form in which clients need them.
class DocumentListener {
 public:
  virtual ~DocumentListener() = default;
  // Whether OnChanges is wanted; otherwise nothing is encoded. Called with the
  // document locked.
  virtual bool IsListening() const = 0;
  // The messages of one change or transaction, each element a frame. Called
  // with the document locked, in the order of the changes. Must return soon and
  // must not call the document.
  virtual void OnChanges(const std::vector<EncodedMessages>& frames) = 0;
  // The components were removed, and cannot come back. Called in the same way,
  // after OnChanges; also where IsListening is false.
  virtual void OnRemoved(const std::vector<ComponentRef>& /*removed*/) {}
};

// How the frames of a whole document end.
enum class SnapshotEnd : uint8_t {
  kInitialized,  // by messages 31 and 35, for a client that joins
  kLists,        // by message 31, for a client that has joined before; the
                 // frames have their EncodedMessages::structure
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

  // ------------------------------------------------------------- changing it

  // Errors: InvalidArgument with the key that is wrong, such as a reference
  // that names nothing; ResourceExhausted beyond the limits.
  template <class Component>
  absl::StatusOr<IdOf<Component>> Create(Component component);

  // Sets the members that `update` holds. Members that have their new value
  // already are not sent. Errors: NotFound; InvalidArgument for a bad reference
  // or a circle of parents.
  template <ComponentKind kind>
  absl::Status Update(Id<kind> id, UpdateFor<kind> update);

  // Makes the component equal to `component`. Errors: as Update, and
  // FailedPrecondition where the protocol has no message for the difference.
  template <ComponentKind kind>
  absl::Status Replace(Id<kind> id, ComponentFor<kind> component);

  // Deletes the component now, or when the last reference to it is removed.
  // Errors: NotFound.
  absl::Status Delete(ComponentRef ref);

  // Deletes the entity, all entities below it, and the components that only
  // these used: meshes, their buffers, materials, textures, lights, tables,
  // plots. Methods and signals stay.
  absl::Status DeleteTree(EntityID id);

  // Set the methods and signals of the document itself. Errors:
  // InvalidArgument.
  absl::Status SetMethods(std::vector<MethodID> methods);
  absl::Status SetSignals(std::vector<SignalID> signals);

  // Deletes everything, referrers first.
  void Reset();

  // Makes all changes of `changes` together: they leave as one frame. If it
  // fails, none is made and its status is returned.
  absl::Status Transact(const std::function<absl::Status()>& changes);

  // Inside a transaction: `take_back` is called, with the document locked, if
  // the transaction is taken back to a point before this call. For state that a
  // program keeps beside the document. Outside a transaction nothing happens.
  void OnRollback(std::function<void()> take_back);

  // -------------------------------------------------------------- looking at
  // it

  // Errors: NotFound.
  template <ComponentKind kind>
  absl::StatusOr<ComponentFor<kind>> Get(Id<kind> id) const;

  bool Contains(ComponentRef ref) const;
  // Does not wait for the transaction of another thread, and may count its
  // changes.
  size_t Count(ComponentKind kind) const;
  // The bytes that DocumentOptions::max_total_bytes bounds. As Count, does not
  // wait.
  size_t total_bytes() const;

  // In ascending order of slots.
  template <class Component>
  std::vector<IdOf<Component>> List() const;

  // Calls `visit` with the identifier of each component and the component
  // itself, in ascending slots. The document is locked meanwhile: `visit` must
  // return soon and must not change the document. The reference is valid during
  // the call.
  template <class Component>
  void ForEach(const std::function<void(IdOf<Component>, const Component&)>&
                   visit) const;

  // The name; nothing for a component that has none or does not exist.
  std::optional<std::string> NameOf(ComponentRef ref) const;

  // The component with this name; the one with the lowest slot, if several.
  template <class Component>
  std::optional<IdOf<Component>> FindByName(std::string_view name) const;

  std::vector<MethodID> methods() const;
  std::vector<SignalID> signals() const;

  // Whether `method` (`signal`) stands in the list of `context`, or of the
  // document where there is no context.
  Attachment FindAttachment(MethodID method,
                            const std::optional<InvokeIDType>& context) const;
  bool IsAttached(MethodID method,
                  const std::optional<InvokeIDType>& context) const {
    return FindAttachment(method, context) == Attachment::kAttached;
  }
  bool IsAttached(SignalID signal,
                  const std::optional<InvokeIDType>& context) const;

  // ------------------------------------------------------------- following it

  // Sets the listener of later changes; nullptr: none. The listener must
  // outlive the document or be replaced.
  void SetListener(DocumentListener* listener);

  // Sets the publisher of the contents of components that are created later;
  // nullptr: none. The publisher must outlive the document or be replaced.
  void SetContentPublisher(ContentPublisher* publisher);

  // Calls `receive` with the frames that build the whole document as it is when
  // `begin` is called, ended by messages 31 and 35 (or 31 alone). `begin` runs
  // with the document locked: a listener that starts to listen in `begin`
  // misses no change and gets none twice, if it applies the changes behind the
  // last frame. Other threads may change the document meanwhile; `receive` runs
  // without the lock. Several calls run one after another. Not inside a
  // transaction.
  void Join(const std::function<void()>& begin,
            const std::function<void(const EncodedMessages&)>& receive,
            SnapshotEnd end = SnapshotEnd::kInitialized) const;

  // Sends messages of the caller in the order of the changes; inside a
  // transaction, behind the changes so far.
  void Announce(const EncodedMessages& messages);

 private:
  friend class Transaction;
  std::unique_ptr<state_internal::DocumentState> state_;
};

// Changes by one thread that leave as one frame, or not at all.
//
// A transaction begins at once or, if `is_lazy`, with the first change: other
// threads are not locked out before. A transaction inside another one is part
// of the outermost one.
//
// Thread-safety: used by the thread that made the transaction. Ownership:
// refers to the document.
class Transaction {
 public:
  explicit Transaction(Document& document, bool is_lazy = false);
  // Takes all changes back, unless Commit has been called.
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
  // Where the changes of this transaction begin.
  size_t undo_mark_ = 0;
  size_t log_mark_ = 0;
};

}  // namespace noodles

#endif  // NOODLES_STATE_DOCUMENT_H_
