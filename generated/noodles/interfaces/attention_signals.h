// AttentionSignals: sends these signals with typed arguments.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the SignalEmitter. Ownership: the SignalEmitter must
// outlive the AttentionSignals.
#ifndef NOODLES_INTERFACES_ATTENTION_SIGNALS_H_
#define NOODLES_INTERFACES_ATTENTION_SIGNALS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "noodles/calls/signal_emitter.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/signals.h"

namespace noodles {

// Sends signals from one component. An error tells why nothing was sent, such
// as a component that is deleted or does not have the signal.
class AttentionSignals {
 public:
  // No target: the document sends the signals.
  explicit AttentionSignals(SignalEmitter& emitter,
                            std::optional<InvokeIDType> target = std::nullopt);

  // The components that describe the signals: names, documentation and hints.
  static std::vector<Signal> Descriptions();

  // Look here: the whole entity, a place on it, or a place with a message.
  absl::Status SignalAttention(const std::optional<Vec3>& position,
                               const std::optional<std::string>& message,
                               const SignalAudience& audience = {}) const;

 private:
  SignalEmitter* emitter_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_ATTENTION_SIGNALS_H_
