// Checks how a server handles connections: the HTTP response that opens them,
// pings, replies, invalid frames and the closing handshake.
//
// Opens two connections. Calls a method that does not exist, and sends invalid
// frames on the second connection. Does not change the scene.
//
// Thread-safety: one thread, which is blocked during the checks.
#ifndef NOODLES_TOOL_CHECKS_CONNECTION_CHECK_H_
#define NOODLES_TOOL_CHECKS_CONNECTION_CHECK_H_

#include <noodles/client/client_options.h>

#include <chrono>
#include <string_view>

#include "absl/status/status.h"
#include "tool/checks/findings.h"

namespace noodles::tool {

// `limit` is the time limit for each answer of the server. Errors that prevent
// further checks: those of RawConnection; Unavailable for an HTTP response that
// opens no websocket.
absl::Status CheckConnections(std::string_view url,
                              const ClientOptions& options,
                              std::chrono::milliseconds limit,
                              FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_CONNECTION_CHECK_H_
