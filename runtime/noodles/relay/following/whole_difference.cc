#include "noodles/relay/following/whole_difference.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "noodles/base/status.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/for_each_component.h"
#include "noodles/protocol/messages.h"

namespace noodles::relay_internal {
namespace {

// The component as a document keeps it: members that have a default are there.
template <class Component>
Component AsKept(const Component& component) {
  typename ComponentTraits<Component>::CreateMessage message;
  cbor::Writer writer;
  WriteCreate(writer, {0, 0}, component);
  const Bytes bytes = writer.Take();
  cbor::Reader reader(bytes);
  return Read(reader, message) ? std::move(message.content) : component;
}

enum class Step : uint8_t { kNothing, kUpdate, kCreateAnew };

template <class Component>
Step StepBetween(const Component& present, const Component& wanted) {
  if (present == wanted) return Step::kNothing;
  if constexpr (std::is_same_v<Component, Buffer>) return Step::kCreateAnew;
  const Component kept = AsKept(wanted);
  if (present == kept) return Step::kNothing;
  if constexpr (std::is_void_v<typename ComponentTraits<Component>::Update>) {
    return Step::kCreateAnew;
  } else {
    std::vector<std::string_view> not_carried;
    static_cast<void>(Diff(present, kept, &not_carried));
    return not_carried.empty() ? Step::kUpdate : Step::kCreateAnew;
  }
}

}  // namespace

void WholeDifference::Make(const std::set<ComponentRef>& refs) {
  Sort(refs);
  if (!in_the_way_.empty()) {
    AddReferrers();
    DeleteInTheWay();
  }
  CreateAll();
  UpdateAll();
  RemoveAll();
}

// ------------------------------------------------------------------- comparing

void WholeDifference::Sort(const std::set<ComponentRef>& refs) {
  for (const ComponentRef& ref : refs) {
    const bool is_present = document_.Contains(ref);
    if (!is_present) doomed_.erase(ref);
    if (!wanted_.Has(ref)) {
      held_back_.Remove(ref);
      wanted_.Forget(ref);
      if (is_present) removed_.insert(ref);
    } else if (!is_present) {
      created_.insert(ref);
      if (const auto former = InSlotOf(ref)) in_the_way_.insert(*former);
    } else {
      WithComponent(ref.kind, [&]<class Component>() { Sort<Component>(ref); });
    }
  }
}

template <class Component>
void WholeDifference::Sort(ComponentRef ref) {
  const Document::IdOf<Component> id{ref.slot, ref.gen};
  const auto present = document_.Get(id);
  const std::shared_ptr<const Component> wanted = wanted_.Find(id);
  if (!present.ok()) return;
  if (wanted == nullptr) return held_back_.AddFetching(ref);
  const Step step = doomed_.contains(ref) ? Step::kCreateAnew
                                          : StepBetween(*present, *wanted);
  if (step == Step::kNothing) held_back_.Remove(ref);
  if (step == Step::kUpdate) updated_.insert(ref);
  if (step != Step::kCreateAnew) return;
  in_the_way_.insert(ref);
  created_.insert(ref);
}

std::optional<ComponentRef> WholeDifference::InSlotOf(ComponentRef ref) {
  if (slots_.empty()) {
    ForEachComponent([&]<class Component>() {
      for (const auto& id : document_.List<Component>()) {
        slots_[{ComponentTraits<Component>::kKind, id.slot}] = id.gen;
      }
    });
  }
  const auto found = slots_.find({ref.kind, ref.slot});
  if (found == slots_.end()) return std::nullopt;
  return ComponentRef(ref.kind, ref.slot, found->second);
}

void WholeDifference::AddReferrers() {
  std::multimap<ComponentRef, ComponentRef> referrers;
  std::vector<Reference> references;
  ForEachComponent([&]<class Component>() {
    document_.ForEach<Component>(
        [&](Document::IdOf<Component> id, const Component& component) {
          references.clear();
          AppendReferences(component, references);
          for (const Reference& reference : references) {
            referrers.emplace(reference.target, id);
          }
        });
  });
  std::vector<ComponentRef> pending(in_the_way_.begin(), in_the_way_.end());
  while (!pending.empty()) {
    const ComponentRef next = pending.back();
    pending.pop_back();
    const auto [begin, end] = referrers.equal_range(next);
    for (auto at = begin; at != end; ++at) {
      if (in_the_way_.insert(at->second).second) pending.push_back(at->second);
    }
  }
  for (const ComponentRef& ref : in_the_way_) {
    updated_.erase(ref);
    removed_.erase(ref);
    if (wanted_.Has(ref)) created_.insert(ref);
  }
}

// ---------------------------------------------------------------------- making

// Components stay while the lists of the document name them.
void WholeDifference::LeaveOutOfLists(const std::set<ComponentRef>& refs) {
  const auto without = [&refs](auto list) {
    std::erase_if(list, [&refs](const auto& id) { return refs.contains(id); });
    return list;
  };
  document_.SetMethods(without(document_.methods())).IgnoreError();
  document_.SetSignals(without(document_.signals())).IgnoreError();
}

void WholeDifference::DeleteInTheWay() {
  LeaveOutOfLists(in_the_way_);
  for (const ComponentRef& ref : in_the_way_) {
    // One that was deleted before may have gone with its last referrer.
    document_.Delete(ref).IgnoreError();
    doomed_.erase(ref);
  }
}

void WholeDifference::CreateAll() {
  for (const ComponentKind kind : kKindsInReferenceOrder) {
    if (kind == ComponentKind::kEntity) {
      CreateEntities();
      continue;
    }
    WithComponent(kind, [&]<class Component>() {
      for (const ComponentRef& ref : created_) {
        if (ref.kind == kind) CreateOne<Component>(ref);
      }
    });
  }
}

// Each entity behind its parent.
void WholeDifference::CreateEntities() {
  std::set<ComponentRef> pending;
  for (const ComponentRef& ref : created_) {
    if (ref.kind == ComponentKind::kEntity) pending.insert(ref);
  }
  std::vector<ComponentRef> chain;
  while (!pending.empty()) {
    chain.assign(1, *pending.begin());
    pending.erase(pending.begin());
    for (;;) {
      const ComponentRef last = chain.back();
      const auto entity = wanted_.Find(EntityID{last.slot, last.gen});
      if (entity == nullptr || !entity->parent) break;
      const auto parent = pending.find(*entity->parent);
      if (parent == pending.end()) break;
      chain.push_back(*parent);
      pending.erase(parent);
    }
    for (; !chain.empty(); chain.pop_back()) CreateOne<Entity>(chain.back());
  }
}

template <class Component>
void WholeDifference::CreateOne(ComponentRef ref) {
  const Document::IdOf<Component> id{ref.slot, ref.gen};
  const std::shared_ptr<const Component> wanted = wanted_.Find(id);
  if (wanted == nullptr) return held_back_.AddFetching(ref);
  Note(ref, document_.CreateAt(id, *wanted));
}

// An update may have to wait for another one, as where a parent and its child
// change places.
void WholeDifference::UpdateAll() {
  bool has_progress = true;
  while (has_progress && !updated_.empty()) {
    has_progress = false;
    for (auto next = updated_.begin(); next != updated_.end();) {
      const ComponentRef ref = *next;
      absl::Status status;
      WithComponent(ref.kind, [&]<class Component>() {
        if constexpr (!std::is_void_v<
                          typename ComponentTraits<Component>::Update>) {
          const Document::IdOf<Component> id{ref.slot, ref.gen};
          status = document_.Replace(id, AsKept(*wanted_.Find(id)));
        }
      });
      Note(ref, status);
      has_progress = has_progress || status.ok();
      next = status.ok() ? updated_.erase(next) : std::next(next);
    }
  }
}

void WholeDifference::RemoveAll() {
  LeaveOutOfLists(removed_);
  for (const ComponentRef& ref : removed_) {
    document_.Delete(ref).IgnoreError();
  }
  for (const ComponentRef& ref : removed_) {
    if (document_.Contains(ref)) {
      doomed_.insert(ref);
      held_back_.Add(ref, "others refer to the component, which was deleted");
    } else {
      doomed_.erase(ref);
      held_back_.Remove(ref);
    }
  }
}

void WholeDifference::Note(ComponentRef ref, const absl::Status& status) {
  if (status.ok()) {
    held_back_.Remove(ref);
  } else {
    held_back_.Add(ref, std::string(StatusMessage(status)));
  }
}

}  // namespace noodles::relay_internal
