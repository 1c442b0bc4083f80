// Collects the body of an HTTP answer (RFC 9112, section 6): a known length,
// chunks, or everything until the end of the connection.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TRANSPORT_HTTP_HTTP_BODY_H_
#define NOODLES_TRANSPORT_HTTP_HTTP_BODY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "noodles/transport/http/http_response_head.h"

namespace noodles::transport_internal {

class HttpBody {
 public:
  // Errors: ResourceExhausted for a length beyond `max_bytes`, DataLoss for one
  // that is none.
  absl::Status Begin(const HttpResponseHead& head, size_t max_bytes);

  // The next bytes from the connection. Errors: as Begin.
  absl::Status Feed(std::span<const uint8_t> bytes);

  // The connection has ended. DataLoss if more was to come.
  absl::Status End() const;

  // Nothing more belongs to it.
  bool is_complete() const { return is_complete_; }
  std::optional<uint64_t> length() const { return length_; }
  size_t size() const { return content_.size(); }
  std::vector<uint8_t> Take() { return std::move(content_); }

 private:
  absl::Status Append(std::span<const uint8_t> bytes);
  absl::Status FeedChunks(std::span<const uint8_t> bytes);
  absl::Status OnChunkLine();

  size_t max_bytes_ = 0;
  std::optional<uint64_t> length_;
  bool is_complete_ = false;
  std::vector<uint8_t> content_;

  // Of chunks.
  bool is_chunked_ = false;
  bool in_trailer_ = false;
  bool after_chunk_ = false;  // the line break behind one is expected
  uint64_t chunk_left_ = 0;
  std::string line_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_BODY_H_
