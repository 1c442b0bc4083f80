// Generated from lab.cddl, lab.bindings.toml; changes belong there.
#include "lab/lab_signals.h"

#include <utility>

#include "lab/measuring_codec.h"
#include "lab/names.h"
#include "noodles/calls/define_method.h"
#include "noodles/calls/pack_arguments.h"

namespace lab {

LabSignals::LabSignals(noodles::SignalEmitter& emitter,
                       std::optional<noodles::InvokeIDType> target)
    : emitter_(&emitter), target_(std::move(target)) {}

std::vector<noodles::Signal> LabSignals::Descriptions() {
  return {
      noodles::DescribeSignal<Sample, std::optional<noodles::EntityID>>(
          {.name = LabSignalNames::kMeasured,
           .doc = "Something was measured.",
           .arguments = {{"sample"}, {"by", "Optional."}}}),
      noodles::DescribeSignal<>({.name = LabSignalNames::kClosed}),
  };
}

absl::Status LabSignals::Measured(
    const Sample& sample, const std::optional<noodles::EntityID>& by,
    const noodles::SignalAudience& audience) const {
  return emitter_->EmitByName(LabSignalNames::kMeasured, target_,
                              noodles::PackArguments(sample, by), audience);
}

absl::Status LabSignals::Closed(const noodles::SignalAudience& audience) const {
  return emitter_->EmitByName(LabSignalNames::kClosed, target_,
                              noodles::PackArguments(), audience);
}

}  // namespace lab
