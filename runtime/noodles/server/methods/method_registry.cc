#include "noodles/server/methods/method_registry.h"

#include <utility>
#include <variant>

namespace noodles::server_internal {

std::optional<ComponentRef> RefOfTarget(const CallTarget& target) {
  if (!target) return std::nullopt;
  return std::visit([](const auto& id) { return ComponentRef(id); },
                    target->target);
}

std::string NameOfTarget(const CallTarget& target) {
  const std::optional<ComponentRef> component = RefOfTarget(target);
  return component ? ToString(*component) : "the document";
}

void MethodRegistry::Set(MethodID method, MethodFunction function) {
  Function shared = std::make_shared<const Entry>(std::move(function));
  const std::lock_guard<std::mutex> lock(mutex_);
  functions_[method].everywhere.swap(shared);
}

void MethodRegistry::SetFor(MethodID method, const CallTarget& target,
                            MethodFunction function) {
  const Target component = RefOfTarget(target);
  Function shared = std::make_shared<const Entry>(std::move(function));
  const std::lock_guard<std::mutex> lock(mutex_);
  Function& place = functions_[method].by_target[component];
  if (place == nullptr && component) {
    methods_of_target_[*component].push_back(method);
  }
  place.swap(shared);
}

MethodRegistry::Function MethodRegistry::Find(MethodID method,
                                              const CallTarget& target) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = functions_.find(method);
  if (found == functions_.end()) return nullptr;
  const Functions& functions = found->second;
  if (functions.by_target.empty()) return functions.everywhere;
  const auto own = functions.by_target.find(RefOfTarget(target));
  return own == functions.by_target.end() ? functions.everywhere : own->second;
}

std::vector<MethodRegistry::Function> MethodRegistry::Forget(
    const std::vector<ComponentRef>& removed) {
  std::vector<Function> released;
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const ComponentRef& ref : removed) {
    if (ref.kind == ComponentKind::kMethod) {
      const auto found = functions_.find(MethodID{ref.slot, ref.gen});
      if (found == functions_.end()) continue;
      released.push_back(std::move(found->second.everywhere));
      for (auto& [target, function] : found->second.by_target) {
        released.push_back(std::move(function));
      }
      functions_.erase(found);
      continue;
    }
    const auto methods = methods_of_target_.find(ref);
    if (methods == methods_of_target_.end()) continue;
    for (const MethodID method : methods->second) {
      const auto found = functions_.find(method);
      if (found == functions_.end()) continue;
      const auto own = found->second.by_target.find(ref);
      if (own == found->second.by_target.end()) continue;
      released.push_back(std::move(own->second));
      found->second.by_target.erase(own);
    }
    methods_of_target_.erase(methods);
  }
  return released;
}

}  // namespace noodles::server_internal
