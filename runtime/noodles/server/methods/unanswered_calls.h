// Calls whose answer comes later: they are answered with an error when their
// method or their target is deleted.
//
// Thread-safety: every function may be called from any thread.
// Ownership: keeps no call.
#ifndef NOODLES_SERVER_METHODS_UNANSWERED_CALLS_H_
#define NOODLES_SERVER_METHODS_UNANSWERED_CALLS_H_

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "noodles/protocol/traits.h"
#include "noodles/server/methods/open_call.h"

namespace noodles::server_internal {

class UnansweredCalls {
 public:
  UnansweredCalls() = default;
  UnansweredCalls(const UnansweredCalls&) = delete;
  UnansweredCalls& operator=(const UnansweredCalls&) = delete;

  void Add(const std::shared_ptr<OpenCall>& call);

  // Answers those that these belong to.
  void End(const std::vector<ComponentRef>& removed);

 private:
  void DropAnswered();

  std::mutex mutex_;
  // By method and by target.
  std::multimap<ComponentRef, std::weak_ptr<OpenCall>> calls_;
  // When to look for answered ones: they cost a constant share of the adding.
  size_t next_drop_ = 64;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_UNANSWERED_CALLS_H_
