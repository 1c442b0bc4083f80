// TableSignals: sends these signals with typed arguments.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the SignalEmitter. Ownership: the SignalEmitter must
// outlive the TableSignals.
#ifndef NOODLES_INTERFACES_TABLE_SIGNALS_H_
#define NOODLES_INTERFACES_TABLE_SIGNALS_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "noodles/calls/signal_emitter.h"
#include "noodles/interfaces/tables.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/signals.h"

namespace noodles {

// Sends signals from one component. An error tells why nothing was sent, such
// as a component that is deleted or does not have the signal.
class TableSignals {
 public:
  // No target: the document sends the signals.
  explicit TableSignals(SignalEmitter& emitter,
                        std::optional<InvokeIDType> target = std::nullopt);

  // The components that describe the signals: names, documentation and hints.
  static std::vector<Signal> Descriptions();

  // The table was cleared or replaced.
  absl::Status Reset(const TableInitData& init,
                     const SignalAudience& audience = {}) const;

  // Rows were inserted or updated.
  absl::Status Updated(const std::vector<TableKey>& keys,
                       const std::vector<TableRow>& rows,
                       const SignalAudience& audience = {}) const;

  absl::Status RowsRemoved(const std::vector<TableKey>& keys,
                           const SignalAudience& audience = {}) const;

  absl::Status SelectionUpdated(const Selection& selection,
                                const SignalAudience& audience = {}) const;

 private:
  SignalEmitter* emitter_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TABLE_SIGNALS_H_
