// Writes an HTTP answer to a stream: the head, then the body from memory and
// from a file. The body is not copied.
//
// Thread-safety: none; an answer belongs to the session that sends it.
// Ownership: holds each segment of the body until the segment has been written.
#ifndef NOODLES_TRANSPORT_HTTP_HTTP_ANSWER_H_
#define NOODLES_TRANSPORT_HTTP_HTTP_ANSWER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/net/stream.h"

namespace noodles::transport_internal {

class HttpAnswer {
 public:
  // With `head_only`, the body is left out (the answer to a HEAD request).
  HttpAnswer(HttpResponse response, bool head_only, bool keep_alive);

  bool is_done() const { return next_ == pieces_.size() && file_.length == 0; }

  // Writes as many bytes as the stream takes at once, at most kTurnBytes of a
  // file. 0 bytes without an error: the stream is full.
  Stream::WriteResult Write(Stream& stream);

  // Calls the response's on_sent, if there is one. To be called once.
  void Report();

 private:
  static constexpr size_t kMaxPieces = 64;
  static constexpr uint64_t kTurnBytes = uint64_t{256} << 10;

  void Consume(size_t count);

  std::vector<Bytes> pieces_;  // those before next_ are written
  size_t next_ = 0;
  size_t offset_ = 0;  // bytes of pieces_[next_] that are written
  FileSlice file_;     // behind the pieces; its part that is not yet written
  size_t head_size_ = 0;
  uint64_t written_ = 0;
  const std::function<void(uint64_t)> on_sent_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_ANSWER_H_
