#include "noodles/server/methods/unanswered_calls.h"

#include <utility>

namespace noodles::server_internal {

void UnansweredCalls::Add(const std::shared_ptr<OpenCall>& call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  calls_.entries().emplace(call->method(), call);
  if (const auto target = RefOfTarget(call->target())) {
    calls_.entries().emplace(*target, call);
  }
  calls_.DropAnswered();
}

void UnansweredCalls::End(const std::vector<ComponentRef>& removed) {
  std::vector<std::pair<ComponentRef, std::shared_ptr<OpenCall>>> ended;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ByComponent& calls = calls_.entries();
    if (calls.empty()) return;
    for (const ComponentRef& ref : removed) {
      const auto [begin, end] = calls.equal_range(ref);
      for (auto next = begin; next != end; ++next) {
        if (auto call = next->second.lock()) {
          ended.emplace_back(ref, std::move(call));
        }
      }
      calls.erase(begin, end);
    }
  }
  for (const auto& [ref, call] : ended) call->Reply(GoneError(ref));
}

}  // namespace noodles::server_internal
