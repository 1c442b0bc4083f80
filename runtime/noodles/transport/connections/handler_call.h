// Calls the functions of handlers, which may throw.
//
// Thread-safety: that of the function called.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_HANDLER_CALL_H_
#define NOODLES_TRANSPORT_CONNECTIONS_HANDLER_CALL_H_

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

#include "noodles/base/logging.h"

namespace noodles::transport_internal {

// Calls `call`. Logs an exception under the number of the connection and
// returns its text.
template <typename Call>
std::optional<std::string> CallAndLog(uint64_t connection_id, Call&& call) {
  std::string what;
  try {
    call();
    return std::nullopt;
  } catch (const std::exception& exception) {
    what = exception.what();
  } catch (...) {
    what = "not a std::exception";
  }
  // A peer that makes a handler throw may come back with new connections.
  LogForPeer("", LogSeverity::kError, "transport", "a connection handler threw",
             {{"connection", connection_id}, {"what", what}});
  return what;
}

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_HANDLER_CALL_H_
