// An HTTP answer on its way out: the head, then the body from memory and from a
// file, as fast as the stream takes them. No byte of the body is copied here.
//
// Thread-safety: none; it belongs to the session that sends it.
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
  // The head alone if `head_only`.
  HttpAnswer(HttpResponse response, bool head_only, bool keep_alive);

  bool is_done() const { return next_ == pieces_.size() && file_.length == 0; }

  // Writes what the stream takes at once, at most kTurnBytes of a file. Without
  // progress and error: the stream is full.
  Stream::WriteResult Write(Stream& stream);

  // Tells the response's on_sent, if it has one, how much has left. Once.
  void Report();

 private:
  static constexpr size_t kMaxPieces = 64;
  static constexpr uint64_t kTurnBytes = 256 * 1024;

  void Consume(size_t count);

  std::vector<Bytes> pieces_;  // those before next_ are done
  size_t next_ = 0;
  size_t offset_ = 0;  // bytes of pieces_[next_] that are done
  FileSlice file_;     // behind the pieces; what is left of it
  size_t head_size_ = 0;
  uint64_t written_ = 0;
  const std::function<void(uint64_t)> on_sent_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_HTTP_ANSWER_H_
