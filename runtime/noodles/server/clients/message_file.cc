#include "noodles/server/clients/message_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"

namespace noodles::server_internal {
namespace {

// Lines that are written together.
constexpr size_t kBlockBytes = size_t{64} << 10;

// How long a pipe may take no bytes before that counts as a failure.
constexpr int kPatienceMilliseconds = 200;

std::string TextOf(int error) { return std::generic_category().message(error); }

// The line that tells of `count` lines that were left out; empty for none.
std::string MarkOf(uint64_t count) {
  if (count == 0) return {};
  return "{\"time\":\"" + FormatLogTime(std::chrono::system_clock::now()) +
         "\",\"left_out_lines\":" + std::to_string(count) + "}\n";
}

bool WaitUntilWritable(int file) {
  pollfd place = {.fd = file, .events = POLLOUT, .revents = 0};
  return ::poll(&place, 1, kPatienceMilliseconds) > 0;
}

struct Written {
  size_t bytes = 0;
  int error = 0;  // 0: all was written
};

Written WriteAll(int file, std::string_view text) {
  Written written;
  while (written.bytes < text.size()) {
    const ssize_t count =
        ::write(file, text.data() + written.bytes, text.size() - written.bytes);
    if (count > 0) {
      written.bytes += static_cast<size_t>(count);
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
      written.error = count == 0 ? EIO : errno;
      return written;
    } else if (errno == EAGAIN && !WaitUntilWritable(file)) {
      written.error = EAGAIN;
      return written;
    }
  }
  return written;
}

// Whether the file is not empty and its last line has no end.
bool EndsInsideLine(const std::string& path, off_t size) {
  if (size == 0) return false;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return false;
  char last = '\n';
  const bool is_read = ::pread(file, &last, 1, size - 1) == 1;
  ::close(file);
  return is_read && last != '\n';
}

}  // namespace

MessageFile::MessageFile(std::string path, size_t max_bytes,
                         std::chrono::milliseconds retry_interval)
    : path_(std::move(path)),
      max_bytes_(max_bytes),
      retry_interval_(retry_interval) {}

MessageFile::~MessageFile() { CloseFile(); }

absl::Status MessageFile::Open() {
  const int error = OpenWith(0);
  if (error == 0) return absl::OkStatus();
  return Unavailable("cannot write the message log \"" + path_ +
                     "\": " + TextOf(error));
}

// Without blocking: a pipe that nobody reads is like a disk that is full.
int MessageFile::OpenWith(int flags) {
  CloseFile();
  file_ = ::open(path_.c_str(),
                 O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | flags,
                 0666);
  if (file_ < 0) return errno;
  struct stat status = {};
  const bool is_regular =
      ::fstat(file_, &status) == 0 && S_ISREG(status.st_mode);
  file_bytes_ = is_regular ? static_cast<size_t>(status.st_size) : 0;
  begins_with_line_break_ = is_regular && EndsInsideLine(path_, status.st_size);
  return 0;
}

void MessageFile::CloseFile() {
  if (file_ >= 0) ::close(std::exchange(file_, -1));
}

void MessageFile::Close() {
  retry_time_ = {};
  Flush();
  CloseFile();
  is_failing_ = false;
  if (left_out_ == 0) return;
  Log(LogSeverity::kError, "server", "the message log ends without some lines",
      {{"file", path_}, {"lines", std::exchange(left_out_, 0)}});
}

void MessageFile::Add(std::string_view line) {
  if (is_failing_ && Clock::now() < retry_time_) {
    ++left_out_;
    return;
  }
  const size_t bytes = file_bytes_ + block_.size();
  if (bytes != 0 && bytes + line.size() + 1 > max_bytes_) {
    Flush();
    if (!is_failing_) Rotate();
  }
  block_.append(line) += '\n';
  if (block_.size() >= kBlockBytes) Flush();
}

void MessageFile::Flush() {
  if (is_failing_ ? Clock::now() < retry_time_ : block_.empty()) return;
  if (file_ < 0) {
    if (const int error = OpenWith(0); error != 0)
      return OnFailure("", 0, error);
  }
  std::string prefix = begins_with_line_break_ ? "\n" : "";
  prefix += MarkOf(left_out_);
  const std::string text = prefix + block_;
  const Written written = WriteAll(file_, text);
  if (written.error != 0) {
    return OnFailure(prefix, written.bytes, written.error);
  }
  file_bytes_ += text.size();
  begins_with_line_break_ = false;
  block_.clear();
  const uint64_t left_out = std::exchange(left_out_, 0);
  if (!std::exchange(is_failing_, false)) return;
  Log(LogSeverity::kInfo, "server", "the message log is written again",
      {{"file", path_}, {"left_out_lines", left_out}});
}

// The first `written` bytes of `prefix` and the block are in the file.
void MessageFile::OnFailure(std::string_view prefix, size_t written,
                            int error) {
  std::string text = std::string(prefix) + std::exchange(block_, {});
  const size_t kept =
      written == 0 ? 0 : text.rfind('\n', written - 1) + 1;  // npos + 1 is 0
  if (kept != 0) begins_with_line_break_ = false;
  if (kept >= prefix.size() && kept != 0) left_out_ = 0;
  left_out_ += static_cast<uint64_t>(std::count(
      text.begin() + static_cast<std::ptrdiff_t>(std::max(kept, prefix.size())),
      text.end(), '\n'));
  file_bytes_ += kept;
  CutTornLine(written - kept);
  retry_time_ = Clock::now() + retry_interval_;
  if (std::exchange(is_failing_, true)) return;
  Log(LogSeverity::kError, "server",
      "the message log cannot be written; lines are left out",
      {{"file", path_}, {"error", TextOf(error)}});
}

// The file ends with `torn` bytes of a line, behind file_bytes_ others.
void MessageFile::CutTornLine(size_t torn) {
  if (torn == 0) return;
  struct stat status = {};
  const bool is_own_end =
      ::fstat(file_, &status) == 0 && S_ISREG(status.st_mode) &&
      static_cast<size_t>(status.st_size) == file_bytes_ + torn;
  if (is_own_end && ::ftruncate(file_, static_cast<off_t>(file_bytes_)) == 0) {
    return;
  }
  file_bytes_ += torn;
  begins_with_line_break_ = true;
}

void MessageFile::Rotate() {
  std::error_code error;
  std::filesystem::rename(path_, path_ + ".1", error);
  if (error) {
    Log(LogSeverity::kError, "server",
        "the message log cannot be renamed; its lines are lost",
        {{"file", path_}, {"error", error.message()}});
  }
  if (const int failure = OpenWith(O_TRUNC); failure != 0) {
    OnFailure("", 0, failure);
  }
}

std::optional<MessageFile::Clock::time_point> MessageFile::next_attempt()
    const {
  if (!is_failing_) return std::nullopt;
  return retry_time_;
}

}  // namespace noodles::server_internal
