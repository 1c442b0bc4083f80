#include "noodles/relay/following/document_follower.h"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/protocol/for_each_component.h"
#include "noodles/protocol/messages.h"
#include "noodles/relay/following/whole_difference.h"

namespace noodles::relay_internal {

void DocumentFollower::OnChange(const MirrorChange& change) {
  if (change.type == ChangeType::kRemoved) return Remove(change.ref);
  WithComponent(change.ref.kind, [&]<class Component>() {
    if (change.type == ChangeType::kCreated) {
      Create<Component>(change.ref);
    } else {
      Update<Component>(change);
    }
  });
}

template <class Component>
void DocumentFollower::Create(ComponentRef ref) {
  const Document::IdOf<Component> id{ref.slot, ref.gen};
  if (!wanted_.Has(ref)) return;
  is_unsettled_ = true;
  const std::shared_ptr<const Component> wanted = wanted_.Find(id);
  if (wanted == nullptr) return held_back_.AddFetching(ref);
  const absl::Status status = document_.CreateAt(id, *wanted);
  if (status.ok()) {
    held_back_.Remove(ref);
    doomed_.erase(ref);
  } else {
    held_back_.Add(ref, std::string(StatusMessage(status)));
  }
}

template <class Component>
void DocumentFollower::Update(const MirrorChange& change) {
  const ComponentRef ref = change.ref;
  if (held_back_.Contains(ref)) {
    is_unsettled_ = true;
    return;
  }
  absl::Status status;
  if constexpr (std::is_void_v<typename ComponentTraits<Component>::Update>) {
    status = FailedPrecondition("no update message expresses the change");
  } else {
    std::vector<std::string_view> not_carried;
    auto update = Diff(change.Before<Component>(), change.After<Component>(),
                       &not_carried);
    if (!not_carried.empty()) {
      status = FailedPrecondition("no update message expresses the change");
    } else if (IsEmpty(update)) {
      return;
    } else {
      is_unsettled_ = is_unsettled_ || TouchesReferences(update);
      status = document_.Update(Document::IdOf<Component>{ref.slot, ref.gen},
                                std::move(update));
    }
  }
  if (status.ok()) return;
  is_unsettled_ = true;
  held_back_.Add(ref, std::string(StatusMessage(status)));
}

void DocumentFollower::Remove(ComponentRef ref) {
  wanted_.Forget(ref);
  is_unsettled_ = true;
  held_back_.Remove(ref);
  // A component that was held back is not there.
  document_.Delete(ref).IgnoreError();
  if (!document_.Contains(ref)) return;
  doomed_.insert(ref);
  held_back_.Add(ref, "others refer to the component, which was deleted");
}

void DocumentFollower::OnReset() {
  document_.Reset();
  held_back_.Clear();
  doomed_.clear();
}

void DocumentFollower::Settle() {
  if (!std::exchange(is_unsettled_, false)) return;
  if (!held_back_.empty()) MakeEqual(held_back_.refs());
  SetLists();
}

void DocumentFollower::MakeEqual() {
  is_unsettled_ = false;
  std::set<ComponentRef> refs;
  ForEachComponent([&]<class Component>() {
    for (const auto& id : document_.List<Component>()) refs.insert(id);
    for (const auto& [ref, component] :
         wanted_.mirror().AllOf(ComponentTraits<Component>::kKind)) {
      refs.insert(ref);
    }
  });
  held_back_.Clear();
  MakeEqual(refs);
  SetLists();
}

void DocumentFollower::MakeEqual(const std::set<ComponentRef>& refs) {
  WholeDifference(wanted_, document_, held_back_, doomed_).Make(refs);
  held_back_.Tell();
}

// Methods and signals that are held back are left out until they are there.
void DocumentFollower::SetLists() {
  const auto present = [this](auto list) {
    std::erase_if(list, [this](const auto& id) {
      return !document_.Contains(id) || doomed_.contains(id);
    });
    return list;
  };
  document_.SetMethods(present(wanted_.mirror().methods())).IgnoreError();
  document_.SetSignals(present(wanted_.mirror().signals())).IgnoreError();
}

}  // namespace noodles::relay_internal
