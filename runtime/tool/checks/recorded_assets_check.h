// Checks that a recording has the assets that its frames name by URL.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TOOL_CHECKS_RECORDED_ASSETS_CHECK_H_
#define NOODLES_TOOL_CHECKS_RECORDED_ASSETS_CHECK_H_

#include "tool/checks/findings.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {

// Reports assets that are missing or too short. A recording of version 1 is not
// checked: its URLs may be of a server that still runs.
void CheckRecordedAssets(const Recording& recording, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_RECORDED_ASSETS_CHECK_H_
