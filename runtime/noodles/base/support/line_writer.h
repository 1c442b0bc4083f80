// Writes lines on a thread of its own, so that a terminal, a pipe or a disk
// that takes no bytes never holds up the threads that have something to say.
//
// Lines that come faster than they are written wait, up to a number of bytes;
// further lines are counted, and a line tells their number when there is room
// again. The thread starts with the first line and handles no signals.
//
// Thread-safety: every function may be called from any thread.
// Ownership: the thread shares the state of the writer. A write that blocks
// keeps its thread when the writer is destroyed, until the write ends.
#ifndef NOODLES_BASE_SUPPORT_LINE_WRITER_H_
#define NOODLES_BASE_SUPPORT_LINE_WRITER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace noodles::base_internal {

struct LineWriterOptions {
  // Writes whole lines; called on the writer's thread, may block.
  std::function<void(std::string_view lines)> write{};
  // The line that tells that `count` lines were left out, with its line break.
  std::function<std::string(uint64_t count)> left_out{};
  // Bytes that wait, beside as many that are being written. Stops an output
  // that takes nothing from filling the memory.
  size_t max_waiting_bytes = size_t{1} << 20;
};

class LineWriter {
 public:
  explicit LineWriter(LineWriterOptions options);
  // Waits for the lines that wait, for at most kLogFlushLimit.
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  // `line` ends with a line break. Never blocks.
  void Add(std::string_view line);

  // Waits until all lines that were added before have been written or counted.
  // False after `limit`.
  bool Flush(std::chrono::milliseconds limit);

  // Flush for all writers of the program, in `limit` together.
  static bool FlushAll(std::chrono::milliseconds limit);

 private:
  struct State;
  const std::shared_ptr<State> state_;
};

// Writes to a file descriptor until all is written. Errors, other than a
// descriptor that takes no bytes at the moment, drop the rest.
void WriteWhole(int descriptor, std::string_view text);

}  // namespace noodles::base_internal

#endif  // NOODLES_BASE_SUPPORT_LINE_WRITER_H_
