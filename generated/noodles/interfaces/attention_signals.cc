// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/attention_signals.h"

#include <utility>

#include "noodles/calls/define_method.h"
#include "noodles/calls/pack_arguments.h"
#include "noodles/interfaces/names.h"

namespace noodles {

AttentionSignals::AttentionSignals(SignalEmitter& emitter,
                                   std::optional<InvokeIDType> target)
    : emitter_(&emitter), target_(std::move(target)) {}

std::vector<Signal> AttentionSignals::Descriptions() {
  return {
      DescribeSignal<std::optional<Vec3>, std::optional<std::string>>(
          {.name = AttentionSignalNames::kSignalAttention,
           .doc = "Look here: the whole entity, a place on it, or a place with "
                  "a message.",
           .arguments = {{"position", "Optional."}, {"message", "Optional."}}}),
  };
}

absl::Status AttentionSignals::SignalAttention(
    const std::optional<Vec3>& position,
    const std::optional<std::string>& message,
    const SignalAudience& audience) const {
  return emitter_->EmitByName(AttentionSignalNames::kSignalAttention, target_,
                              PackArguments(position, message), audience);
}

}  // namespace noodles
