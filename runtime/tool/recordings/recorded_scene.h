// The scene of a recording at one time, as a recording that shows it at once.
//
// Thread-safety: pure functions. Ownership: the result owns its memory.
#ifndef NOODLES_TOOL_RECORDINGS_RECORDED_SCENE_H_
#define NOODLES_TOOL_RECORDINGS_RECORDED_SCENE_H_

#include <chrono>
#include <optional>

#include "noodles/base/bytes.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {

// A recording whose frames up to `time` all have the time 0. nullopt: all
// frames. The document counts as initialized behind the last of them only, so
// that a client which waits for it has seen them all. A frame that is malformed
// is kept as it is.
Bytes SceneAt(const Recording& recording,
              std::optional<std::chrono::microseconds> time);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_RECORDED_SCENE_H_
