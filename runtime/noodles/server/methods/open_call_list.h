// A list of calls that are open, without those that have been answered
// meanwhile.
//
// Answered calls are looked for whenever the list has doubled since the last
// time, so dropping them costs a constant share of adding calls.
//
// Thread-safety: one thread at a time. Ownership: keeps no call.
#ifndef NOODLES_SERVER_METHODS_OPEN_CALL_LIST_H_
#define NOODLES_SERVER_METHODS_OPEN_CALL_LIST_H_

#include <algorithm>
#include <cstddef>
#include <memory>

#include "noodles/server/methods/open_call.h"

namespace noodles::server_internal {

// Pair: its `second` is a std::weak_ptr<OpenCall>.
template <class Pair>
bool IsOpen(const Pair& entry) {
  const std::shared_ptr<OpenCall> call = entry.second.lock();
  return call != nullptr && !call->is_answered();
}

// List: a container of such pairs.
template <class List>
class OpenCallList {
 public:
  OpenCallList() = default;
  OpenCallList(const OpenCallList&) = delete;
  OpenCallList& operator=(const OpenCallList&) = delete;

  const List& entries() const { return entries_; }
  List& entries() { return entries_; }

  // To be called after each addition.
  void DropAnswered() {
    if (entries_.size() < next_drop_) return;
    std::erase_if(entries_, [](const auto& entry) { return !IsOpen(entry); });
    next_drop_ = std::max(kFirstDrop, 2 * entries_.size());
  }

 private:
  static constexpr size_t kFirstDrop = 64;

  List entries_;
  size_t next_drop_ = kFirstDrop;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_OPEN_CALL_LIST_H_
