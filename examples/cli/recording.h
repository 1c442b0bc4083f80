// Files of received frames.
//
// A recording is a CBOR sequence (RFC 8742): the array ["noodles-recording", 1]
// and then, for each frame, the array [microseconds since the start, bytes]. It
// is only ever appended to, so what a kill leaves behind is a recording whose
// last frame may be cut off.
//
// Thread-safety: one thread at a time.
#ifndef EXAMPLES_CLI_RECORDING_H_
#define EXAMPLES_CLI_RECORDING_H_

#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace cli {

struct RecordedFrame {
  std::chrono::microseconds time{0};
  noodles::Bytes frame;
};

struct Recording {
  std::vector<RecordedFrame> frames;
  // The last frame was cut off, and is left out.
  bool is_cut_off = false;
};

// Errors: InvalidArgument for what is no recording.
absl::StatusOr<Recording> ParseRecording(const noodles::Bytes& content);

class RecordingWriter {
 public:
  explicit RecordingWriter(const std::string& path);
  // Each frame is with the system before this returns.
  void Write(std::chrono::microseconds time, const noodles::Bytes& frame);
  bool is_good() const { return file_.good(); }

 private:
  void Append(const noodles::Bytes& item);
  std::ofstream file_;
};

}  // namespace cli

#endif  // EXAMPLES_CLI_RECORDING_H_
