// Sends a scene from one process to another.
//
// What arrives is as untrusted as the file that it was made of: the reader
// takes no more than the limits allow and the scene must be validated.
//
// Thread-safety: none. Ownership: the file descriptors stay the caller's.
#ifndef NOODLES_GEOMETRY_IMPORT_SCENE_PIPE_H_
#define NOODLES_GEOMETRY_IMPORT_SCENE_PIPE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::geometry_internal {

// Writes all bytes, through a buffer.
class PipeWriter {
 public:
  explicit PipeWriter(int descriptor) : descriptor_(descriptor) {}
  // False once the other end is closed.
  bool Write(const void* from, size_t count);
  bool Flush();

 private:
  const int descriptor_;
  std::vector<uint8_t> buffer_;
  bool is_closed_ = false;
};

// Reads bytes, until a time.
class PipeReader {
 public:
  using Clock = std::chrono::steady_clock;
  PipeReader(int descriptor, Clock::time_point deadline)
      : descriptor_(descriptor), deadline_(deadline) {}
  // False at the end of the bytes or of the time: see is_late.
  bool Read(void* to, size_t count);
  bool is_late() const { return is_late_; }

 private:
  bool Fill();

  const int descriptor_;
  const Clock::time_point deadline_;
  std::vector<uint8_t> buffer_;
  size_t at_ = 0;
  bool is_late_ = false;
};

bool SendScene(PipeWriter& pipe, const SceneData& scene);

// Errors: DataLoss where the bytes end or are none of SendScene;
// ResourceExhausted beyond the limits.
absl::Status ReceiveScene(PipeReader& pipe, const ImportLimits& limits,
                          SceneData& scene);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_IMPORT_SCENE_PIPE_H_
