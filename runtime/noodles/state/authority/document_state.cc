#include "noodles/state/authority/document_state.h"

#include <algorithm>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/state/authority/validation.h"
#include "noodles/state/components/member_patch.h"

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
  names_[static_cast<size_t>(ref.kind)].erase(
      std::pair<std::string_view, uint32_t>(*name, ref.slot));
}

// --------------------------------------------------------------------- changes

absl::Status DocumentState::CheckPlace(const Place& place) const {
  const ComponentRef& ref = place.ref;
  const size_t slots = registry_.slots(ref.kind).size();
  const SlotRegistry::Place found = registry_.Look(ref);
  const bool is_free = place.is_given_again
                           ? registry_.IsVacant(ref)
                           : found == SlotRegistry::Place::kFree;
  if (is_free) {
    if (ref.slot < slots || ref.slot - slots <= options_.max_components) {
      return absl::OkStatus();
    }
    return ResourceExhausted(ToString(ref) + " is further behind the last of " +
                             std::to_string(slots) +
                             " slots than DocumentOptions::max_components");
  }
  if (place.is_given_again) {
    return AlreadyExists(ToString(ref) +
                         " cannot be created: a component is in this slot, or "
                         "no component can have this identifier");
  }
  return InvalidArgument(
      ToString(ref) +
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

EntityID DocumentState::ParentOf(ComponentRef ref) const {
  if (ref.kind != ComponentKind::kEntity) return {};
  const uint32_t parent = tree_.ParentOf(ref.slot);
  if (parent == EntityTree::kNone) return {};
  return {parent, registry_.slots(ComponentKind::kEntity)[parent].gen};
}

template <class Component>
absl::StatusOr<size_t> DocumentState::Encode(const Component& component) {
  if constexpr (!kIsKeptEncoded<Component>) {
    WriteCreate(measuring_.writer(), {0, 0}, component);
    const size_t bytes = measuring_.SizeBetween({}, measuring_.End());
    measuring_.Clear();
    return bytes;
  } else {
    encoding_.Clear();
    WriteCreate(encoding_, {0, 0}, component);
    // A decoder refuses only values that are nested too deeply, each level in a
    // byte or more.
    if (encoding_.size() >= cbor::kDepthCeiling) {
      typename ComponentTraits<Component>::CreateMessage decoded;
      absl::Status status = Decode<Component>(encoding_.view(), decoded);
      if (!status.ok()) return status;
    }
    return encoding_.size();
  }
}

template <class Component>
absl::Status DocumentState::CheckNumbers(const Component& component) const {
  return options_.checks_numbers ? Validate(*this, component)
                                 : absl::OkStatus();
}

template <class Component>
absl::StatusOr<Document::IdOf<Component>> DocumentState::Create(
    Component component, BufferDelivery delivery,
    const std::optional<Place>& wanted) {
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
  if (absl::Status status = CheckNumbers(component); !status.ok()) {
    return status;
  }
  const absl::StatusOr<size_t> bytes = Encode(component);
  if (!bytes.ok()) return bytes.status();
  if (absl::Status status = sizes_.Check(0, *bytes); !status.ok()) {
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
      wanted ? registry_.AllocateAt(wanted->ref)
             : registry_.Allocate(ComponentTraits<Component>::kKind);
  if (ref.slot == kNullSlot) {
    return ResourceExhausted("all slots of this kind are used up");
  }
  bool is_inline = false;
  if constexpr (std::is_same_v<Component, Buffer>) {
    is_inline = *published == nullptr &&
                std::holds_alternative<Bytes>(component.source);
  }
  AddReferences(scratch_);
  IndexName(ref, NameOf(component));
  PutIntoTree(ref, component);
  contents<Component>().EnsureIndex(ref.slot);
  contents<Component>().Put(ref.slot, std::move(component), encoding_.view());
  ++component_count_;
  sizes_.Set(ref, *bytes);
  const Document::IdOf<Component> id{ref.slot, ref.gen};
  if (snapshot_ != nullptr) snapshot_->AfterCreate(ref);
  if (is_inline && recorder_ != nullptr) {
    inline_buffers_.push_back(BufferID{ref.slot, ref.gen});
  }
  // Of the component that had the identifier before, in this transaction.
  PublishedContents::Content former = published_.Take(ref);
  published_.Keep(ref, *std::move(published));
  if (is_listening()) {
    WithCreateMessage<Component>(id, [&](const auto& write, bool is_published) {
      log_.AddCreate(ref, ParentOf(ref), write, is_published);
    });
  }
  AddUndo([this, ref, former = std::move(former)]() mutable {
    std::vector<ComponentRef> orphans;
    RemoveOne(ref, &orphans);
    if (former == nullptr) return;
    published_.Forget(ref);
    published_.Keep(ref, std::move(former));
  });
  return id;
}

template <class Message>
void DocumentState::LogUpdate(const Message& message,
                              const std::optional<StructureChange>& structure) {
  if (!is_listening()) return;
  // Updates merge inside a transaction only.
  if (in_transaction()) {
    log_.AddUpdate(message, structure);
  } else {
    log_.AddMessage(message, structure);
  }
}

template <ComponentKind kind>
absl::Status DocumentState::Update(Id<kind> id,
                                   Document::UpdateFor<kind> update) {
  UpdateMessageFor<kind> message{id, std::move(update)};
  if (TryPatch<kind>(message)) return absl::OkStatus();
  return contents<Document::ComponentFor<kind>>().WithCopy(
      id.slot, [&](Document::ComponentFor<kind>& component) {
        RemoveUnchanged(message.content, component);
        if (IsEmpty(message.content)) return absl::OkStatus();
        return Change<kind>(message, component);
      });
}

template <ComponentKind kind>
absl::Status DocumentState::RepeatUpdate(Id<kind> id,
                                         Document::UpdateFor<kind> update) {
  const UpdateMessageFor<kind> message{id, std::move(update)};
  if (TryPatch<kind>(message)) return absl::OkStatus();
  return contents<Document::ComponentFor<kind>>().WithCopy(
      id.slot, [&](Document::ComponentFor<kind>& component) {
        return Change<kind>(message, component);
      });
}

template <ComponentKind kind>
absl::Status DocumentState::Replace(Id<kind> id,
                                    const Document::ComponentFor<kind>& to) {
  return contents<Document::ComponentFor<kind>>().WithCopy(
      id.slot, [&](Document::ComponentFor<kind>& component) {
        std::vector<std::string_view> not_carried;
        UpdateMessageFor<kind> message{id, Diff(component, to, &not_carried)};
        if (!not_carried.empty()) {
          std::string members;
          for (const std::string_view member : not_carried) {
            members.append(members.empty() ? "" : ", ").append(member);
          }
          return FailedPrecondition("an update cannot change " + members +
                                    " in this way; delete the component and "
                                    "create it anew");
        }
        if (IsEmpty(message.content)) return absl::OkStatus();
        return Change<kind>(message, component);
      });
}

template <ComponentKind kind>
bool DocumentState::TryPatch(const UpdateMessageFor<kind>& message) {
  using Component = Document::ComponentFor<kind>;
  if constexpr (kIsKeptEncoded<Component>) {
    if (TouchesReferences(message.content)) return false;
    encoding_.Clear();
    Write(encoding_, message);
    EncodedComponent& place = contents<Component>().kept(message.id.slot);
    MemberPatch patch;
    if (!patch.Find(place.mutable_bytes(), encoding_.view())) return false;
    BeforeChange<Component>(message.id);
    if (in_transaction()) {
      AddUndo([this, id = message.id, before = place] {
        contents<Component>().Put(id.slot, before);
      });
    }
    patch.Apply();
    if (!is_listening()) return true;
    if (in_transaction()) {
      log_.AddUpdate(message);
    } else {
      log_.AddContent(MessageTraits<UpdateMessageFor<kind>>::kNumber,
                      encoding_.view());
    }
    return true;
  }
  return false;
}

template <ComponentKind kind>
absl::Status DocumentState::Change(const UpdateMessageFor<kind>& message,
                                   Document::ComponentFor<kind>& component) {
  return TouchesReferences(message.content)
             ? ChangeReferences<kind>(message, component)
             : ChangeValues<kind>(message, component);
}

template <ComponentKind kind>
absl::Status DocumentState::ChangeValues(
    const UpdateMessageFor<kind>& message,
    Document::ComponentFor<kind>& component) {
  using Component = Document::ComponentFor<kind>;
  const Id<kind> id = message.id;
  Apply(component, message.content);
  const absl::StatusOr<size_t> bytes = Encode(component);
  if (!bytes.ok()) return bytes.status();
  const size_t bytes_before = sizes_.SizeOf(id);
  if (absl::Status status = sizes_.Check(bytes_before, *bytes); !status.ok()) {
    return status;
  }
  auto& table = contents<Component>();
  BeforeChange<Component>(id);
  if (in_transaction()) {
    AddUndo([this, id, before = table.kept(id.slot), bytes_before] {
      contents<Component>().Put(id.slot, before);
      sizes_.Set(id, bytes_before);
    });
  }
  table.Put(id.slot, std::move(component), encoding_.view());
  sizes_.Set(id, *bytes);
  LogUpdate(message);
  return absl::OkStatus();
}

template <ComponentKind kind>
absl::Status DocumentState::ChangeReferences(
    const UpdateMessageFor<kind>& message,
    Document::ComponentFor<kind>& component) {
  using Component = Document::ComponentFor<kind>;
  const Id<kind> id = message.id;
  const size_t bytes_before = sizes_.SizeOf(id);
  std::vector<Reference> former;
  AppendReferences(component, former);
  Apply(component, message.content);
  std::vector<Reference> references;
  AppendReferences(component, references);
  if (absl::Status status = CheckAddedReferences(former, references);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckTree(id, component); !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckNumbers(component); !status.ok()) {
    return status;
  }
  const absl::StatusOr<size_t> bytes = Encode(component);
  if (!bytes.ok()) return bytes.status();
  if (absl::Status status = sizes_.Check(bytes_before, *bytes); !status.ok()) {
    return status;
  }

  BeforeChange<Component>(id);
  AddReferences(references);
  std::vector<ComponentRef> orphans;
  DropReferences(former, &orphans);
  const std::optional<StructureChange> move = MoveBy(message);
  auto& table = contents<Component>();
  if (in_transaction()) {
    AddUndo([this, id, before = table.kept(id.slot), bytes_before,
             references = std::move(references), former = std::move(former)] {
      AddReferences(former);
      DropReferences(references, nullptr);
      auto& restored = contents<Component>();
      restored.Put(id.slot, before);
      sizes_.Set(id, bytes_before);
      restored.With(
          id.slot, [&](const Component& earlier) { PutIntoTree(id, earlier); });
    });
  }
  PutIntoTree(id, component);
  table.Put(id.slot, std::move(component), encoding_.view());
  sizes_.Set(id, *bytes);
  LogUpdate(message, move);
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

template <class Message>
std::optional<StructureChange> DocumentState::MoveBy(
    const Message& message) const {
  if constexpr (std::is_same_v<Message, MsgEntityUpdate>) {
    if (message.content.parent) {
      return StructureChange{StructureChange::What::kMoved, message.id,
                             ParentOf(message.id)};
    }
  }
  return std::nullopt;
}

void DocumentState::RemoveOne(ComponentRef ref,
                              std::vector<ComponentRef>* orphans) {
  Visit(ref, [&]<class Component>(const Component& component) {
    using Message = typename ComponentTraits<Component>::DeleteMessage;
    const Document::IdOf<Component> id{ref.slot, ref.gen};
    BeforeChange<Component>(id);
    if (is_listening()) {
      log_.AddMessage(
          Message{id},
          StructureChange{StructureChange::What::kDeleted, ref, ParentOf(ref)});
    }
    UnindexName(ref, NameOf(component));
    if constexpr (std::is_same_v<Component, Entity>) {
      tree_.SetParent(ref.slot, EntityTree::kNone);
    }
    std::vector<Reference> references;
    AppendReferences(component, references);
    registry_.Retire(ref);
    --component_count_;
    const size_t bytes = sizes_.SizeOf(ref);
    sizes_.Set(ref, 0);
    DropReferences(references, orphans);
    // `component` may lie in the table, and is not used from here on.
    auto before = contents<Component>().Take(ref.slot);
    if (in_transaction()) {
      AddUndo([this, ref, before = std::move(before), bytes, references] {
        auto& table = contents<Component>();
        table.Put(ref.slot, before);
        registry_.Revive(ref);
        ++component_count_;
        sizes_.Set(ref, bytes);
        AddReferences(references);
        table.With(ref.slot, [&](const Component& restored) {
          IndexName(ref, NameOf(restored));
          PutIntoTree(ref, restored);
        });
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
  decltype(&DocumentState::Update<kKind>) update =
      &DocumentState::Update<kKind>;
  decltype(&DocumentState::RepeatUpdate<kKind>) repeat_update =
      &DocumentState::RepeatUpdate<kKind>;
  decltype(&DocumentState::Replace<kKind>) replace =
      &DocumentState::Replace<kKind>;
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
