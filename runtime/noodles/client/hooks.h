// Lists of functions that a program wants to be called.
//
// Thread-safety: every function may be called from any thread. A function that
// is removed while the list is being called may still be called once.
// Ownership: the list owns its functions.
#ifndef NOODLES_CLIENT_HOOKS_H_
#define NOODLES_CLIENT_HOOKS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace noodles {

// Names a hook of one client, to take it away.
using HookNumber = uint64_t;

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

  // Calls all in the order in which they were added.
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

}  // namespace noodles

#endif  // NOODLES_CLIENT_HOOKS_H_
