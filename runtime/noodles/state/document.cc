#include "noodles/state/document.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/state/authority/document_state.h"
#include "noodles/state/authority/snapshot.h"

namespace noodles {
namespace {

using Lock = std::lock_guard<state_internal::DocumentMutex>;
using WriteGuard = state_internal::DocumentState::WriteGuard;

absl::Status DoesNotExist(ComponentRef ref) {
  return NotFound(ToString(ref) + " does not exist");
}

template <class T>
bool Contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// Whether `item` is in the list of the component that `context` names; no
// context: in the list of the document.
template <class Item, class OfDocument, class OfComponent>
bool IsInList(state_internal::DocumentState& state,
              const std::optional<InvokeIDType>& context, Item item,
              OfDocument of_document, OfComponent of_component) {
  if (!context) return Contains(of_document(state), item);
  return std::visit(
      [&]<ComponentKind kind>(const Id<kind>& id) {
        if (state.registry().Find(id) == nullptr) return false;
        using Component = Document::ComponentFor<kind>;
        return Contains(of_component(state.contents<Component>().Get(id.slot)),
                        item);
      },
      context->target);
}

template <class Item>
absl::Status SetList(state_internal::DocumentState& state,
                     std::vector<Item>& list, std::vector<Item> items,
                     std::string_view member) {
  std::vector<Reference> added;
  added.reserve(items.size());
  // What is in the list already may have been deleted since.
  std::vector<Reference> checked;
  for (const Item& item : items) {
    added.push_back({item, member});
    if (!Contains(list, item)) checked.push_back({item, member});
  }
  if (absl::Status status = state.CheckReferences(checked); !status.ok()) {
    return status;
  }
  if (items == list) return absl::OkStatus();
  std::vector<Reference> former;
  former.reserve(list.size());
  for (const Item& item : list) former.push_back({item, member});
  state.AddReferences(added);
  std::vector<ComponentRef> orphans;
  state.DropReferences(former, &orphans);
  std::vector<Item> before = std::exchange(list, std::move(items));
  state.AddUndo([&state, &list, before, added, former] {
    state.AddReferences(former);
    state.DropReferences(added, nullptr);
    list = before;
  });
  state.LogLists();
  state.RemoveDoomed(orphans);
  return absl::OkStatus();
}

}  // namespace

Document::Document(const DocumentOptions& options)
    : state_(std::make_unique<state_internal::DocumentState>(options)) {}

Document::~Document() = default;

// --------------------------------------------------------------------- changes

template <ComponentType Component>
absl::StatusOr<Document::IdOf<Component>> Document::Create(
    Component component) {
  const WriteGuard guard(*state_);
  return state_->Create(std::move(component));
}

absl::StatusOr<BufferID> Document::Create(Buffer buffer,
                                          BufferDelivery delivery) {
  const WriteGuard guard(*state_);
  return state_->Create(std::move(buffer), delivery);
}

template <ComponentType Component>
absl::Status Document::CreateAt(IdOf<Component> id, Component component) {
  const WriteGuard guard(*state_);
  if (state_->has_recorder()) {
    return FailedPrecondition(
        "CreateAt gives identifiers again, which a recorded document cannot "
        "follow");
  }
  return state_
      ->Create(
          std::move(component), BufferDelivery::kAutomatic,
          state_internal::DocumentState::Place{id, /*is_given_again=*/true})
      .status();
}

template <ComponentKind kind>
absl::Status Document::Update(Id<kind> id, UpdateFor<kind> update) {
  const WriteGuard guard(*state_);
  if (state_->registry().Find(id) == nullptr) return DoesNotExist(id);
  return state_->Update(id, std::move(update));
}

template <ComponentKind kind>
absl::Status Document::Replace(Id<kind> id, ComponentFor<kind> component) {
  const WriteGuard guard(*state_);
  if (state_->registry().Find(id) == nullptr) return DoesNotExist(id);
  return state_->Replace(id, component);
}

absl::Status Document::Delete(ComponentRef ref) {
  const WriteGuard guard(*state_);
  state_internal::SlotState* slot = state_->registry().Find(ref);
  if (slot == nullptr) return DoesNotExist(ref);
  state_->Doom(ref);
  if (slot->references == 0) state_->Remove(ref, false);
  return absl::OkStatus();
}

absl::Status Document::DeleteTree(EntityID id) {
  const WriteGuard guard(*state_);
  if (state_->registry().Find(id) == nullptr) return DoesNotExist(id);
  // Parents come before their children here, so the list is processed from the
  // end.
  std::vector<uint32_t> subtree = {id.slot};
  for (size_t next = 0; next < subtree.size(); ++next) {
    const state_internal::EntityTree& tree = state_->tree();
    for (uint32_t child = tree.FirstChildOf(subtree[next]);
         child != state_internal::EntityTree::kNone;
         child = tree.NextSiblingOf(child)) {
      subtree.push_back(child);
    }
  }
  const auto& slots = state_->registry().slots(ComponentKind::kEntity);
  while (!subtree.empty()) {
    const uint32_t slot = subtree.back();
    subtree.pop_back();
    state_->Remove({ComponentKind::kEntity, slot, slots[slot].gen}, true);
  }
  return absl::OkStatus();
}

absl::Status Document::DeleteUnused(ComponentRef ref) {
  const WriteGuard guard(*state_);
  const state_internal::SlotState* slot = state_->registry().Find(ref);
  if (slot == nullptr) return DoesNotExist(ref);
  if (slot->references != 0) {
    return FailedPrecondition(std::to_string(slot->references) +
                              " references to " + ToString(ref) + " exist");
  }
  state_->Remove(ref, true);
  return absl::OkStatus();
}

absl::Status Document::SetMethods(std::vector<MethodID> methods) {
  const WriteGuard guard(*state_);
  return SetList(*state_, state_->methods(), std::move(methods),
                 "methods_list");
}

absl::Status Document::SetSignals(std::vector<SignalID> signals) {
  const WriteGuard guard(*state_);
  return SetList(*state_, state_->signals(), std::move(signals),
                 "signals_list");
}

void Document::Reset() {
  Transaction transaction(*this);
  SetMethods({}).IgnoreError();
  SetSignals({}).IgnoreError();
  // A deferred delete happens when the last reference is removed.
  for (size_t kind = 0; kind < kComponentKindCount; ++kind) {
    const auto& slots =
        state_->registry().slots(static_cast<ComponentKind>(kind));
    for (uint32_t slot = 0; slot < slots.size(); ++slot) {
      if (!slots[slot].alive) continue;
      Delete({static_cast<ComponentKind>(kind), slot, slots[slot].gen})
          .IgnoreError();
    }
  }
  transaction.Commit();
}

absl::Status Document::Transact(const std::function<absl::Status()>& changes) {
  Transaction transaction(*this);
  absl::Status status = changes();
  if (status.ok()) transaction.Commit();
  return status;
}

void Document::OnRollback(std::function<void()> take_back) {
  const WriteGuard guard(*state_);
  state_->AddUndo(std::move(take_back));
}

void Document::Announce(const EncodedMessages& messages) {
  const WriteGuard guard(*state_);
  if (state_->has_listener()) state_->log().AddEncoded(messages);
}

void Document::Record(StateNote note) {
  const WriteGuard guard(*state_);
  state_->AddNote(std::move(note));
}

// --------------------------------------------------------------------- reading

template <ComponentKind kind>
absl::StatusOr<Document::ComponentFor<kind>> Document::Get(Id<kind> id) const {
  const Lock lock(state_->mutex);
  if (state_->registry().Find(id) == nullptr) return DoesNotExist(id);
  return state_->contents<ComponentFor<kind>>().Get(id.slot);
}

bool Document::Contains(ComponentRef ref) const {
  const Lock lock(state_->mutex);
  return state_->registry().Find(ref) != nullptr;
}

const DocumentOptions& Document::options() const { return state_->options(); }

size_t Document::total_bytes() const { return state_->sizes().total(); }

size_t Document::Count(ComponentKind kind) const {
  return state_->registry().alive_count(kind);
}

template <ComponentType Component>
std::vector<Document::IdOf<Component>> Document::List() const {
  const Lock lock(state_->mutex);
  const auto& slots =
      state_->registry().slots(ComponentTraits<Component>::kKind);
  std::vector<IdOf<Component>> ids;
  for (uint32_t slot = 0; slot < slots.size(); ++slot) {
    if (slots[slot].alive) ids.push_back({slot, slots[slot].gen});
  }
  return ids;
}

template <ComponentType Component>
void Document::ForEach(
    const std::function<void(IdOf<Component>, const Component&)>& visit) const {
  const Lock lock(state_->mutex);
  const auto& slots =
      state_->registry().slots(ComponentTraits<Component>::kKind);
  for (uint32_t slot = 0; slot < slots.size(); ++slot) {
    if (!slots[slot].alive) continue;
    state_->contents<Component>().With(slot, [&](const Component& component) {
      visit({slot, slots[slot].gen}, component);
    });
  }
}

std::optional<std::string> Document::NameOf(ComponentRef ref) const {
  const Lock lock(state_->mutex);
  if (state_->registry().Find(ref) == nullptr) return std::nullopt;
  std::optional<std::string> result;
  state_->Visit(
      ref, [&](const auto& component) { result = noodles::NameOf(component); });
  return result;
}

template <ComponentType Component>
std::optional<Document::IdOf<Component>> Document::FindByName(
    std::string_view name) const {
  const Lock lock(state_->mutex);
  constexpr ComponentKind kKind = ComponentTraits<Component>::kKind;
  const auto& names = state_->names(kKind);
  const auto found =
      names.lower_bound(std::pair<std::string_view, uint32_t>(name, 0));
  if (found == names.end() || found->first != name) return std::nullopt;
  const uint32_t slot = found->second;
  return IdOf<Component>{slot, state_->registry().slots(kKind)[slot].gen};
}

std::vector<MethodID> Document::methods() const {
  const Lock lock(state_->mutex);
  return state_->methods();
}

std::vector<SignalID> Document::signals() const {
  const Lock lock(state_->mutex);
  return state_->signals();
}

Attachment Document::FindAttachment(
    MethodID method, const std::optional<InvokeIDType>& context) const {
  const auto ref_of = [](const auto& id) { return ComponentRef(id); };
  const Lock lock(state_->mutex);
  if (state_->registry().Find(method) == nullptr) return Attachment::kNoMethod;
  const bool has_target = !context || state_->registry().Find(std::visit(
                                          ref_of, context->target)) != nullptr;
  if (!has_target) return Attachment::kNoTarget;
  const bool is_attached = IsInList(
      *state_, context, method,
      [](state_internal::DocumentState & state) -> auto& {
        return state.methods();
      },
      [](const auto& component) -> auto& { return component.methods_list; });
  return is_attached ? Attachment::kAttached : Attachment::kNotAttached;
}

bool Document::IsAttached(SignalID signal,
                          const std::optional<InvokeIDType>& context) const {
  const Lock lock(state_->mutex);
  return IsInList(
      *state_, context, signal,
      [](state_internal::DocumentState & state) -> auto& {
        return state.signals();
      },
      [](const auto& component) -> auto& { return component.signals_list; });
}

// ------------------------------------------------------------------- following

void Document::SetListener(DocumentListener* listener) {
  const Lock lock(state_->mutex);
  state_->set_listener(listener);
}

void Document::SetRecorder(DocumentRecorder* recorder) {
  const Lock lock(state_->mutex);
  state_->set_recorder(recorder);
}

void Document::SetContentPublisher(ContentPublisher* publisher) {
  const Lock lock(state_->mutex);
  state_->set_publisher(publisher);
}

namespace {

// A snapshot that is registered with its document.
class SnapshotInWork {
 public:
  SnapshotInWork(state_internal::DocumentState& state, SnapshotEnd end)
      : state_(state), snapshot_(state, end) {
    state_.set_snapshot(&snapshot_);
  }
  ~SnapshotInWork() {
    const Lock lock(state_.mutex);
    state_.set_snapshot(nullptr);
  }
  SnapshotInWork(const SnapshotInWork&) = delete;
  SnapshotInWork& operator=(const SnapshotInWork&) = delete;

  // Makes the next frames. Returns true when the snapshot is complete. Threads
  // that wait for the document run before a step.
  bool Advance(std::vector<EncodedMessages>* frames) {
    state_.mutex.LockAfterOthers();
    const Lock lock(state_.mutex, std::adopt_lock);
    const bool is_done = snapshot_.Advance();
    *frames = snapshot_.TakeFrames();
    return is_done;
  }

 private:
  state_internal::DocumentState& state_;
  state_internal::Snapshot snapshot_;
};

}  // namespace

void Document::Join(const std::function<void()>& begin,
                    const std::function<void(const EncodedMessages&)>& receive,
                    SnapshotEnd end) const {
  const std::lock_guard<std::mutex> one_at_a_time(state_->snapshot_mutex);
  std::optional<SnapshotInWork> snapshot;
  {
    const Lock lock(state_->mutex);
    snapshot.emplace(*state_, end);
    begin();
  }
  std::vector<EncodedMessages> frames;
  for (bool is_done = false; !is_done;) {
    is_done = snapshot->Advance(&frames);
    for (const EncodedMessages& frame : frames) receive(frame);
  }
}

// -------------------------------------------------------------- instantiations

namespace state_internal {

// Pointers to the member templates of Document for one component. A pointer to
// a function instantiates the function, so that other sources can link to it.
template <class Component, class Update>
struct DocumentFunctionsOf : DocumentFunctionsOf<Component, void> {
  static constexpr ComponentKind kKind = ComponentTraits<Component>::kKind;
  decltype(&Document::Update<kKind>) update = &Document::Update<kKind>;
  decltype(&Document::Replace<kKind>) replace = &Document::Replace<kKind>;
};
template <class Component>
struct DocumentFunctionsOf<Component, void> {
  static constexpr ComponentKind kKind = ComponentTraits<Component>::kKind;
  decltype(&Document::Create<Component>) create = &Document::Create<Component>;
  decltype(&Document::CreateAt<Component>) create_at =
      &Document::CreateAt<Component>;
  decltype(&Document::Get<kKind>) get = &Document::Get<kKind>;
  decltype(&Document::ForEach<Component>) for_each =
      &Document::ForEach<Component>;
  decltype(&Document::List<Component>) list = &Document::List<Component>;
  decltype(&Document::FindByName<Component>) find_by_name =
      &Document::FindByName<Component>;
};
template <class... Components>
struct DocumentFunctions
    : DocumentFunctionsOf<Components,
                          typename ComponentTraits<Components>::Update>... {};

extern const AllComponents<DocumentFunctions> kDocumentFunctions;
constinit const AllComponents<DocumentFunctions> kDocumentFunctions{};

}  // namespace state_internal

}  // namespace noodles
