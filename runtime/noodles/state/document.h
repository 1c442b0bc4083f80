// The document: every component of a scene, and the one authority over them.
//
//   Document document;
//   absl::StatusOr<EntityID> pump = document.Create(Entity{.name = "pump"});
//   document.Update(*pump, EntityUpdate{.visible = false}).IgnoreError();
//   document.Delete(*pump).IgnoreError();
//
// Each change is checked before it is made: what a component refers to must
// exist and be of the right kind. A change that fails leaves everything as it
// was. A component that others refer to stays until the last reference to it
// goes, even when it has been deleted before.
//
// What the protocol cannot say cannot be done. Names never change. Entities,
// plots, materials, lights and tables can be updated; all other kinds are
// immutable. Cleared can be: an entity's representation (by null_rep), every
// list (by an empty one), the textures of a material's pbr_info (with the rest
// of it), the document's own lists. Once set, these can be replaced but not
// taken away: an entity's parent, transform and influence; a plot's table and
// plot; a material's normal, occlusion and emissive texture; a table's meta.
// Replace names them in its error; delete the component and create it anew.
//
// Thread-safety: every function may be called from any thread. A Transaction
// belongs to its thread and keeps other writers and readers out while it lasts.
// Ownership: the document owns its components; what is returned is a copy.
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

  // The bytes of a snapshot that are encoded at a time, while whoever changes
  // the document waits: some 30 microseconds.
  size_t snapshot_step_bytes = size_t{64} << 10;
};

// Hears of changes as clients must hear of them.
class DocumentListener {
 public:
  virtual ~DocumentListener() = default;
  // Whether anybody wants OnChanges; without that nothing is encoded. Called
  // with the document locked.
  virtual bool IsListening() const = 0;
  // The messages of one change or transaction, each element a frame. Called
  // with the document locked, in the order of the changes: it must return soon
  // and must not call the document.
  virtual void OnChanges(const std::vector<EncodedMessages>& frames) = 0;
  // These are gone for good; called whether or not anybody wants OnChanges, and
  // after it, in the same way.
  virtual void OnRemoved(const std::vector<ComponentRef>& /*removed*/) {}
};

// How the frames of a whole document end.
enum class SnapshotEnd : uint8_t {
  kInitialized,  // messages 31 and 35: the client knows that it has everything
  kLists,        // message 31: it knew that already; the frames say what they
                 // create (EncodedMessages::structure)
};

// How a method stands to what it is called on.
enum class Attachment : uint8_t {
  kAttached,
  kNotAttached,
  kNoMethod,  // it does not exist
  kNoTarget,  // what it is called on does not exist
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

  // Sets the members that `update` holds. What they have already is not sent.
  // Errors: NotFound; InvalidArgument for a bad reference or a circle of
  // parents.
  template <ComponentKind kind>
  absl::Status Update(Id<kind> id, UpdateFor<kind> update);

  // Makes the component equal to `component`. Errors: as Update, and
  // FailedPrecondition where the protocol has no word for the difference.
  template <ComponentKind kind>
  absl::Status Replace(Id<kind> id, ComponentFor<kind> component);

  // Deletes now, or with the last reference. Errors: NotFound.
  absl::Status Delete(ComponentRef ref);

  // Deletes the entity, all below it, and what only these used: meshes, their
  // buffers, materials, textures, lights, tables, plots. Methods and signals
  // stay.
  absl::Status DeleteTree(EntityID id);

  // What the document itself offers. Errors: InvalidArgument.
  absl::Status SetMethods(std::vector<MethodID> methods);
  absl::Status SetSignals(std::vector<SignalID> signals);

  // Deletes everything, referrers first.
  void Reset();

  // Makes all changes of `changes` together: they leave as one frame. If it
  // fails, none is made and its status is returned.
  absl::Status Transact(const std::function<absl::Status()>& changes);

  // Inside a transaction: lets `take_back` run, with the document locked, if
  // what follows the last change is taken back; it takes back what is kept
  // beside the document. Without a transaction nothing happens.
  void OnRollback(std::function<void()> take_back);

  // -------------------------------------------------------------- looking at
  // it

  // Errors: NotFound.
  template <ComponentKind kind>
  absl::StatusOr<ComponentFor<kind>> Get(Id<kind> id) const;

  bool Contains(ComponentRef ref) const;
  // Does not wait for the transaction of another thread, and may see the midst
  // of it.
  size_t Count(ComponentKind kind) const;
  // The bytes that DocumentOptions::max_total_bytes bounds, in the same way.
  size_t total_bytes() const;

  // Ascending slots.
  template <class Component>
  std::vector<IdOf<Component>> List() const;

  // Calls `visit` with the identifier of each component and the component
  // itself, in ascending slots. The document is locked meanwhile: `visit` must
  // return soon and must not change it; the reference ends with the call.
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

  // Whether `method` (`signal`) may be used on `context`: it stands in its
  // list, or in the document's where there is no context.
  Attachment FindAttachment(MethodID method,
                            const std::optional<InvokeIDType>& context) const;
  bool IsAttached(MethodID method,
                  const std::optional<InvokeIDType>& context) const {
    return FindAttachment(method, context) == Attachment::kAttached;
  }
  bool IsAttached(SignalID signal,
                  const std::optional<InvokeIDType>& context) const;

  // ------------------------------------------------------------- following it

  // `listener` (or nobody, for nullptr) hears of later changes. It must outlive
  // the document or be replaced.
  void SetListener(DocumentListener* listener);

  // Contents of components that are created later go to `publisher` (or, for
  // nullptr, nowhere). It must outlive the document or be replaced.
  void SetContentPublisher(ContentPublisher* publisher);

  // Sends `receive` the frames that build the whole document as it is when
  // `begin` is called, ended by messages 31 and 35 (or 31 alone). `begin` runs
  // with the document locked: a listener that starts to listen in there misses
  // no change and gets none twice, if it applies them behind the last frame.
  // Others change the document meanwhile; `receive` runs without the lock.
  // Several calls run one after another. Not inside a transaction.
  void Join(const std::function<void()>& begin,
            const std::function<void(const EncodedMessages&)>& receive,
            SnapshotEnd end = SnapshotEnd::kInitialized) const;

  // Sends messages of the caller's own in the order of the changes; inside a
  // transaction, as its last ones so far.
  void Announce(const EncodedMessages& messages);

 private:
  friend class Transaction;
  std::unique_ptr<state_internal::DocumentState> state_;
};

// Changes by this thread that leave as one frame, or not at all.
//
// It begins at once or, if `is_lazy`, with the first change: a method that
// thinks first and changes then locks nobody out while it thinks. Transactions
// inside others are part of the outermost one.
//
// Thread-safety: belongs to the thread that made it.
class Transaction {
 public:
  explicit Transaction(Document& document, bool is_lazy = false);
  // Without Commit before: takes all its changes back.
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Sends the changes and ends the transaction. `then` runs before anybody else
  // can change the document, where the transaction has begun.
  void Commit(const std::function<void()>& then = nullptr);

 private:
  friend class state_internal::DocumentState;
  void Begin();

  state_internal::DocumentState& state_;
  Transaction* const outer_;
  bool has_begun_ = false;
  bool has_ended_ = false;
  // What a nested transaction takes back.
  size_t undo_mark_ = 0;
  size_t log_mark_ = 0;
};

}  // namespace noodles

#endif  // NOODLES_STATE_DOCUMENT_H_
