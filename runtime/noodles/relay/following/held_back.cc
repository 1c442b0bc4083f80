#include "noodles/relay/following/held_back.h"

#include <utility>

#include "noodles/base/logging.h"

namespace noodles::relay_internal {

void HeldBack::Add(ComponentRef ref, std::string reason) {
  Reason& kept = reasons_[ref];
  kept.text = std::move(reason);
  kept.is_fetching = false;
  size_ = reasons_.size();
}

void HeldBack::AddFetching(ComponentRef ref) {
  Reason& kept = reasons_[ref];
  kept.text = "its content is being fetched";
  kept.is_fetching = true;
  size_ = reasons_.size();
}

void HeldBack::Remove(ComponentRef ref) {
  if (reasons_.erase(ref) != 0) size_ = reasons_.size();
}

void HeldBack::Clear() {
  reasons_.clear();
  size_ = 0;
}

std::set<ComponentRef> HeldBack::refs() const {
  std::set<ComponentRef> refs;
  for (const auto& [ref, reason] : reasons_) refs.insert(ref);
  return refs;
}

void HeldBack::Tell() {
  for (const auto& [ref, reason] : reasons_) {
    if (reason.is_fetching) return;
  }
  for (auto& [ref, reason] : reasons_) {
    if (std::exchange(reason.is_told, true)) continue;
    LogForPeer("origin", LogSeverity::kWarning, "relay",
               "a component of the origin is held back",
               {{"component", ToString(ref)}, {"reason", reason.text}});
  }
}

}  // namespace noodles::relay_internal
