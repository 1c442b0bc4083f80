// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/attention_signals_listener.h"

#include <string>

#include "noodles/calls/call_with_arguments.h"
#include "noodles/interfaces/names.h"

namespace noodles {

bool Dispatch(std::string_view signal, const std::vector<cbor::Any>& arguments,
              AttentionSignalsListener& listener) {
  const auto deliver = [&](auto function,
                           const std::vector<std::string>& names) {
    const absl::Status status =
        CallWithArguments(listener, function, arguments, names);
    if (!status.ok()) listener.OnInvalidSignal(signal, status);
    return true;
  };
  if (signal == AttentionSignalNames::kSignalAttention) {
    return deliver(&AttentionSignalsListener::OnSignalAttention,
                   {"position", "message"});
  }
  return false;
}

}  // namespace noodles
