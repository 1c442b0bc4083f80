#include "noodles/geometry/import/pipe.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <utility>

namespace noodles::geometry_internal {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 16;
// poll() takes an int of milliseconds.
constexpr int64_t kLongestWait = 1 << 30;

}  // namespace

PipeWriter::PipeWriter(int descriptor) : descriptor_(descriptor) {
  buffer_.reserve(kBufferBytes);
}

bool PipeWriter::Write(const void* from, size_t count) {
  const auto* bytes = static_cast<const uint8_t*>(from);
  if (count > kBufferBytes - buffer_.size()) {
    if (!Flush()) return false;
    if (count >= kBufferBytes) return WriteNow(bytes, count);
  }
  buffer_.insert(buffer_.end(), bytes, bytes + count);
  return !is_closed_;
}

bool PipeWriter::Flush() {
  WriteNow(buffer_.data(), buffer_.size());
  buffer_.clear();
  return !is_closed_;
}

bool PipeWriter::WriteNow(const uint8_t* from, size_t count) {
  while (count > 0 && !is_closed_) {
    const ssize_t written = write(descriptor_, from, count);
    if (written > 0) {
      from += written;
      count -= static_cast<size_t>(written);
    }
    is_closed_ = written < 0 && errno != EINTR;
  }
  return !is_closed_;
}

void PipeReader::SendMeanwhile(Bytes bytes) {
  if (!bytes.empty()) outgoing_.push_back(std::move(bytes));
}

void PipeReader::SendSome() {
  Bytes& next = outgoing_.front();
  const ssize_t sent =
      send(descriptor_, next.data(), next.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0) {
    next = next.Slice(static_cast<size_t>(sent), next.size());
    if (next.empty()) outgoing_.pop_front();
  } else if (errno != EINTR && errno != EAGAIN) {
    // The other process does not read any more. Its answer may say why.
    outgoing_.clear();
  }
}

size_t PipeReader::ReadSome(uint8_t* to, size_t most) {
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now())
            .count();
    if (left <= 0) {
      is_late_ = true;
      return 0;
    }
    const bool is_sending = !outgoing_.empty();
    pollfd waiting = {
        descriptor_, static_cast<short>(is_sending ? POLLIN | POLLOUT : POLLIN),
        0};
    const int ready = poll(
        &waiting, 1, static_cast<int>(std::min<int64_t>(left, kLongestWait)));
    if (ready < 0 && errno != EINTR) return 0;
    if (ready <= 0) continue;
    if (is_sending && (waiting.revents & POLLOUT) != 0) SendSome();
    if ((waiting.revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) == 0) {
      continue;
    }
    const ssize_t count = read(descriptor_, to, most);
    if (count >= 0) return static_cast<size_t>(count);
    if (errno != EINTR && errno != EAGAIN) return 0;
  }
}

bool PipeReader::Read(void* to, size_t count) {
  auto* bytes = static_cast<uint8_t*>(to);
  while (count > 0) {
    size_t part = 0;
    if (at_ < buffer_.size()) {
      part = std::min(count, buffer_.size() - at_);
      std::memcpy(bytes, buffer_.data() + at_, part);
      at_ += part;
    } else if (count >= kBufferBytes) {
      part = ReadSome(bytes, count);
      if (part == 0) return false;
    } else {
      buffer_.resize(kBufferBytes);
      buffer_.resize(ReadSome(buffer_.data(), buffer_.size()));
      at_ = 0;
      if (buffer_.empty()) return false;
    }
    bytes += part;
    count -= part;
  }
  return true;
}

}  // namespace noodles::geometry_internal
