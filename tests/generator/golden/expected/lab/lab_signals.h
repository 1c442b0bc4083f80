// LabSignals: sends these signals with typed arguments.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: that of the SignalEmitter. Ownership: the SignalEmitter must
// outlive the LabSignals.
#ifndef LAB_LAB_SIGNALS_H_
#define LAB_LAB_SIGNALS_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "lab/measuring.h"
#include "noodles/calls/signal_emitter.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"
#include "noodles/protocol/signals.h"

namespace lab {

// What a lab tells.
//
// Sends signals from one component. An error tells why nothing was sent, such
// as a component that is deleted or does not have the signal.
class LabSignals {
 public:
  // No target: the document sends the signals.
  explicit LabSignals(
      noodles::SignalEmitter& emitter,
      std::optional<noodles::InvokeIDType> target = std::nullopt);

  // The components that describe the signals: names, documentation and hints.
  static std::vector<noodles::Signal> Descriptions();

  // Something was measured.
  absl::Status Measured(const Sample& sample,
                        const std::optional<noodles::EntityID>& by,
                        const noodles::SignalAudience& audience = {}) const;

  absl::Status Closed(const noodles::SignalAudience& audience = {}) const;

 private:
  noodles::SignalEmitter* emitter_;
  std::optional<noodles::InvokeIDType> target_;
};

}  // namespace lab

#endif  // LAB_LAB_SIGNALS_H_
