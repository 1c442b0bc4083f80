#include "noodles/transport/connections/http_exchange.h"

#include <optional>
#include <string_view>
#include <utility>

#include "noodles/transport/connections/handler_call.h"
#include "noodles/transport/http/request_head.h"
#include "noodles/transport/http/request_rules.h"
#include "noodles/transport/websocket/upgrade.h"

namespace noodles::transport_internal {
namespace {

// The first byte of a TLS connection (RFC 8446, section 5.1).
constexpr char kTlsHandshake = 0x16;

}  // namespace

HttpExchange::HttpExchange(Setup setup)
    : connection_id_(setup.connection_id),
      remote_address_(std::move(setup.remote_address)),
      handler_(std::move(setup.handler)),
      max_request_bytes_(setup.max_request_bytes),
      max_requests_(setup.max_requests) {}

HttpExchange::Step HttpExchange::Feed(std::span<const uint8_t> bytes) {
  received_.append(bytes.begin(), bytes.end());
  size_t size = 0;
  const HeadState state = FindRequestHead(received_, size);
  if (state == HeadState::kNotHttp) {
    const bool is_tls = received_.front() == kTlsHandshake;
    return RefuseFault(is_tls ? "this port speaks no TLS; use http:// or ws:// "
                                "here"
                              : "this is not HTTP");
  }
  if (state == HeadState::kIncomplete) size = received_.size();
  if (size > max_request_bytes_) {
    Answer(MakeTextResponse(431, "the request's header is too long"), false,
           false);
    return Step::kAnswer;
  }
  if (state == HeadState::kIncomplete) return Step::kNeedMore;
  return ReadHead(size);
}

HttpExchange::Step HttpExchange::ReadHead(size_t size) {
  std::string problem;
  request_ = {};
  if (!ParseRequestHead(std::string_view(received_).substr(0, size), request_,
                        problem)) {
    return RefuseFault(problem);
  }
  received_.erase(0, size);
  problem = NormalizeRequest(request_);
  if (!problem.empty()) return RefuseFault(problem);
  ++request_count_;
  if (IsUpgradeRequest(request_)) {
    std::optional<HttpResponse> refusal = CheckUpgradeRequest(request_);
    if (!refusal) return Step::kUpgrade;
    Refuse(*std::move(refusal));
    return Step::kAnswer;
  }
  const bool keep_alive = handler_ != nullptr && AllowsNextRequest(request_) &&
                          request_count_ < max_requests_;
  HttpResponse response = MakeTextResponse(500, "internal error");
  CallAndLog(connection_id_, [&] {
    response = handler_ ? handler_->OnRequestFrom(request_, remote_address_)
                        : AnswerWithoutHandler(request_);
  });
  Answer(std::move(response), request_.method == "HEAD", keep_alive);
  return Step::kAnswer;
}

HttpExchange::Step HttpExchange::RefuseFault(std::string_view problem) {
  Answer(MakeTextResponse(400, problem), false, false);
  return Step::kAnswer;
}

void HttpExchange::Refuse(HttpResponse response) {
  Answer(std::move(response), request_.method == "HEAD", false);
}

void HttpExchange::Answer(HttpResponse response, bool head_only,
                          bool keep_alive) {
  keep_alive_ = keep_alive;
  if (!keep_alive) received_.clear();
  answer_ =
      std::make_unique<HttpAnswer>(std::move(response), head_only, keep_alive);
}

bool HttpExchange::FinishAnswer() {
  if (const std::unique_ptr<HttpAnswer> answer = std::move(answer_)) {
    CallAndLog(connection_id_, [&] { answer->Report(); });
  }
  return keep_alive_;
}

}  // namespace noodles::transport_internal
