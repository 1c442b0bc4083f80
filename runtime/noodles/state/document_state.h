// What a Document holds, and the steps that its changes are made of.
//
// Thread-safety: everything but `mutex` and ForWriting needs the lock.
#ifndef NOODLES_STATE_DOCUMENT_STATE_H_
#define NOODLES_STATE_DOCUMENT_STATE_H_

#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "noodles/state/change_log.h"
#include "noodles/state/document.h"
#include "noodles/state/entity_tree.h"
#include "noodles/state/paged_array.h"
#include "noodles/state/slot_registry.h"

namespace noodles {

// The name of a component, or nullptr.
template <class Component>
const std::string* NameOf(const Component& component) {
  if constexpr (std::is_same_v<decltype(component.name), std::string>) {
    return &component.name;
  } else {
    return component.name ? &*component.name : nullptr;
  }
}

class DocumentState {
 public:
  explicit DocumentState(const DocumentOptions& options) : options_(options) {}
  DocumentState(const DocumentState&) = delete;
  DocumentState& operator=(const DocumentState&) = delete;

  // Locks the document for one change. Outside a transaction the change is
  // published when the guard goes.
  class WriteGuard {
   public:
    explicit WriteGuard(DocumentState& state);
    ~WriteGuard();
    WriteGuard(const WriteGuard&) = delete;
    WriteGuard& operator=(const WriteGuard&) = delete;

   private:
    DocumentState& state_;
    std::lock_guard<std::recursive_mutex> lock_;
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
    AllComponents<VisitEach>::Call(*this, ref, visit);
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

  // ----------------------------------------------------------------- changes

  template <class Component>
  absl::StatusOr<Document::IdOf<Component>> Create(Component component);

  // `update` is a strict delta that is not empty.
  template <ComponentKind kind>
  absl::Status Change(Id<kind> id, Document::UpdateFor<kind> update);

  // Removes a component that nothing refers to, and what was doomed and only it
  // referred to.
  void Remove(ComponentRef ref, bool takes_orphans);

  absl::Status CheckReferences(const std::vector<Reference>& references) const;
  void AddReferences(const std::vector<Reference>& references);
  // Appends what has no reference left to `orphans`.
  void DropReferences(const std::vector<Reference>& references,
                      std::vector<ComponentRef>* orphans);

  // Sends the document's lists as message 31.
  void LogLists();

  // ------------------------------------------------------------- transactions

  bool is_listening() const {
    return listener_ != nullptr && listener_->IsListening();
  }
  bool in_transaction() const { return transaction_depth_ != 0; }
  ChangeLog& log() { return log_; }
  void set_listener(DocumentListener* listener) { listener_ = listener; }

  // Remembers how a change is taken back; only inside a transaction.
  template <class Action>
  void AddUndo(Action action) {
    if (in_transaction()) undo_.push_back(std::move(action));
  }

  // Hands over what has been logged and forgets how to take it back.
  void Publish();

  std::recursive_mutex mutex;

 private:
  friend class Transaction;

  template <class... Components>
  using Contents = std::tuple<PagedArray<Components>...>;

  template <class... Components>
  struct VisitEach {
    template <class Visitor>
    static void Call(DocumentState& state, ComponentRef ref, Visitor& visit) {
      const auto attempt = [&]<class Component>() {
        if (ComponentTraits<Component>::kKind != ref.kind) return false;
        visit(state.contents<Component>()[ref.slot]);
        return true;
      };
      (attempt.template operator()<Components>() || ...);
    }
  };

  // The transaction of this thread begins, if it waits for its first change.
  void BeginLazyTransaction();
  void RemoveOne(ComponentRef ref, std::vector<ComponentRef>* orphans);
  void IndexName(ComponentRef ref, const std::string* name);
  void UnindexName(ComponentRef ref, const std::string* name);
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
  AllComponents<Contents> contents_;
  EntityTree tree_;
  std::array<Names, kComponentKindCount> names_;
  std::vector<MethodID> methods_;
  std::vector<SignalID> signals_;
  size_t component_count_ = 0;

  DocumentListener* listener_ = nullptr;
  ChangeLog log_;
  size_t transaction_depth_ = 0;
  std::vector<std::function<void()>> undo_;
  // Slots that become free when the transaction can't be taken back any more.
  std::vector<ComponentRef> retired_;
  std::vector<Reference> scratch_;
};

}  // namespace noodles

#endif  // NOODLES_STATE_DOCUMENT_STATE_H_
