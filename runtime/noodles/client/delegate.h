// Delegates: objects of an application that live as long as a component of the
// server.
//
// Thread-safety: called on the client's thread, one call at a time. Ownership:
// the client shares a delegate until its component is removed or the client is
// destroyed.
#ifndef NOODLES_CLIENT_DELEGATE_H_
#define NOODLES_CLIENT_DELEGATE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/cbor/any.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"
#include "noodles/state/mirror.h"

namespace noodles {

// A received signal (MsgSignalInvoke).
struct SignalEvent {
  SignalID id;
  // "" if the server has not created the signal.
  std::string name;
  // The component that the signal is on. nullopt: the document.
  std::optional<InvokeIDType> target;
  std::vector<Any> arguments;
};

class Delegate {
 public:
  virtual ~Delegate() = default;

  // The component was updated.
  virtual void OnUpdated(const MirrorChange&) {}
  // A signal on the component, which is an entity, a table or a plot.
  virtual void OnSignal(const SignalEvent&) {}
  // The component was removed, alone or by a reset. This is the last call.
  virtual void OnRemoved() {}
};

// Makes the delegates of one kind of component. Both functions get a pointer to
// the component.
struct DelegateFactory {
  std::function<std::string_view(const void*)> name_of;
  std::function<std::shared_ptr<Delegate>(ComponentRef, const void*)> make;
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_DELEGATE_H_
