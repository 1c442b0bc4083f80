// Files of received frames.
//
// A recording is a CBOR sequence (RFC 8742): the array ["noodles-recording", 1]
// (its last number is the version of the format) and then, for each frame, the
// array [microseconds since the start, bytes]. It is only ever appended to, so
// what a kill leaves behind is a recording whose last frame may be cut off.
//
// Thread-safety: one thread at a time. Ownership: frames share the memory of
// the file's content.
#ifndef NOODLES_TOOL_RECORDING_H_
#define NOODLES_TOOL_RECORDING_H_

#include <chrono>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles::tool {

struct RecordedFrame {
  std::chrono::microseconds time{0};
  noodles::Bytes frame;
};

struct Recording {
  std::vector<RecordedFrame> frames;
  // Bytes at the end that are the begin of a frame, and are left out.
  size_t cut_off_bytes = 0;

  // "the last frame is cut off: ..." for people; "" if it is not.
  std::string CutOffText() const;
};

// Errors: InvalidArgument, with the byte offset, for what is no recording, is
// of another version, or is broken before its end.
absl::StatusOr<Recording> ParseRecording(const noodles::Bytes& content);

class RecordingWriter {
 public:
  explicit RecordingWriter(const std::string& path);
  // Each frame is with the system before this returns. Nothing is written
  // after a failure.
  void Write(std::chrono::microseconds time, const noodles::Bytes& frame);
  bool is_good() const { return file_.good(); }
  // What has been written.
  uint64_t frames() const { return frames_; }
  uint64_t bytes() const { return bytes_; }

 private:
  void Append(const noodles::Bytes& item);

  std::ofstream file_;
  uint64_t frames_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDING_H_
