#include "noodles/client/mirroring/delegates.h"

#include <utility>
#include <variant>

namespace noodles::client_internal {

void Delegates::SetFactory(ComponentKind kind, std::string_view name,
                           DelegateFactory factory) {
  const std::lock_guard lock(mutex_);
  factories_[kind][std::string(name)] = std::move(factory);
}

const DelegateFactory* Delegates::FindFactoryLocked(
    ComponentKind kind, const void* component) const {
  const auto of_kind = factories_.find(kind);
  if (of_kind == factories_.end()) return nullptr;
  const Factories& by_name = of_kind->second;
  const std::string_view name = by_name.begin()->second.name_of(component);
  auto found = by_name.find(name);
  if (found == by_name.end()) found = by_name.find("");
  return found == by_name.end() ? nullptr : &found->second;
}

void Delegates::Attach(ComponentRef ref, std::shared_ptr<Delegate> delegate) {
  const std::lock_guard lock(mutex_);
  if (delegate) {
    delegates_[ref] = std::move(delegate);
  } else {
    delegates_.erase(ref);
  }
}

std::shared_ptr<Delegate> Delegates::Find(ComponentRef ref) const {
  const std::lock_guard lock(mutex_);
  const auto found = delegates_.find(ref);
  return found == delegates_.end() ? nullptr : found->second;
}

void Delegates::Make(ComponentRef ref, const void* component) {
  DelegateFactory factory;
  {
    const std::lock_guard lock(mutex_);
    const DelegateFactory* found = FindFactoryLocked(ref.kind, component);
    if (found == nullptr || delegates_.contains(ref)) return;
    factory = *found;
  }
  if (std::shared_ptr<Delegate> made = factory.make(ref, component)) {
    Attach(ref, std::move(made));
  }
}

void Delegates::OnChange(const MirrorChange& change) {
  if (change.type == ChangeType::kCreated) {
    Make(change.ref, change.after.get());
    return;
  }
  const std::shared_ptr<Delegate> delegate = Find(change.ref);
  if (!delegate) return;
  if (change.type == ChangeType::kUpdated) {
    delegate->OnUpdated(change);
  } else {
    Attach(change.ref, nullptr);
    delegate->OnRemoved();
  }
}

void Delegates::OnReset() {
  std::map<ComponentRef, std::shared_ptr<Delegate>> all;
  {
    const std::lock_guard lock(mutex_);
    all.swap(delegates_);
  }
  for (const auto& [ref, delegate] : all) delegate->OnRemoved();
}

void Delegates::OnSignal(const SignalEvent& event) const {
  if (!event.target) return;
  const ComponentRef ref = std::visit(
      [](const auto& id) { return ComponentRef(id); }, event.target->target);
  if (const std::shared_ptr<Delegate> delegate = Find(ref)) {
    delegate->OnSignal(event);
  }
}

}  // namespace noodles::client_internal
