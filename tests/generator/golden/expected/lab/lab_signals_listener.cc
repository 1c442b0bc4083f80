// Generated from lab.cddl, lab.bindings.toml; changes belong there.
#include "lab/lab_signals_listener.h"

#include <string>

#include "lab/measuring_codec.h"
#include "lab/names.h"
#include "noodles/calls/call_with_arguments.h"

namespace lab {

bool Dispatch(std::string_view signal,
              const std::vector<noodles::cbor::Any>& arguments,
              LabSignalsListener& listener) {
  const auto deliver = [&](auto function,
                           const std::vector<std::string>& names) {
    const absl::Status status =
        noodles::CallWithArguments(listener, function, arguments, names);
    if (!status.ok()) listener.OnInvalidSignal(signal, status);
    return true;
  };
  if (signal == LabSignalNames::kMeasured) {
    return deliver(&LabSignalsListener::OnMeasured, {"sample", "by"});
  }
  if (signal == LabSignalNames::kClosed) {
    return deliver(&LabSignalsListener::OnClosed, {});
  }
  return false;
}

}  // namespace lab
