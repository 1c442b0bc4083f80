// Objects of an application that live as long as components of a server.
//
// Thread-safety: called on the client's thread, one at a time. Ownership: the
// client shares a delegate until its component, or the client, is gone.
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

// A signal as it arrived.
struct SignalEvent {
  SignalID id;
  // "" for a signal that the server has not created.
  std::string name;
  // What it is on; nothing: the document.
  std::optional<InvokeIDType> target;
  std::vector<Any> arguments;
};

class Delegate {
 public:
  virtual ~Delegate() = default;

  // The component has changed.
  virtual void OnUpdated(const MirrorChange&) {}
  // A signal on the component; entities, tables and plots have them.
  virtual void OnSignal(const SignalEvent&) {}
  // The component is gone, alone or with a reset; the last call.
  virtual void OnRemoved() {}
};

// Makes the delegates of one kind of component. Both get a pointer to the
// component.
struct DelegateFactory {
  std::function<std::string_view(const void*)> name_of;
  std::function<std::shared_ptr<Delegate>(ComponentRef, const void*)> make;
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_DELEGATE_H_
