// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/table_signals_listener.h"

#include <string>

#include "noodles/calls/call_with_arguments.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/tables_codec.h"

namespace noodles {

bool Dispatch(std::string_view signal, const std::vector<cbor::Any>& arguments,
              TableSignalsListener& listener) {
  const auto deliver = [&](auto function,
                           const std::vector<std::string>& names) {
    const absl::Status status =
        CallWithArguments(listener, function, arguments, names);
    if (!status.ok()) listener.OnInvalidSignal(signal, status);
    return true;
  };
  if (signal == TableSignalNames::kReset) {
    return deliver(&TableSignalsListener::OnReset, {"init"});
  }
  if (signal == TableSignalNames::kUpdated) {
    return deliver(&TableSignalsListener::OnUpdated, {"keys", "rows"});
  }
  if (signal == TableSignalNames::kRowsRemoved) {
    return deliver(&TableSignalsListener::OnRowsRemoved, {"keys"});
  }
  if (signal == TableSignalNames::kSelectionUpdated) {
    return deliver(&TableSignalsListener::OnSelectionUpdated, {"selection"});
  }
  return false;
}

}  // namespace noodles
