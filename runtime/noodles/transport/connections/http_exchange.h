// The HTTP side of a listener's connection: reads requests one after the other
// and sends their answers, until a request asks for a websocket or the
// connection may not be used again.
//
//   Feed() --kAnswer--> Write() ... --> FinishAnswer() --true--> Feed()
//     |                                       |
//     kUpgrade                              false: the connection ends
//
// Thread-safety: none; an exchange belongs to one session and its I/O thread.
// Ownership: shares the HttpHandler; owns the answer on its way.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_HTTP_EXCHANGE_H_
#define NOODLES_TRANSPORT_CONNECTIONS_HTTP_EXCHANGE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "noodles/transport/http/http.h"
#include "noodles/transport/http/http_answer.h"
#include "noodles/transport/net/stream.h"

namespace noodles::transport_internal {

class HttpExchange {
 public:
  struct Setup {
    uint64_t connection_id = 0;  // for the log
    std::string remote_address;
    std::shared_ptr<HttpHandler> handler;  // may be null
    size_t max_request_bytes = 0;          // of one head
    size_t max_requests = 0;
  };

  enum class Step : uint8_t {
    kNeedMore,  // the request is not complete
    kAnswer,    // there is an answer: Write()
    kUpgrade,   // request() asks for a websocket and breaks no rule
  };

  explicit HttpExchange(Setup setup);
  HttpExchange(const HttpExchange&) = delete;
  HttpExchange& operator=(const HttpExchange&) = delete;

  // Takes the next bytes of the peer, and those that came behind the request
  // before. Not while there is an answer.
  Step Feed(std::span<const uint8_t> bytes);

  // The last request that was complete.
  const HttpRequest& request() const { return request_; }

  // The bytes that came behind request(); they are gone afterwards.
  std::string TakeRest() { return std::move(received_); }

  // Makes `response` the answer to request(); no other request may follow.
  void Refuse(HttpResponse response);

  // Writes as much of the answer as the stream takes at once.
  Stream::WriteResult Write(Stream& stream) { return answer_->Write(stream); }
  bool is_written() const { return answer_->is_done(); }

  // No other request may follow the answer.
  void ForbidNextRequest() { keep_alive_ = false; }

  // Tells the response's on_sent, and drops the answer. True if another
  // request may follow.
  bool FinishAnswer();

 private:
  Step ReadHead(size_t size);
  Step RefuseFault(std::string_view problem);
  void Answer(HttpResponse response, bool head_only, bool keep_alive);

  const uint64_t connection_id_;
  const std::string remote_address_;
  const std::shared_ptr<HttpHandler> handler_;
  const size_t max_request_bytes_;
  const size_t max_requests_;

  std::string received_;  // not yet read
  size_t request_count_ = 0;
  HttpRequest request_;
  std::unique_ptr<HttpAnswer> answer_;
  bool keep_alive_ = false;  // another request may follow the answer
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_HTTP_EXCHANGE_H_
