// Hooks: functions of the application that a client calls for messages of the
// server and changes of its connection. A base class of Client.
//
// Hooks are called on the client's thread, in the order of the messages; the
// hooks for one message in the order in which they were added. The mirror
// already contains the change. A hook must return soon, and may call every
// function except those that wait (WaitUntilReady, the destructor of the
// client).
//
// Thread-safety: every function may be called from any thread. A hook that is
// removed on another thread may still be called once. Ownership: the client
// owns its hooks. The objects that a hook uses must live until the hook is
// removed or the client is destroyed.
#ifndef NOODLES_CLIENT_CLIENT_HOOKS_H_
#define NOODLES_CLIENT_CLIENT_HOOKS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"
#include "noodles/calls/arguments.h"
#include "noodles/calls/call_types.h"
#include "noodles/client/connection_state.h"
#include "noodles/client/delegate.h"
#include "noodles/state/component_type.h"
#include "noodles/state/mirror.h"

namespace noodles {

// Identifies a hook of one client.
using HookNumber = uint64_t;

namespace client_internal {
struct HookLists;
}  // namespace client_internal

class ClientHooks {
 public:
  ClientHooks(const ClientHooks&) = delete;
  ClientHooks& operator=(const ClientHooks&) = delete;

  // Called for each later change of a component of this kind: created (also by
  // the snapshot); updated, with the component before the update; removed.
  template <ComponentType Component, class Function>
  HookNumber OnCreated(Function function) {
    using Identifier = typename ComponentTraits<Component>::Identifier;
    if constexpr (RequireHook<Function, Identifier, const Component&>()) {
      return AddChangeHook<Component>(
          ChangeType::kCreated,
          [function](Identifier id, const MirrorChange& change) {
            function(id, change.After<Component>());
          });
    } else {
      return 0;
    }
  }
  template <ComponentType Component, class Function>
  HookNumber OnUpdated(Function function) {
    using Identifier = typename ComponentTraits<Component>::Identifier;
    if constexpr (RequireHook<Function, Identifier, const Component&,
                              const Component&>()) {
      return AddChangeHook<Component>(
          ChangeType::kUpdated,
          [function](Identifier id, const MirrorChange& change) {
            function(id, change.Before<Component>(), change.After<Component>());
          });
    } else {
      return 0;
    }
  }
  template <ComponentType Component, class Function>
  HookNumber OnRemoved(Function function) {
    using Identifier = typename ComponentTraits<Component>::Identifier;
    if constexpr (RequireHook<Function, Identifier, const Component&>()) {
      return AddChangeHook<Component>(
          ChangeType::kRemoved,
          [function](Identifier id, const MirrorChange& change) {
            function(id, change.Before<Component>());
          });
    } else {
      return 0;
    }
  }
  // Called for every change of a component of any kind.
  HookNumber OnChange(std::function<void(const MirrorChange&)> function);
  // Called when all components are removed at once.
  HookNumber OnReset(std::function<void()> function);
  // Called when methods_list or signals_list of the document has changed.
  HookNumber OnDocumentChange(std::function<void()> function);
  // Called when the snapshot is complete; after a reconnection, when all
  // changes since the former connection have been reported.
  HookNumber OnReady(std::function<void()> function);
  HookNumber OnStateChange(
      std::function<void(ConnectionState, const absl::Status&)> function);
  // Called for a violation of the protocol that the client has tolerated.
  HookNumber OnOddity(std::function<void(const std::string&)> function);
  // Called for every frame as received, before it is decoded.
  HookNumber OnFrame(std::function<void(const Bytes&)> function);
  // Called for every frame when the hooks for its messages, and the `done` of
  // the calls that it answers, have returned.
  HookNumber OnFrameEnd(std::function<void()> function);

  // Called for signals of this name on any component or the document. "": all
  // signals.
  HookNumber OnSignal(std::string_view name,
                      std::function<void(const SignalEvent&)> function);

  // The same with typed arguments. A signal with arguments of other types is
  // reported to OnOddity and not delivered.
  template <class... Arguments, class Function>
  HookNumber OnTypedSignal(std::string_view name, Function function) {
    if constexpr ((... && calls_internal::RequireArgument<
                              std::decay_t<Arguments>>()) &&
                  RequireHook<Function, const SignalEvent&,
                              std::decay_t<Arguments>...>()) {
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
    } else {
      return 0;
    }
  }

  // Delivers the signals on `target` (nullopt: the document) to a generated
  // listener, such as TableSignalsListener. A class derived from the
  // ...ListenerBase overrides only some of them. The client shares the listener
  // until the hook is removed.
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
  // Stops the compiler with one sentence if `Function` does not take these
  // parameters, and returns whether it does.
  template <class Function, class... Parameters>
  static constexpr bool RequireHook() {
    static_assert(std::is_invocable_v<const Function&, Parameters...>,
                  "NOODLES: the type Function is no hook for these Parameters: "
                  "it cannot be called with them, or only if it is not const");
    return std::is_invocable_v<const Function&, Parameters...>;
  }
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
