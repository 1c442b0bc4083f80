// Reads and writes recordings: files of received frames.
//
// A recording is a CBOR sequence (RFC 8742). The first item is the array
// ["noodles-recording", 1], whose last element is the version of the format.
// Then follows, for each frame, the array [microseconds since the start,
// bytes]. A writer only appends, so if it is killed, at most the last frame is
// incomplete.
//
// Thread-safety: one thread at a time. Ownership: frames share the memory of
// the content of the file.
#ifndef NOODLES_TOOL_RECORDINGS_RECORDING_H_
#define NOODLES_TOOL_RECORDINGS_RECORDING_H_

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
  Bytes frame;
};

struct Recording {
  std::vector<RecordedFrame> frames;
  // The size of an incomplete frame at the end, which `frames` does not
  // contain.
  size_t cut_off_bytes = 0;

  // "the last frame is cut off: ..."; "" if the last frame is complete.
  std::string CutOffText() const;
};

// Errors: InvalidArgument, with the byte offset, if the content is not a
// recording, has another version, or is malformed before its end.
absl::StatusOr<Recording> ParseRecording(const Bytes& content);

class RecordingWriter {
 public:
  explicit RecordingWriter(const std::string& path);
  // Writes a frame and flushes it to the operating system. Does nothing after
  // an error.
  void Write(std::chrono::microseconds time, const Bytes& frame);
  bool is_good() const { return file_.good(); }
  // The number of frames and bytes written.
  uint64_t frames() const { return frames_; }
  uint64_t bytes() const { return bytes_; }

 private:
  void Append(const Bytes& item);

  std::ofstream file_;
  uint64_t frames_ = 0;
  uint64_t bytes_ = 0;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_RECORDING_H_
