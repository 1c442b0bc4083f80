// AttentionSignalsListener: receives these signals with typed arguments.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: one Dispatch at a time calls a listener.
#ifndef NOODLES_INTERFACES_ATTENTION_SIGNALS_LISTENER_H_
#define NOODLES_INTERFACES_ATTENTION_SIGNALS_LISTENER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// The functions are pure virtual: a new signal in the specification breaks the
// build of every listener. AttentionSignalsListenerBase ignores all signals.
class AttentionSignalsListener {
 public:
  virtual ~AttentionSignalsListener() = default;

  // Look here: the whole entity, a place on it, or a place with a message.
  virtual void OnSignalAttention(std::optional<Vec3> position,
                                 std::optional<std::string> message) = 0;

  // One of these signals was received with arguments of other types; `error`
  // names the argument.
  virtual void OnInvalidSignal(std::string_view signal,
                               const absl::Status& error) = 0;
};

// Ignores all of these signals; the base of listeners that want a few only.
class AttentionSignalsListenerBase : public AttentionSignalsListener {
 public:
  void OnSignalAttention(std::optional<Vec3>,
                         std::optional<std::string>) override {}
  void OnInvalidSignal(std::string_view, const absl::Status&) override {}
};

// Calls the function of `listener` for `signal` with `arguments`. Returns
// false, and calls nothing, if the signal is none of AttentionSignals.
bool Dispatch(std::string_view signal, const std::vector<cbor::Any>& arguments,
              AttentionSignalsListener& listener);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_ATTENTION_SIGNALS_LISTENER_H_
