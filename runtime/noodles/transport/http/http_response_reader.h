// Reads one HTTP answer as its bytes arrive (RFC 9112): the head, then a body
// of known length, in chunks, or up to the end of the connection. Boost.Beast's
// parser does the work.
//
// Thread-safety: one thread at a time. Ownership: holds the body until
// TakeBody().
#ifndef NOODLES_TRANSPORT_HTTP_HTTP_RESPONSE_READER_H_
#define NOODLES_TRANSPORT_HTTP_HTTP_RESPONSE_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "noodles/transport/http/http_response_head.h"

namespace noodles::transport_internal {

class HttpResponseReader {
 public:
  // Bytes of the head, and bytes of the body.
  HttpResponseReader(size_t max_header_bytes, size_t max_body_bytes);
  ~HttpResponseReader();
  HttpResponseReader(const HttpResponseReader&) = delete;
  HttpResponseReader& operator=(const HttpResponseReader&) = delete;

  // Takes the next bytes of the connection; bytes behind the answer are
  // dropped, and so are interim answers before it, whose heads count for the
  // limit of the head. Errors: ResourceExhausted beyond a limit, DataLoss for
  // bytes that are no HTTP answer. has_head() may be true after an error: then
  // the body is at fault.
  absl::Status Feed(std::span<const uint8_t> bytes);

  // The connection has ended. DataLoss if the answer is not complete. A head
  // that ends within its last line is read as far as it came.
  absl::Status End();

  bool has_head() const { return has_head_; }
  // Only with has_head().
  const HttpResponseHead& head() const { return head_; }
  // The whole answer is there, and the end of the connection is not needed to
  // know that.
  bool is_complete() const;

  // Bytes of the body so far, and Content-Length.
  size_t body_size() const;
  std::optional<uint64_t> body_length() const;
  std::vector<uint8_t> TakeBody();

 private:
  struct Parser;

  absl::Status ReadHead(std::string_view head);
  absl::Status FeedBody(std::span<const uint8_t> bytes);
  absl::Status TooLong() const;

  const size_t max_header_bytes_;
  const size_t max_body_bytes_;
  const std::unique_ptr<Parser> parser_;
  // Bytes that the parser has not read: the head until it is complete, then the
  // start of a chunk's line or of the trailer.
  std::string unread_;
  size_t interim_bytes_ = 0;  // of interim answers
  bool has_head_ = false;
  HttpResponseHead head_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_RESPONSE_READER_H_
