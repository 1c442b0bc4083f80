// What a server answers while it runs: the content of its tables, the files of
// its buffers and images. Nothing of it changes the scene.
//
// Thread-safety: one thread, which is blocked meanwhile.
#ifndef NOODLES_TOOL_CHECKS_LIVE_CHECK_H_
#define NOODLES_TOOL_CHECKS_LIVE_CHECK_H_

#include <noodles/client.h>

#include <chrono>
#include <string_view>

#include "tool/checks/findings.h"

namespace noodles::tool {

// Subscribes to every table; checks its content, and what its signals tell
// until then.
void CheckAnswers(noodles::Client& client, FindingList& findings);

// Fetches every file, and looks at the heads of the answers. `limit` is how
// long a server may be silent.
void CheckFiles(noodles::Client& client, std::string_view url,
                const noodles::ClientOptions& options,
                std::chrono::milliseconds limit, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_LIVE_CHECK_H_
