// The delegates of one client, and the factories that make them.
//
// Thread-safety: every function may be called from any thread; delegates and
// factories are called without a lock.
#ifndef NOODLES_CLIENT_MIRRORING_DELEGATES_H_
#define NOODLES_CLIENT_MIRRORING_DELEGATES_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "noodles/client/delegate.h"

namespace noodles::client_internal {

class Delegates {
 public:
  // Replaces the factory for the same name. "": for components whose name has
  // no factory.
  void SetFactory(ComponentKind kind, std::string_view name,
                  DelegateFactory factory);
  void Attach(ComponentRef ref, std::shared_ptr<Delegate> delegate);
  std::shared_ptr<Delegate> Find(ComponentRef ref) const;

  // Makes the delegate of a component, unless it has one.
  void Make(ComponentRef ref, const void* component);
  void OnChange(const MirrorChange& change);
  void OnReset();
  void OnSignal(const SignalEvent& event) const;

 private:
  using Factories = std::map<std::string, DelegateFactory, std::less<>>;

  // nullptr if there is no factory for this component.
  const DelegateFactory* FindFactoryLocked(ComponentKind kind,
                                           const void* component) const;

  mutable std::mutex mutex_;
  std::map<ComponentKind, Factories> factories_;  // by name
  std::map<ComponentRef, std::shared_ptr<Delegate>> delegates_;
};

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_MIRRORING_DELEGATES_H_
