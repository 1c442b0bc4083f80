// The functions of an application that a client calls when its server says
// something; a base of Client.
//
// Hooks are called on the client's thread, in the order in which the server
// said things, and those of one thing in the order in which they were added.
// The mirror already holds what they tell of. They must return soon, and may
// call everything but what waits (WaitUntilReady, the end of the client).
//
// Thread-safety: every function may be called from any thread. A hook that is
// removed on another thread may still be called once. Ownership: the client
// owns its hooks; what they refer to must live until they are removed, or the
// client is gone.
#ifndef NOODLES_CLIENT_CLIENT_HOOKS_H_
#define NOODLES_CLIENT_CLIENT_HOOKS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"
#include "noodles/calls/arguments.h"
#include "noodles/client/connection_state.h"
#include "noodles/client/delegate.h"
#include "noodles/state/mirror.h"

namespace noodles {

// Names a hook of one client.
using HookNumber = uint64_t;

namespace client_internal {
struct HookLists;
}  // namespace client_internal

class ClientHooks {
 public:
  ClientHooks(const ClientHooks&) = delete;
  ClientHooks& operator=(const ClientHooks&) = delete;

  // Called for each later change of this kind of component: created, also
  // those of the snapshot; updated, with what it was before; removed.
  template <class Component, class Function>
  HookNumber OnCreated(Function function) {
    return AddChangeHook<Component>(
        ChangeType::kCreated, [function](auto id, const MirrorChange& change) {
          function(id, change.After<Component>());
        });
  }
  template <class Component, class Function>
  HookNumber OnUpdated(Function function) {
    return AddChangeHook<Component>(
        ChangeType::kUpdated, [function](auto id, const MirrorChange& change) {
          function(id, change.Before<Component>(), change.After<Component>());
        });
  }
  template <class Component, class Function>
  HookNumber OnRemoved(Function function) {
    return AddChangeHook<Component>(
        ChangeType::kRemoved, [function](auto id, const MirrorChange& change) {
          function(id, change.Before<Component>());
        });
  }
  // Called for every change of any kind.
  HookNumber OnChange(std::function<void(const MirrorChange&)> function);
  // Every component is gone at once.
  HookNumber OnReset(std::function<void()> function);
  // The document's lists of methods or signals have changed.
  HookNumber OnDocumentChange(std::function<void()> function);
  // The snapshot is complete; after a reconnection, all changes have been told.
  HookNumber OnReady(std::function<void()> function);
  HookNumber OnStateChange(
      std::function<void(ConnectionState, const absl::Status&)> function);
  // Something that the protocol does not allow, and that was tolerated.
  HookNumber OnOddity(std::function<void(const std::string&)> function);
  // Every frame as it arrived, before it is looked into.
  HookNumber OnFrame(std::function<void(const Bytes&)> function);

  // Signals of this name, on whatever; "": all signals.
  HookNumber OnSignal(std::string_view name,
                      std::function<void(const SignalEvent&)> function);

  // The same with arguments of these types. Those that have others are an
  // oddity and not delivered.
  template <class... Arguments, class Function>
  HookNumber OnTypedSignal(std::string_view name, Function function) {
    return OnSignal(name, [this, function](const SignalEvent& event) {
      std::tuple<std::decay_t<Arguments>...> values;
      const absl::Status status = calls_internal::ReadArguments(
          event.arguments, {}, values,
          std::make_index_sequence<sizeof...(Arguments)>());
      if (!status.ok()) {
        ReportBadSignal(event, status);
        return;
      }
      std::apply(
          [&](auto&... unpacked) { function(event, std::move(unpacked)...); },
          values);
    });
  }

  // The signals on `target` (nothing: the document) that a generated listener
  // takes, such as TableSignalsListener. One with a ...ListenerBase implements
  // those that it wants. Shares the listener until the hook is removed.
  template <class Listener>
  HookNumber AddListener(std::shared_ptr<Listener> listener,
                         std::optional<InvokeIDType> target) {
    return OnSignal("", [listener = std::move(listener),
                         target = std::move(target)](const SignalEvent& event) {
      if (event.target == target) {
        Dispatch(event.name, event.arguments, *listener);
      }
    });
  }

  void RemoveHook(HookNumber hook);

 protected:
  explicit ClientHooks(std::shared_ptr<client_internal::HookLists> lists)
      : lists_(std::move(lists)) {}
  ~ClientHooks() = default;

 private:
  template <class Component, class Function>
  HookNumber AddChangeHook(ChangeType type, Function function) {
    using Identifier = typename ComponentTraits<Component>::Identifier;
    return OnChange([type, function](const MirrorChange& change) {
      if (change.type != type || change.ref.kind != Identifier::kKind) return;
      function(Identifier{change.ref.slot, change.ref.gen}, change);
    });
  }
  void ReportBadSignal(const SignalEvent& event, const absl::Status& status);

  const std::shared_ptr<client_internal::HookLists> lists_;
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_CLIENT_HOOKS_H_
