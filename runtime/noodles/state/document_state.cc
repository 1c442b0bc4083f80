#include "noodles/state/document_state.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "noodles/base/status.h"
#include "noodles/state/validation.h"

namespace noodles {

// ------------------------------------------------------------------ references

absl::Status DocumentState::CheckReferences(
    const std::vector<Reference>& references) const {
  for (const Reference& reference : references) {
    const SlotState* state = registry_.Find(reference.target);
    if (state != nullptr && !state->is_doomed) continue;
    return InvalidArgument(std::string(reference.member) + ": " +
                           ToString(reference.target) +
                           (state == nullptr ? " does not exist"
                                             : " has been deleted; it stays "
                                               "only while it is referred to"));
  }
  return absl::OkStatus();
}

void DocumentState::AddReferences(const std::vector<Reference>& references) {
  for (const Reference& reference : references) {
    ++registry_.Find(reference.target)->references;
  }
}

void DocumentState::DropReferences(const std::vector<Reference>& references,
                                   std::vector<ComponentRef>* orphans) {
  for (const Reference& reference : references) {
    SlotState* state = registry_.Find(reference.target);
    --state->references;
    if (state->references == 0 && orphans != nullptr) {
      orphans->push_back(reference.target);
    }
  }
}

// ----------------------------------------------------------------------- names

void DocumentState::IndexName(ComponentRef ref, const std::string* name) {
  if (name == nullptr) return;
  names_[static_cast<size_t>(ref.kind)].emplace(*name, ref.slot);
}

void DocumentState::UnindexName(ComponentRef ref, const std::string* name) {
  if (name == nullptr) return;
  names_[static_cast<size_t>(ref.kind)].erase({*name, ref.slot});
}

// --------------------------------------------------------------------- content

namespace {

// The text of a location, or nullptr.
const std::string* TextOf(const Location* location) {
  return location == nullptr ? nullptr : std::get_if<std::string>(location);
}

}  // namespace

absl::StatusOr<DocumentState::Published> DocumentState::PublishContent(
    const Buffer& buffer) {
  if (publisher_ == nullptr) return Published();
  if (const Bytes* bytes = std::get_if<Bytes>(&buffer.source)) {
    return publisher_->PublishBytes(*bytes);
  }
  const std::string* text = TextOf(std::get_if<Location>(&buffer.source));
  return text == nullptr ? Published() : publisher_->PublishLocation(*text);
}

absl::StatusOr<DocumentState::Published> DocumentState::PublishContent(
    const Image& image) {
  const std::string* text = TextOf(std::get_if<Location>(&image.source));
  if (publisher_ == nullptr || text == nullptr) return Published();
  return publisher_->PublishLocation(*text);
}

std::string DocumentState::PublishedUrl(ComponentRef ref) const {
  const auto found = published_.find(ref);
  return found == published_.end() ? std::string() : found->second->Url();
}

// --------------------------------------------------------------------- changes

template <class Component>
absl::StatusOr<Document::IdOf<Component>> DocumentState::Create(
    Component component) {
  if (component_count_ >= options_.max_components) {
    return ResourceExhausted("the document has its maximum of " +
                             std::to_string(options_.max_components) +
                             " components");
  }
  scratch_.clear();
  AppendReferences(component, scratch_);
  if (absl::Status status = CheckReferences(scratch_); !status.ok()) {
    return status;
  }
  if (absl::Status status = Validate(*this, component); !status.ok()) {
    return status;
  }
  absl::StatusOr<Published> published = PublishContent(component);
  if (!published.ok()) return published.status();
  const ComponentRef ref =
      registry_.Allocate(ComponentTraits<Component>::kKind);
  if (ref.slot == kNullSlot) {
    return ResourceExhausted("all slots of this kind are used up");
  }
  AddReferences(scratch_);
  contents<Component>().EnsureIndex(ref.slot);
  Component& place = contents<Component>()[ref.slot];
  place = std::move(component);
  ++component_count_;
  IndexName(ref, NameOf(place));
  if constexpr (std::is_same_v<Component, Entity>) {
    if (place.parent) tree_.SetParent(ref.slot, place.parent->slot);
  }
  const Document::IdOf<Component> id{ref.slot, ref.gen};
  if (snapshot_ != nullptr) snapshot_->AfterCreate(ref);
  if (*published != nullptr) published_[ref] = *std::move(published);
  if (is_listening()) {
    WithShown(ref, place, [&](const Component& shown) {
      log_.AddCreate<Component>(id, shown);
    });
  }
  AddUndo([this, ref] {
    std::vector<ComponentRef> orphans;
    RemoveOne(ref, &orphans);
  });
  return id;
}

// Updates merge inside a transaction only.
template <class Message>
void DocumentState::LogUpdate(Message message,
                              const std::optional<StructureChange>& structure) {
  if (!is_listening()) return;
  if (in_transaction()) {
    log_.AddUpdate(std::move(message), structure);
  } else {
    log_.AddMessage(message, structure);
  }
}

template <ComponentKind kind>
absl::Status DocumentState::Change(Id<kind> id,
                                   Document::UpdateFor<kind> update) {
  using Component = Document::ComponentFor<kind>;
  using Message = typename ComponentTraits<Component>::UpdateMessage;
  Component& place = contents<Component>()[id.slot];
  if (!TouchesReferences(update)) {
    if (in_transaction()) {
      AddUndo([&place, before = place] { place = before; });
    }
    BeforeChange<Component>(id, place);
    Apply(place, update);
    LogUpdate(Message{id, std::move(update)});
    return absl::OkStatus();
  }

  Component changed = place;
  Apply(changed, update);
  std::vector<Reference> references;
  AppendReferences(changed, references);
  scratch_.clear();
  AppendReferences(place, scratch_);
  // What was referred to before may be doomed; only new references count.
  std::vector<Reference> added;
  for (const Reference& reference : references) {
    if (std::find(scratch_.begin(), scratch_.end(), reference) ==
        scratch_.end()) {
      added.push_back(reference);
    }
  }
  if (absl::Status status = CheckReferences(added); !status.ok()) {
    return status;
  }
  if constexpr (std::is_same_v<Component, Entity>) {
    if (changed.parent && tree_.IsAtOrAbove(id.slot, changed.parent->slot)) {
      return InvalidArgument(
          "parent: the entity would be above itself in the tree");
    }
  }

  if (absl::Status status = Validate(*this, changed); !status.ok()) {
    return status;
  }
  BeforeChange<Component>(id, place);
  std::vector<Reference> former = scratch_;
  AddReferences(references);
  AddUndo([this, id, before = place, references, former] {
    AddReferences(former);
    DropReferences(references, nullptr);
    contents<Component>()[id.slot] = before;
    if constexpr (std::is_same_v<Component, Entity>) {
      tree_.SetParent(id.slot,
                      before.parent ? before.parent->slot : EntityTree::kNone);
    }
  });
  std::vector<ComponentRef> orphans;
  DropReferences(former, &orphans);
  std::optional<StructureChange> structure;
  if constexpr (std::is_same_v<Component, Entity>) {
    if (update.parent) {
      structure = {StructureChange::What::kMoved, id,
                   place.parent.value_or(EntityID{})};
    }
  }
  place = std::move(changed);
  if constexpr (std::is_same_v<Component, Entity>) {
    tree_.SetParent(id.slot,
                    place.parent ? place.parent->slot : EntityTree::kNone);
  }
  LogUpdate(Message{id, std::move(update)}, structure);
  for (const ComponentRef& orphan : orphans) {
    const SlotState* state = registry_.Find(orphan);
    if (state != nullptr && state->references == 0 && state->is_doomed) {
      Remove(orphan, false);
    }
  }
  return absl::OkStatus();
}

void DocumentState::RemoveOne(ComponentRef ref,
                              std::vector<ComponentRef>* orphans) {
  Visit(ref, [&]<class Component>(Component& place) {
    using Message = typename ComponentTraits<Component>::DeleteMessage;
    const Document::IdOf<Component> id{ref.slot, ref.gen};
    BeforeChange<Component>(id, place);
    if (is_listening()) {
      StructureChange structure{StructureChange::What::kDeleted, ref};
      if constexpr (std::is_same_v<Component, Entity>) {
        structure.parent = place.parent.value_or(EntityID{});
      }
      log_.AddMessage(Message{id}, structure);
    }
    UnindexName(ref, NameOf(place));
    if constexpr (std::is_same_v<Component, Entity>) {
      tree_.SetParent(ref.slot, EntityTree::kNone);
    }
    std::vector<Reference> references;
    AppendReferences(place, references);
    registry_.Retire(ref);
    --component_count_;
    DropReferences(references, orphans);
    if (!in_transaction()) {
      place = Component();
    } else {
      AddUndo(
          [this, ref, before = std::exchange(place, Component()), references] {
            Component& restored = contents<Component>()[ref.slot];
            restored = before;
            registry_.Revive(ref);
            ++component_count_;
            AddReferences(references);
            IndexName(ref, NameOf(restored));
            if constexpr (std::is_same_v<Component, Entity>) {
              if (restored.parent) {
                tree_.SetParent(ref.slot, restored.parent->slot);
              }
            }
          });
    }
    retired_.push_back(ref);
  });
}

void DocumentState::Remove(ComponentRef ref, bool takes_orphans) {
  std::vector<ComponentRef> pending = {ref};
  std::vector<ComponentRef> orphans;
  while (!pending.empty()) {
    const ComponentRef next = pending.back();
    pending.pop_back();
    const SlotState* state = registry_.Find(next);
    if (state == nullptr || state->references != 0) continue;
    orphans.clear();
    RemoveOne(next, &orphans);
    for (const ComponentRef& orphan : orphans) {
      const bool is_callable = orphan.kind == ComponentKind::kMethod ||
                               orphan.kind == ComponentKind::kSignal;
      const bool is_taken = takes_orphans && !is_callable &&
                            orphan.kind != ComponentKind::kEntity;
      if (is_taken || registry_.Find(orphan)->is_doomed) {
        pending.push_back(orphan);
      }
    }
  }
}

void DocumentState::LogLists() {
  if (is_listening()) log_.AddMessage(MsgDocumentUpdate{methods_, signals_});
}

// ---------------------------------------------------------------- transactions

namespace {

// The innermost transaction of this thread, of whichever document.
thread_local Transaction* innermost_transaction = nullptr;

}  // namespace

DocumentState::WriteGuard::WriteGuard(DocumentState& state)
    : state_(state), lock_(state.mutex) {
  if (innermost_transaction != nullptr) state_.BeginLazyTransaction();
}

DocumentState::WriteGuard::~WriteGuard() {
  if (!state_.in_transaction()) state_.Publish();
}

void DocumentState::BeginLazyTransaction() {
  for (Transaction* transaction = innermost_transaction; transaction != nullptr;
       transaction = transaction->outer_) {
    if (&transaction->state_ == this) return transaction->Begin();
  }
}

void DocumentState::Publish() {
  undo_.clear();
  std::vector<ComponentRef> removed;
  for (const ComponentRef& ref : retired_) {
    if (registry_.Find(ref) == nullptr) {
      published_.erase(ref);
      removed.push_back(ref);
    }
    registry_.Recycle(ref);
  }
  retired_.clear();
  if (!log_.empty()) {
    const std::vector<EncodedMessages> frames =
        log_.Take(options_.max_frame_bytes);
    if (listener_ != nullptr) listener_->OnChanges(frames);
  }
  if (listener_ != nullptr && !removed.empty()) listener_->OnRemoved(removed);
}

void DocumentState::RollBackTo(size_t undo_mark, size_t log_mark) {
  // What takes a change back logs nothing new and leaves nothing to undo.
  std::vector<std::function<void()>> actions(
      std::make_move_iterator(undo_.begin() +
                              static_cast<std::ptrdiff_t>(undo_mark)),
      std::make_move_iterator(undo_.end()));
  undo_.resize(undo_mark);
  while (!actions.empty()) {
    actions.back()();
    actions.pop_back();
  }
  undo_.resize(undo_mark);
  log_.TruncateTo(log_mark);
}

Transaction::Transaction(Document& document, bool is_lazy)
    : state_(*document.state_), outer_(innermost_transaction) {
  innermost_transaction = this;
  if (!is_lazy) Begin();
}

void Transaction::Begin() {
  if (has_begun_ || has_ended_) return;
  for (Transaction* outer = outer_; outer != nullptr; outer = outer->outer_) {
    if (&outer->state_ == &state_) {
      outer->Begin();
      break;
    }
  }
  has_begun_ = true;
  state_.mutex.lock();
  undo_mark_ = state_.undo_.size();
  log_mark_ = state_.log_.Mark();
  ++state_.transaction_depth_;
}

void Transaction::Commit(const std::function<void()>& then) {
  if (has_ended_) return;
  has_ended_ = true;
  innermost_transaction = outer_;
  if (!has_begun_) {
    if (then) then();
    return;
  }
  --state_.transaction_depth_;
  if (!state_.in_transaction()) state_.Publish();
  if (then) then();
  state_.mutex.unlock();
}

Transaction::~Transaction() {
  if (has_ended_) return;
  has_ended_ = true;
  innermost_transaction = outer_;
  if (!has_begun_) return;
  state_.RollBackTo(undo_mark_, log_mark_);
  --state_.transaction_depth_;
  if (!state_.in_transaction()) state_.Publish();
  state_.mutex.unlock();
}

// -------------------------------------------------------------- instantiations

#define NOODLES_INSTANTIATE_CREATE(Component)                               \
  template absl::StatusOr<Document::IdOf<Component>> DocumentState::Create( \
      Component)
NOODLES_INSTANTIATE_CREATE(Method);
NOODLES_INSTANTIATE_CREATE(Signal);
NOODLES_INSTANTIATE_CREATE(Entity);
NOODLES_INSTANTIATE_CREATE(Plot);
NOODLES_INSTANTIATE_CREATE(Buffer);
NOODLES_INSTANTIATE_CREATE(BufferView);
NOODLES_INSTANTIATE_CREATE(Material);
NOODLES_INSTANTIATE_CREATE(Image);
NOODLES_INSTANTIATE_CREATE(Texture);
NOODLES_INSTANTIATE_CREATE(Sampler);
NOODLES_INSTANTIATE_CREATE(Light);
NOODLES_INSTANTIATE_CREATE(Geometry);
NOODLES_INSTANTIATE_CREATE(Table);
NOODLES_INSTANTIATE_CREATE(Physics);
#undef NOODLES_INSTANTIATE_CREATE

template absl::Status DocumentState::Change(EntityID, EntityUpdate);
template absl::Status DocumentState::Change(PlotID, PlotUpdate);
template absl::Status DocumentState::Change(MaterialID, MaterialUpdate);
template absl::Status DocumentState::Change(LightID, LightUpdate);
template absl::Status DocumentState::Change(TableID, TableUpdate);

}  // namespace noodles
