// TableSignalsListener: receives these signals with typed arguments.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: one Dispatch at a time calls a listener.
#ifndef NOODLES_INTERFACES_TABLE_SIGNALS_LISTENER_H_
#define NOODLES_INTERFACES_TABLE_SIGNALS_LISTENER_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/cbor/any.h"
#include "noodles/interfaces/tables.h"

namespace noodles {

// The functions are pure virtual: a new signal in the specification breaks the
// build of every listener. TableSignalsListenerBase ignores all signals.
class TableSignalsListener {
 public:
  virtual ~TableSignalsListener() = default;

  // The table was cleared or replaced.
  virtual void OnReset(TableInitData init) = 0;

  // Rows were inserted or updated.
  virtual void OnUpdated(std::vector<TableKey> keys,
                         std::vector<TableRow> rows) = 0;

  virtual void OnRowsRemoved(std::vector<TableKey> keys) = 0;

  virtual void OnSelectionUpdated(Selection selection) = 0;

  // One of these signals was received with arguments of other types; `error`
  // names the argument.
  virtual void OnInvalidSignal(std::string_view signal,
                               const absl::Status& error) = 0;
};

// Ignores all of these signals; the base of listeners that want a few only.
class TableSignalsListenerBase : public TableSignalsListener {
 public:
  void OnReset(TableInitData) override {}
  void OnUpdated(std::vector<TableKey>, std::vector<TableRow>) override {}
  void OnRowsRemoved(std::vector<TableKey>) override {}
  void OnSelectionUpdated(Selection) override {}
  void OnInvalidSignal(std::string_view, const absl::Status&) override {}
};

// Calls the function of `listener` for `signal` with `arguments`. Returns
// false, and calls nothing, if the signal is none of TableSignals.
bool Dispatch(std::string_view signal, const std::vector<cbor::Any>& arguments,
              TableSignalsListener& listener);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TABLE_SIGNALS_LISTENER_H_
