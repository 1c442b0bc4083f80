// How a server treats its connections: the answer that opens them, pings,
// replies, bad frames and the end.
//
// Opens two connections of its own. Calls a method that is not there, and on
// the second connection sends what no server can read: nothing of it changes
// the scene.
//
// Thread-safety: one thread, which is blocked meanwhile.
#ifndef NOODLES_TOOL_CHECKS_CONNECTION_CHECK_H_
#define NOODLES_TOOL_CHECKS_CONNECTION_CHECK_H_

#include <noodles/client/client_options.h>

#include <chrono>
#include <string_view>

#include "absl/status/status.h"
#include "tool/checks/findings.h"

namespace noodles::tool {

// `limit` is how long the server may be silent each time. Errors, where nothing
// more could be checked: those of RawConnection; Unavailable for an answer that
// opens no websocket.
absl::Status CheckConnections(std::string_view url,
                              const noodles::ClientOptions& options,
                              std::chrono::milliseconds limit,
                              FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_CONNECTION_CHECK_H_
