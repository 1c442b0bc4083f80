// MessageFile: a file of lines that stays readable when the disk is full.
//
// Lines are written in blocks. If a block cannot be written as a whole, the
// file is cut behind its last whole line, or, where it cannot be cut, the next
// block begins with a line break. Lines that come while the file cannot be
// written are counted; the file is tried again from time to time, and then a
// line tells their number:
//   {"time":"2026-05-04T13:07:59.123Z","left_out_lines":117}
// The failure and the end of it are logged once each.
//
// Thread-safety: one thread at a time. Ownership: owns the open file.
#ifndef NOODLES_SERVER_CLIENTS_MESSAGE_FILE_H_
#define NOODLES_SERVER_CLIENTS_MESSAGE_FILE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace noodles::server_internal {

class MessageFile {
 public:
  using Clock = std::chrono::steady_clock;

  // `max_bytes` as MessageLogOptions::max_file_bytes, `retry_interval` as
  // there.
  MessageFile(std::string path, size_t max_bytes,
              std::chrono::milliseconds retry_interval);
  ~MessageFile();
  MessageFile(const MessageFile&) = delete;
  MessageFile& operator=(const MessageFile&) = delete;

  // Opens the file to append. A line that an earlier program left unfinished is
  // ended first. Errors: Unavailable with the reason.
  absl::Status Open();
  // Writes what is left, and the number of lines that were left out.
  void Close();

  // Adds a line, without its line break. It is written by a later Add, by Flush
  // or by Close.
  void Add(std::string_view line);
  void Flush();

  // When to call Flush again although nothing was added; nothing: not needed.
  std::optional<Clock::time_point> next_attempt() const;

 private:
  // Returns 0 or the error number.
  int OpenWith(int flags);
  void CloseFile();
  void Rotate();
  void OnFailure(std::string_view prefix, size_t written, int error);
  void CutTornLine(size_t torn);

  const std::string path_;
  const size_t max_bytes_;
  const std::chrono::milliseconds retry_interval_;

  int file_ = -1;
  size_t file_bytes_ = 0;
  bool begins_with_line_break_ = false;  // the file ends inside a line
  std::string block_;                    // whole lines that wait
  uint64_t left_out_ = 0;                // lines, since the file last took one
  bool is_failing_ = false;
  Clock::time_point retry_time_{};
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_MESSAGE_FILE_H_
