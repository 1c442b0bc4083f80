// Checks what a running server serves: the content of tables, and the files of
// buffers and images. Does not change the scene.
//
// Thread-safety: one thread, which is blocked during the checks.
#ifndef NOODLES_TOOL_CHECKS_LIVE_CHECK_H_
#define NOODLES_TOOL_CHECKS_LIVE_CHECK_H_

#include <noodles/client.h>

#include <chrono>
#include <string_view>

#include "tool/checks/findings.h"
#include "tool/checks/named_files.h"

namespace noodles::tool {

// Subscribes to every table and checks its content, and the signals received
// until then.
void CheckAnswers(Client& client, FindingList& findings);

// Fetches every file and checks the heads of the HTTP responses. `limit` is the
// time limit for each answer of the server. Each file is fetched when `delay`
// is over since it was named, even if its component has gone meanwhile: a
// client that is far away can be no faster.
void CheckFiles(Client& client, NamedFiles& files, std::string_view url,
                const ClientOptions& options, std::chrono::milliseconds limit,
                std::chrono::milliseconds delay, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_LIVE_CHECK_H_
