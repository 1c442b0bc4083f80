// What runs when a method is called: one function for every target, or one for
// each.
//
// Well-known methods are one component each, which many targets list; their
// functions differ by target.
//
// Thread-safety: every function may be called from any thread.
// Ownership: functions are released when their method or target is forgotten.
#ifndef NOODLES_SERVER_METHODS_METHOD_REGISTRY_H_
#define NOODLES_SERVER_METHODS_METHOD_REGISTRY_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "noodles/calls/method.h"
#include "noodles/protocol/traits.h"

namespace noodles::server_internal {

// What is called or sent on: nothing is the document.
using CallTarget = std::optional<InvokeIDType>;

// The component that a target is; nothing for the document.
std::optional<ComponentRef> RefOfTarget(const CallTarget& target);

// "Entity [0, 0]" or "the document".
std::string NameOfTarget(const CallTarget& target);

class MethodRegistry {
 public:
  using Function = std::shared_ptr<const MethodFunction>;

  MethodRegistry() = default;
  MethodRegistry(const MethodRegistry&) = delete;
  MethodRegistry& operator=(const MethodRegistry&) = delete;

  // `function` runs on every target that has none of its own.
  void Set(MethodID method, MethodFunction function);
  // `function` runs on `target`, in place of an earlier one.
  void SetFor(MethodID method, const CallTarget& target,
              MethodFunction function);

  // nullptr: there is none.
  Function Find(MethodID method, const CallTarget& target) const;

  // Gives up what belongs to a method or a target that is no more, for the
  // caller to release where it may take time.
  std::vector<Function> Forget(const std::vector<ComponentRef>& removed);

 private:
  using Target = std::optional<ComponentRef>;
  struct Functions {
    Function everywhere;
    std::map<Target, Function> by_target;
  };

  mutable std::mutex mutex_;
  std::unordered_map<MethodID, Functions> functions_;
  std::map<ComponentRef, std::vector<MethodID>> methods_of_target_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_METHOD_REGISTRY_H_
