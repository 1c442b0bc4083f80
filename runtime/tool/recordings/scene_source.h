// Takes a scene from a running server or from the file of a recording.
//
// Thread-safety: one thread. Ownership: plain values.
#ifndef NOODLES_TOOL_RECORDINGS_SCENE_SOURCE_H_
#define NOODLES_TOOL_RECORDINGS_SCENE_SOURCE_H_

#include "noodles/base/bytes.h"
#include "tool/output/output.h"
#include "tool/recordings/recorder.h"

namespace noodles::tool {

struct SceneSource {
  // If it is not kSuccess, the error has been printed.
  int exit_code = kSuccess;
  // A whole recording.
  Bytes recording;
  RecordingSummary summary;
};

// Records the server of `options.connection.url` until RecordUntil::kReady, or
// reads the file that the URL names. `options.max_bytes` holds for both.
SceneSource TakeScene(const Output& output, RecorderOptions options);

// Declares the connection options and those for assets, with a URL that may
// name a file.
void AddSceneOptions(CLI::App& command, RecorderOptions& options);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_SCENE_SOURCE_H_
