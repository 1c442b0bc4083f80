#include "noodles/state/authority/document_state.h"

#include <algorithm>
#include <string>

#include "noodles/base/status.h"
#include "noodles/state/authority/validation.h"

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

// --------------------------------------------------------------------- changes

absl::Status DocumentState::CheckPlace(ComponentRef place) const {
  const SlotRegistry::Place found = registry_.Look(place);
  if (found == SlotRegistry::Place::kFree) {
    const size_t slots = registry_.slots(place.kind).size();
    if (place.slot < slots || place.slot - slots <= options_.max_components) {
      return absl::OkStatus();
    }
    return ResourceExhausted(
        ToString(place) + " is further behind the last of " +
        std::to_string(slots) + " slots than DocumentOptions::max_components");
  }
  return InvalidArgument(
      ToString(place) +
      (found == SlotRegistry::Place::kTaken
           ? " cannot be created: a component is in this slot"
           : " cannot be created: this generation of the slot, or a later "
             "one, has been given already"));
}

void DocumentState::Doom(ComponentRef ref) {
  SlotState* slot = registry_.Find(ref);
  if (slot->is_doomed) return;
  slot->is_doomed = true;
  if (recorder_ != nullptr) doomed_.push_back(ref);
  AddUndo([this, ref] { registry_.Find(ref)->is_doomed = false; });
}

template <class Component>
absl::StatusOr<Document::IdOf<Component>> DocumentState::Create(
    Component component, BufferDelivery delivery,
    const std::optional<ComponentRef>& wanted) {
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
  if (wanted) {
    if (absl::Status status = CheckPlace(*wanted); !status.ok()) return status;
  }
  absl::StatusOr<PublishedContents::Content> published =
      published_.Publish(component, delivery);
  if (!published.ok()) {
    if (!wanted) return published.status();
    published = PublishedContents::Content();
  }
  const ComponentRef ref =
      wanted ? registry_.AllocateAt(*wanted)
             : registry_.Allocate(ComponentTraits<Component>::kKind);
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
  PutIntoTree(ref, place);
  const Document::IdOf<Component> id{ref.slot, ref.gen};
  if (snapshot_ != nullptr) snapshot_->AfterCreate(ref);
  if constexpr (std::is_same_v<Component, Buffer>) {
    const bool is_inline =
        *published == nullptr && std::holds_alternative<Bytes>(place.source);
    if (recorder_ != nullptr && is_inline) inline_buffers_.push_back(id);
  }
  published_.Keep(ref, *std::move(published));
  if (is_listening()) {
    published_.WithShown(ref, place,
                         [&](const Component& shown, bool is_published) {
                           log_.AddCreate<Component>(id, shown, is_published);
                         });
  }
  AddUndo([this, ref] {
    std::vector<ComponentRef> orphans;
    RemoveOne(ref, &orphans);
  });
  return id;
}

template <class Message>
void DocumentState::LogUpdate(Message message,
                              const std::optional<StructureChange>& structure) {
  if (!is_listening()) return;
  // Updates merge inside a transaction only.
  if (in_transaction()) {
    log_.AddUpdate(std::move(message), structure);
  } else {
    log_.AddMessage(message, structure);
  }
}

template <ComponentKind kind>
absl::Status DocumentState::Change(Id<kind> id,
                                   Document::UpdateFor<kind> update) {
  UpdateMessageFor<kind> message{id, std::move(update)};
  if (TouchesReferences(message.content)) {
    return ChangeReferences<kind>(std::move(message));
  }
  return in_transaction() ? ChangeValuesUndoably<kind>(std::move(message))
                          : ChangeValues<kind>(message);
}

template <ComponentKind kind>
absl::Status DocumentState::ChangeValues(
    const UpdateMessageFor<kind>& message) {
  using Component = Document::ComponentFor<kind>;
  Component& place = contents<Component>()[message.id.slot];
  // An update adds at most its own bytes, and most updates are small beside the
  // room that is left; only others are tried on a copy.
  const size_t mark = log_.Mark();
  const size_t added =
      is_listening() ? log_.AddMessage(message) : sizes_.Measure(message);
  if (!sizes_.HasRoom(added)) {
    Component changed = place;
    Apply(changed, message.content);
    absl::Status status =
        sizes_.Check(sizes_.SizeOf(message.id), sizes_.Measure(changed));
    if (!status.ok()) {
      log_.TruncateTo(mark);
      return status;
    }
  }
  BeforeChange<Component>(message.id, place);
  Apply(place, message.content);
  sizes_.Set(message.id, sizes_.Measure(place));
  return absl::OkStatus();
}

template <ComponentKind kind>
absl::Status DocumentState::ChangeValuesUndoably(
    UpdateMessageFor<kind> message) {
  using Component = Document::ComponentFor<kind>;
  const Id<kind> id = message.id;
  Component& place = contents<Component>()[id.slot];
  Component before = place;
  const size_t bytes_before = sizes_.SizeOf(id);
  BeforeChange<Component>(id, place);
  Apply(place, message.content);
  const size_t bytes = sizes_.Measure(place);
  if (absl::Status status = sizes_.Check(bytes_before, bytes); !status.ok()) {
    place = before;
    return status;
  }
  sizes_.Set(id, bytes);
  AddUndo([this, id, &place, before = std::move(before), bytes_before] {
    place = before;
    sizes_.Set(id, bytes_before);
  });
  LogUpdate(std::move(message));
  return absl::OkStatus();
}

template <ComponentKind kind>
absl::Status DocumentState::ChangeReferences(UpdateMessageFor<kind> message) {
  using Component = Document::ComponentFor<kind>;
  const Id<kind> id = message.id;
  Component& place = contents<Component>()[id.slot];
  const size_t bytes_before = sizes_.SizeOf(id);
  Component changed = place;
  Apply(changed, message.content);
  std::vector<Reference> former;
  AppendReferences(place, former);
  std::vector<Reference> references;
  AppendReferences(changed, references);
  if (absl::Status status = CheckAddedReferences(former, references);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckTree(id, changed); !status.ok()) {
    return status;
  }
  if (absl::Status status = Validate(*this, changed); !status.ok()) {
    return status;
  }
  const size_t bytes = sizes_.Measure(changed);
  if (absl::Status status = sizes_.Check(bytes_before, bytes); !status.ok()) {
    return status;
  }

  BeforeChange<Component>(id, place);
  AddReferences(references);
  std::vector<ComponentRef> orphans;
  DropReferences(former, &orphans);
  const std::optional<StructureChange> move = MoveBy(message, place);
  if (in_transaction()) {
    AddUndo([this, id, before = place, bytes_before,
             references = std::move(references), former = std::move(former)] {
      AddReferences(former);
      DropReferences(references, nullptr);
      Component& restored = contents<Component>()[id.slot];
      restored = before;
      sizes_.Set(id, bytes_before);
      PutIntoTree(id, restored);
    });
  }
  // Not moved from `changed`: the name must stay where `names_` points.
  Apply(place, message.content);
  sizes_.Set(id, bytes);
  PutIntoTree(id, place);
  LogUpdate(std::move(message), move);
  RemoveDoomed(orphans);
  return absl::OkStatus();
}

absl::Status DocumentState::CheckAddedReferences(
    const std::vector<Reference>& former,
    const std::vector<Reference>& references) {
  scratch_.clear();
  for (const Reference& reference : references) {
    if (std::find(former.begin(), former.end(), reference) == former.end()) {
      scratch_.push_back(reference);
    }
  }
  return CheckReferences(scratch_);
}

template <class Component>
absl::Status DocumentState::CheckTree(ComponentRef ref,
                                      const Component& component) const {
  if constexpr (std::is_same_v<Component, Entity>) {
    if (component.parent &&
        tree_.IsAtOrAbove(ref.slot, component.parent->slot)) {
      return InvalidArgument(
          "parent: the entity would be above itself in the tree");
    }
  }
  return absl::OkStatus();
}

template <class Component>
void DocumentState::PutIntoTree(ComponentRef ref, const Component& component) {
  if constexpr (std::is_same_v<Component, Entity>) {
    tree_.SetParent(ref.slot, component.parent ? component.parent->slot
                                               : EntityTree::kNone);
  }
}

template <class Message, class Component>
std::optional<StructureChange> DocumentState::MoveBy(const Message& message,
                                                     const Component& place) {
  if constexpr (std::is_same_v<Component, Entity>) {
    if (message.content.parent) {
      return StructureChange{StructureChange::What::kMoved, message.id,
                             place.parent.value_or(EntityID{})};
    }
  }
  return std::nullopt;
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
        PutIntoTree(ref, restored);
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

void DocumentState::RemoveDoomed(const std::vector<ComponentRef>& orphans) {
  for (const ComponentRef& orphan : orphans) {
    const SlotState* state = registry_.Find(orphan);
    if (state != nullptr && state->is_doomed) Remove(orphan, false);
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
