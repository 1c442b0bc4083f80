#include "noodles/server/methods/unanswered_calls.h"

#include <algorithm>

namespace noodles::server_internal {

void UnansweredCalls::Add(const std::shared_ptr<OpenCall>& call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (calls_.size() >= next_drop_) DropAnswered();
  calls_.emplace(call->method(), call);
  if (const auto target = RefOfTarget(call->target())) {
    calls_.emplace(*target, call);
  }
}

void UnansweredCalls::DropAnswered() {
  std::erase_if(calls_, [](const auto& entry) {
    const std::shared_ptr<OpenCall> call = entry.second.lock();
    return call == nullptr || call->is_answered();
  });
  next_drop_ = std::max(next_drop_, 2 * calls_.size());
}

void UnansweredCalls::End(const std::vector<ComponentRef>& removed) {
  std::vector<std::pair<ComponentRef, std::shared_ptr<OpenCall>>> ended;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (calls_.empty()) return;
    for (const ComponentRef& ref : removed) {
      const auto [begin, end] = calls_.equal_range(ref);
      for (auto next = begin; next != end; ++next) {
        if (auto call = next->second.lock()) {
          ended.emplace_back(ref, std::move(call));
        }
      }
      calls_.erase(begin, end);
    }
  }
  for (const auto& [ref, call] : ended) call->Reply(GoneError(ref));
}

}  // namespace noodles::server_internal
