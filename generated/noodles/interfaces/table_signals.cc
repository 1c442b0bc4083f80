// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/table_signals.h"

#include <utility>

#include "noodles/calls/define_method.h"
#include "noodles/calls/pack_arguments.h"
#include "noodles/interfaces/tables_codec.h"

namespace noodles {

TableSignals::TableSignals(SignalEmitter& emitter,
                           std::optional<InvokeIDType> target)
    : emitter_(&emitter), target_(std::move(target)) {}

std::vector<Signal> TableSignals::Descriptions() {
  return {
      DescribeSignal<TableInitData>(
          {.name = "noo::tbl_reset",
           .doc = "The table was cleared or replaced.",
           .arguments = {{"init"}}}),
      DescribeSignal<std::vector<TableKey>, std::vector<TableRow>>(
          {.name = "noo::tbl_updated",
           .doc = "Rows were inserted or updated.",
           .arguments = {{"keys"}, {"rows"}}}),
      DescribeSignal<std::vector<TableKey>>(
          {.name = "noo::tbl_rows_removed", .arguments = {{"keys"}}}),
      DescribeSignal<Selection>(
          {.name = "noo::tbl_selection_updated", .arguments = {{"selection"}}}),
  };
}

absl::Status TableSignals::Reset(const TableInitData& init,
                                 const SignalAudience& audience) const {
  return emitter_->EmitByName("noo::tbl_reset", target_, PackArguments(init),
                              audience);
}

absl::Status TableSignals::Updated(const std::vector<TableKey>& keys,
                                   const std::vector<TableRow>& rows,
                                   const SignalAudience& audience) const {
  return emitter_->EmitByName("noo::tbl_updated", target_,
                              PackArguments(keys, rows), audience);
}

absl::Status TableSignals::RowsRemoved(const std::vector<TableKey>& keys,
                                       const SignalAudience& audience) const {
  return emitter_->EmitByName("noo::tbl_rows_removed", target_,
                              PackArguments(keys), audience);
}

absl::Status TableSignals::SelectionUpdated(
    const Selection& selection, const SignalAudience& audience) const {
  return emitter_->EmitByName("noo::tbl_selection_updated", target_,
                              PackArguments(selection), audience);
}

}  // namespace noodles
