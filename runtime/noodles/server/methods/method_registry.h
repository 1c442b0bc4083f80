// The functions of methods: one function for all targets, or one for each
// target.
//
// Well-known methods are one component each, which many targets list; their
// functions differ by target.
//
// Thread-safety: every function may be called from any thread. Ownership:
// shares the functions until Forget.
#ifndef NOODLES_SERVER_METHODS_METHOD_REGISTRY_H_
#define NOODLES_SERVER_METHODS_METHOD_REGISTRY_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "noodles/calls/method.h"
#include "noodles/protocol/traits.h"
#include "noodles/server/methods/method_pace.h"

namespace noodles::server_internal {

// The target of a call or a signal; nothing: the document.
using CallTarget = std::optional<InvokeIDType>;

// The component of a target; nothing for the document.
std::optional<ComponentRef> RefOfTarget(const CallTarget& target);

// "Entity [0, 0]" or "the document".
std::string NameOfTarget(const CallTarget& target);

class MethodRegistry {
 public:
  // A function, and the name of its method for logs: empty until the runner
  // looks the name up, once. The pace is the runner's.
  struct Entry {
    explicit Entry(MethodFunction method_function, bool stands_for_all = false)
        : function(std::move(method_function)), is_fallback(stands_for_all) {}

    const MethodFunction function;
    // ServerOptions::fallback_method: has no name of its own.
    const bool is_fallback;
    mutable std::once_flag is_named;
    mutable std::string name;  // constant once is_named is set
    mutable MethodPace pace;
  };
  using Function = std::shared_ptr<const Entry>;

  MethodRegistry() = default;
  MethodRegistry(const MethodRegistry&) = delete;
  MethodRegistry& operator=(const MethodRegistry&) = delete;

  // `function` runs on every target without a function of its own.
  void Set(MethodID method, MethodFunction function);
  // `function` runs on `target`, in place of an earlier function.
  void SetFor(MethodID method, const CallTarget& target,
              MethodFunction function);

  // nullptr if there is no function.
  Function Find(MethodID method, const CallTarget& target) const;

  // The function that runs where Find finds none; null: none.
  void SetFallback(MethodFunction function) {
    if (!function) return;
    fallback_ = std::make_shared<const Entry>(std::move(function), true);
  }
  const Function& fallback() const { return fallback_; }

  // Removes and returns the functions of methods and targets that were deleted.
  // The caller releases them, which may take time.
  std::vector<Function> Forget(const std::vector<ComponentRef>& removed);

 private:
  using Target = std::optional<ComponentRef>;
  struct Functions {
    Function everywhere;
    std::map<Target, Function> by_target;
  };

  Function fallback_;  // constant while calls run
  mutable std::mutex mutex_;
  std::unordered_map<MethodID, Functions> functions_;
  std::map<ComponentRef, std::vector<MethodID>> methods_of_target_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_METHOD_REGISTRY_H_
