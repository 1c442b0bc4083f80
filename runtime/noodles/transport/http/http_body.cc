#include "noodles/transport/http/http_body.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::transport_internal {
namespace {

// A chunk's size, its extensions, a trailer's field.
constexpr size_t kMaxLineBytes = 4096;

// What is reserved for a claimed length before its bytes are there.
constexpr size_t kMaxReservedBytes = 1024 * 1024;

absl::Status TooLong(size_t max_bytes) {
  return ResourceExhausted("the file is longer than " +
                           std::to_string(max_bytes) + " bytes");
}

bool ParseNumber(std::string_view text, int base, uint64_t& value) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

absl::Status HttpBody::Begin(const HttpResponseHead& head, size_t max_bytes) {
  max_bytes_ = max_bytes;
  if (HasToken(head.fields, "Transfer-Encoding", "chunked")) {
    is_chunked_ = true;
    return absl::OkStatus();
  }
  const std::string* const text = FindField(head.fields, "Content-Length");
  if (text == nullptr) return absl::OkStatus();
  uint64_t length = 0;
  if (!ParseNumber(*text, 10, length)) {
    return DataLoss("Content-Length is no number");
  }
  if (length > max_bytes) return TooLong(max_bytes);
  length_ = length;
  is_complete_ = length == 0;
  content_.reserve(
      static_cast<size_t>(std::min<uint64_t>(length, kMaxReservedBytes)));
  return absl::OkStatus();
}

absl::Status HttpBody::Append(std::span<const uint8_t> bytes) {
  if (bytes.size() > max_bytes_ - content_.size()) return TooLong(max_bytes_);
  content_.insert(content_.end(), bytes.begin(), bytes.end());
  return absl::OkStatus();
}

absl::Status HttpBody::Feed(std::span<const uint8_t> bytes) {
  if (is_complete_) return absl::OkStatus();
  if (is_chunked_) return FeedChunks(bytes);
  if (!length_) return Append(bytes);
  const uint64_t missing = *length_ - content_.size();
  bytes = bytes.first(
      static_cast<size_t>(std::min<uint64_t>(missing, bytes.size())));
  is_complete_ = bytes.size() == missing;
  return Append(bytes);
}

absl::Status HttpBody::FeedChunks(std::span<const uint8_t> bytes) {
  while (!bytes.empty() && !is_complete_) {
    if (chunk_left_ > 0) {
      const auto count =
          static_cast<size_t>(std::min<uint64_t>(chunk_left_, bytes.size()));
      absl::Status status = Append(bytes.first(count));
      if (!status.ok()) return status;
      bytes = bytes.subspan(count);
      chunk_left_ -= count;
      after_chunk_ = chunk_left_ == 0;
      continue;
    }
    const auto c = static_cast<char>(bytes.front());
    bytes = bytes.subspan(1);
    if (c != '\n') {
      if (line_.size() >= kMaxLineBytes) return DataLoss("endless chunk line");
      line_.push_back(c);
      continue;
    }
    if (line_.ends_with('\r')) line_.pop_back();
    absl::Status status = OnChunkLine();
    line_.clear();
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status HttpBody::OnChunkLine() {
  if (in_trailer_) {
    is_complete_ = line_.empty();
    return absl::OkStatus();
  }
  if (std::exchange(after_chunk_, false)) {
    return line_.empty() ? absl::OkStatus()
                         : DataLoss("a chunk is longer than it says");
  }
  const std::string_view size =
      TrimBlanks(std::string_view(line_).substr(0, line_.find(';')));
  if (!ParseNumber(size, 16, chunk_left_)) {
    return DataLoss("a chunk's size is no number");
  }
  if (chunk_left_ > max_bytes_ - content_.size()) return TooLong(max_bytes_);
  in_trailer_ = chunk_left_ == 0;
  return absl::OkStatus();
}

absl::Status HttpBody::End() const {
  if (is_complete_ || (!is_chunked_ && !length_)) return absl::OkStatus();
  return DataLoss("the answer ended after " + std::to_string(content_.size()) +
                  " bytes" +
                  (length_ ? " of " + std::to_string(*length_) : ""));
}

}  // namespace noodles::transport_internal
