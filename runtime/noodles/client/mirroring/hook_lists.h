// The hooks of one client: a list for each kind of event.
//
// Thread-safety: every function may be called from any thread. A function that
// is removed while its list is being called may still be called once.
// Ownership: the lists own their functions; the client and the pending
// operations of its event loop share the lists.
#ifndef NOODLES_CLIENT_MIRRORING_HOOK_LISTS_H_
#define NOODLES_CLIENT_MIRRORING_HOOK_LISTS_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"
#include "noodles/client/client_hooks.h"
#include "noodles/client/connection_state.h"
#include "noodles/client/delegate.h"
#include "noodles/state/mirror.h"

namespace noodles::client_internal {

template <class... Arguments>
class HookList {
 public:
  using Function = std::function<void(Arguments...)>;

  void Add(HookNumber number, Function function) {
    const std::lock_guard lock(mutex_);
    functions_[number] = std::make_shared<const Function>(std::move(function));
  }

  void Remove(HookNumber number) {
    const std::lock_guard lock(mutex_);
    functions_.erase(number);
  }

  // Calls all functions in the order in which they were added.
  template <class... Values>
  void Call(const Values&... values) const {
    std::vector<std::shared_ptr<const Function>> functions;
    {
      const std::lock_guard lock(mutex_);
      if (functions_.empty()) return;
      functions.reserve(functions_.size());
      for (const auto& [number, function] : functions_) {
        functions.push_back(function);
      }
    }
    for (const auto& function : functions) (*function)(values...);
  }

 private:
  mutable std::mutex mutex_;
  std::map<HookNumber, std::shared_ptr<const Function>> functions_;
};

struct HookLists {
  template <class... Arguments>
  HookNumber Add(HookList<Arguments...>& list,
                 std::function<void(Arguments...)> function) {
    const HookNumber number = ++last;
    list.Add(number, std::move(function));
    return number;
  }

  // Removes the hook from the list that has it.
  void Remove(HookNumber number) {
    const auto remove = [number](auto&... lists) {
      (lists.Remove(number), ...);
    };
    remove(change, reset, document, ready, state, oddity, frame, frame_end,
           signal);
  }

  HookList<const MirrorChange&> change;
  HookList<> reset;
  HookList<> document;
  HookList<> ready;
  HookList<ConnectionState, const absl::Status&> state;
  HookList<const std::string&> oddity;
  HookList<const Bytes&> frame;
  HookList<> frame_end;
  HookList<const SignalEvent&> signal;

  std::atomic<HookNumber> last = 0;
};

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_MIRRORING_HOOK_LISTS_H_
