// Calls whose methods have returned and whose answers come later. A call is
// answered with an error when its method or its target is deleted.
//
// Thread-safety: every function may be called from any thread.
// Ownership: keeps no call.
#ifndef NOODLES_SERVER_METHODS_UNANSWERED_CALLS_H_
#define NOODLES_SERVER_METHODS_UNANSWERED_CALLS_H_

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "noodles/protocol/traits.h"
#include "noodles/server/methods/open_call.h"
#include "noodles/server/methods/open_call_list.h"

namespace noodles::server_internal {

class UnansweredCalls {
 public:
  UnansweredCalls() = default;
  UnansweredCalls(const UnansweredCalls&) = delete;
  UnansweredCalls& operator=(const UnansweredCalls&) = delete;

  void Add(const std::shared_ptr<OpenCall>& call);

  // Answers the calls whose method or target is among `removed`.
  void End(const std::vector<ComponentRef>& removed);

 private:
  // By method and by target.
  using ByComponent = std::multimap<ComponentRef, std::weak_ptr<OpenCall>>;

  std::mutex mutex_;
  OpenCallList<ByComponent> calls_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_UNANSWERED_CALLS_H_
