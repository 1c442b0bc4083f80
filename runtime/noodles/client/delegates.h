// The delegates of one client, and who makes them.
//
// Thread-safety: every function may be called from any thread; delegates and
// factories are called without a lock.
#ifndef NOODLES_CLIENT_DELEGATES_H_
#define NOODLES_CLIENT_DELEGATES_H_

#include <map>
#include <memory>
#include <mutex>

#include "noodles/client/delegate.h"

namespace noodles {

class Delegates {
 public:
  void SetFactory(ComponentKind kind, DelegateFactory factory);
  void Attach(ComponentRef ref, std::shared_ptr<Delegate> delegate);
  std::shared_ptr<Delegate> Find(ComponentRef ref) const;

  // Makes the delegate of a component that has none.
  void Make(ComponentRef ref, const void* component);
  void OnChange(const MirrorChange& change);
  void OnReset();
  void OnSignal(const SignalEvent& event) const;

 private:
  mutable std::mutex mutex_;
  std::map<ComponentKind, DelegateFactory> factories_;
  std::map<ComponentRef, std::shared_ptr<Delegate>> delegates_;
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_DELEGATES_H_
