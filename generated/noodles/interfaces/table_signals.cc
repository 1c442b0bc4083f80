// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/table_signals.h"

#include <utility>

#include "noodles/calls/define_method.h"
#include "noodles/calls/pack_arguments.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/tables_codec.h"

namespace noodles {

TableSignals::TableSignals(SignalEmitter& emitter,
                           std::optional<InvokeIDType> target)
    : emitter_(&emitter), target_(std::move(target)) {}

std::vector<Signal> TableSignals::Descriptions() {
  return {
      DescribeSignal<TableInitData>(
          {.name = TableSignalNames::kReset,
           .doc = "The table was cleared or replaced.",
           .arguments = {{"init"}}}),
      DescribeSignal<std::vector<TableKey>, std::vector<TableRow>>(
          {.name = TableSignalNames::kUpdated,
           .doc = "Rows were inserted or updated.",
           .arguments = {{"keys"}, {"rows"}}}),
      DescribeSignal<std::vector<TableKey>>(
          {.name = TableSignalNames::kRowsRemoved, .arguments = {{"keys"}}}),
      DescribeSignal<Selection>({.name = TableSignalNames::kSelectionUpdated,
                                 .arguments = {{"selection"}}}),
  };
}

absl::Status TableSignals::Reset(const TableInitData& init,
                                 const SignalAudience& audience) const {
  return emitter_->EmitByName(TableSignalNames::kReset, target_,
                              PackArguments(init), audience);
}

absl::Status TableSignals::Updated(const std::vector<TableKey>& keys,
                                   const std::vector<TableRow>& rows,
                                   const SignalAudience& audience) const {
  return emitter_->EmitByName(TableSignalNames::kUpdated, target_,
                              PackArguments(keys, rows), audience);
}

absl::Status TableSignals::RowsRemoved(const std::vector<TableKey>& keys,
                                       const SignalAudience& audience) const {
  return emitter_->EmitByName(TableSignalNames::kRowsRemoved, target_,
                              PackArguments(keys), audience);
}

absl::Status TableSignals::SelectionUpdated(
    const Selection& selection, const SignalAudience& audience) const {
  return emitter_->EmitByName(TableSignalNames::kSelectionUpdated, target_,
                              PackArguments(selection), audience);
}

}  // namespace noodles
