#include "noodles/state/components/document_state.h"

#include <algorithm>
#include <string>

#include "noodles/base/status.h"
#include "noodles/state/components/validation.h"

namespace noodles::state_internal {

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

void DocumentState::IndexName(ComponentRef ref,
                              std::optional<std::string_view> name) {
  if (!name) return;
  names_[static_cast<size_t>(ref.kind)].emplace(*name, ref.slot);
}

void DocumentState::UnindexName(ComponentRef ref,
                                std::optional<std::string_view> name) {
  if (!name) return;
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
  const size_t bytes = sizes_.Measure(component);
  if (absl::Status status = sizes_.Check(0, bytes); !status.ok()) {
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
  sizes_.Set(ref, bytes);
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

// Most changes are small beside the room that is left; only others are tried on
// a copy first.
template <class Component, class Message>
absl::Status DocumentState::CheckGrowth(const Component& place,
                                        const Message& message) {
  if (sizes_.HasRoom(sizes_.MeasureUpdate(message))) return absl::OkStatus();
  Component changed = place;
  Apply(changed, message.content);
  return sizes_.Check(sizes_.SizeOf(message.id), sizes_.Measure(changed));
}

template <ComponentKind kind>
absl::Status DocumentState::Change(Id<kind> id,
                                   Document::UpdateFor<kind> update) {
  using Component = Document::ComponentFor<kind>;
  using Message = typename ComponentTraits<Component>::UpdateMessage;
  Component& place = contents<Component>()[id.slot];
  const size_t bytes_before = sizes_.SizeOf(id);
  if (!TouchesReferences(update)) {
    Message message{id, std::move(update)};
    if (absl::Status status = CheckGrowth(place, message); !status.ok()) {
      return status;
    }
    if (in_transaction()) {
      AddUndo([this, id, &place, before = place, bytes_before] {
        place = before;
        sizes_.Set(id, bytes_before);
      });
    }
    BeforeChange<Component>(id, place);
    Apply(place, message.content);
    sizes_.Set(id, sizes_.Measure(place));
    LogUpdate(std::move(message));
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
  const size_t bytes = sizes_.Measure(changed);
  if (absl::Status status = sizes_.Check(bytes_before, bytes); !status.ok()) {
    return status;
  }
  BeforeChange<Component>(id, place);
  std::vector<Reference> former = scratch_;
  AddReferences(references);
  AddUndo([this, id, before = place, bytes_before, references, former] {
    AddReferences(former);
    DropReferences(references, nullptr);
    contents<Component>()[id.slot] = before;
    sizes_.Set(id, bytes_before);
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
  sizes_.Set(id, bytes);
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
    const size_t bytes = sizes_.SizeOf(ref);
    sizes_.Set(ref, 0);
    DropReferences(references, orphans);
    if (!in_transaction()) {
      place = Component();
    } else {
      AddUndo([this, ref, before = std::exchange(place, Component()), bytes,
               references] {
        Component& restored = contents<Component>()[ref.slot];
        restored = before;
        registry_.Revive(ref);
        ++component_count_;
        sizes_.Set(ref, bytes);
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

// -------------------------------------------------------------- instantiations

// Pointers to the member templates of DocumentState for one component. A
// pointer to a function instantiates the function, so that document.cc can link
// to it.
template <class Component, class Update>
struct StateFunctionsOf : StateFunctionsOf<Component, void> {
  static constexpr ComponentKind kKind = ComponentTraits<Component>::kKind;
  decltype(&DocumentState::Change<kKind>) change =
      &DocumentState::Change<kKind>;
};
template <class Component>
struct StateFunctionsOf<Component, void> {
  decltype(&DocumentState::Create<Component>) create =
      &DocumentState::Create<Component>;
};
template <class... Components>
struct StateFunctions
    : StateFunctionsOf<Components,
                       typename ComponentTraits<Components>::Update>... {};

extern const AllComponents<StateFunctions> kStateFunctions;
constinit const AllComponents<StateFunctions> kStateFunctions{};

}  // namespace noodles::state_internal
