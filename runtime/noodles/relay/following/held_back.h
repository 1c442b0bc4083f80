// The components of the origin that the relay's document does not have as the
// origin has them, with the reasons.
//
// Thread-safety: one thread at a time; size() from any thread.
#ifndef NOODLES_RELAY_FOLLOWING_HELD_BACK_H_
#define NOODLES_RELAY_FOLLOWING_HELD_BACK_H_

#include <atomic>
#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "noodles/protocol/traits.h"

namespace noodles::relay_internal {

class HeldBack {
 public:
  HeldBack() = default;
  HeldBack(const HeldBack&) = delete;
  HeldBack& operator=(const HeldBack&) = delete;

  void Add(ComponentRef ref, std::string reason);
  // The same for one that waits for a content: until none does, Tell is silent.
  void AddFetching(ComponentRef ref);
  void Remove(ComponentRef ref);
  void Clear();

  bool empty() const { return reasons_.empty(); }
  bool Contains(ComponentRef ref) const { return reasons_.contains(ref); }
  std::set<ComponentRef> refs() const;

  // Logs those that have come since the last call and are still there.
  void Tell();

  size_t size() const { return size_; }

 private:
  struct Reason {
    std::string text;
    bool is_told = false;
    bool is_fetching = false;
  };

  std::map<ComponentRef, Reason> reasons_;
  std::atomic<size_t> size_ = 0;
};

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_FOLLOWING_HELD_BACK_H_
