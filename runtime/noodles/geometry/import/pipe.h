// Bytes between this process and another: a buffered writer and a reader with a
// deadline, over a pipe or a stream socket.
//
// Thread-safety: none. Ownership: the file descriptors stay the caller's.
#ifndef NOODLES_GEOMETRY_IMPORT_PIPE_H_
#define NOODLES_GEOMETRY_IMPORT_PIPE_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles::geometry_internal {

// Writes all bytes through a buffer. The process must ignore SIGPIPE.
class PipeWriter {
 public:
  explicit PipeWriter(int descriptor);
  // Both return false once the other end is closed.
  bool Write(const void* from, size_t count);
  bool Flush();

 private:
  bool WriteNow(const uint8_t* from, size_t count);

  const int descriptor_;
  std::vector<uint8_t> buffer_;
  bool is_closed_ = false;
};

// Reads bytes until the deadline. While Read waits, the reader sends the bytes
// of SendMeanwhile, so that two processes that both write cannot block each
// other.
class PipeReader {
 public:
  using Clock = std::chrono::steady_clock;
  PipeReader(int descriptor, Clock::time_point deadline)
      : descriptor_(descriptor), deadline_(deadline) {}

  // Appends bytes to those that are sent. The descriptor must be a socket.
  void SendMeanwhile(Bytes bytes);

  // False at the end of the bytes, after an error of the descriptor, and at the
  // deadline: see is_late.
  bool Read(void* to, size_t count);

  // Reads `length` items. The list grows with the bytes that arrive: a false
  // length touches no more memory than its sender has sent. Throws
  // std::bad_alloc where there is no address space for the items.
  template <class List>
  bool ReadList(List& list, uint64_t length) {
    constexpr uint64_t kPart =
        (uint64_t{1} << 20) / sizeof(typename List::value_type);
    list.clear();
    list.reserve(length);
    while (list.size() < length) {
      const size_t at = list.size();
      const auto part =
          static_cast<size_t>(std::min<uint64_t>(kPart, length - at));
      list.resize(at + part);
      if (!Read(list.data() + at, part * sizeof(typename List::value_type))) {
        return false;
      }
    }
    return true;
  }

  bool is_late() const { return is_late_; }

 private:
  // Waits for bytes and reads some; 0 at the end, after an error and at the
  // deadline.
  size_t ReadSome(uint8_t* to, size_t most);
  void SendSome();

  const int descriptor_;
  const Clock::time_point deadline_;
  std::deque<Bytes> outgoing_;
  std::vector<uint8_t> buffer_;
  size_t at_ = 0;
  bool is_late_ = false;
};

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_IMPORT_PIPE_H_
