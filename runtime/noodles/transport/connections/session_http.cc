#include <utility>

#include "noodles/transport/connections/session.h"
#include "noodles/transport/http/request_head.h"
#include "noodles/transport/websocket/deflate.h"
#include "noodles/transport/websocket/upgrade.h"

namespace noodles::transport_internal {

void Session::OnHandshakeBytes(std::span<const uint8_t> bytes) {
  request_bytes_.append(bytes.begin(), bytes.end());
  size_t size = 0;
  const HeadState state = FindRequestHead(request_bytes_, size);
  if (state == HeadState::kNotHttp) {
    Refuse(MakeTextResponse(400, "this is not HTTP"));
    return;
  }
  if (state == HeadState::kIncomplete) size = request_bytes_.size();
  if (size > options_.max_request_bytes) {
    Refuse(MakeTextResponse(431, "the request's header is too long"));
    return;
  }
  if (state == HeadState::kIncomplete) return;
  std::string received = std::exchange(request_bytes_, {});
  HttpRequest request;
  std::string problem;
  if (!ParseRequestHead(std::string_view(received).substr(0, size), request,
                        problem)) {
    Refuse(MakeTextResponse(400, problem));
    return;
  }
  OnRequest(request, std::span(reinterpret_cast<uint8_t*>(received.data()),
                               received.size())
                         .subspan(size));
}

// `rest` are bytes that came right behind the request: frames already, or the
// next request.
void Session::OnRequest(const HttpRequest& request, std::span<uint8_t> rest) {
  ++request_count_;
  std::optional<HttpResponse> refusal;
  bool keep_alive = false;
  if (!IsUpgradeRequest(request)) {
    refusal = MakeTextResponse(500, "internal error");
    keep_alive = http_handler_ != nullptr && AllowsNextRequest(request) &&
                 request_count_ < options_.max_http_requests;
    CallHandler([&] {
      refusal = http_handler_ ? http_handler_->OnRequest(request)
                              : AnswerWithoutHandler(request);
    });
  } else if (refusal = CheckUpgradeRequest(request); !refusal) {
    refusal = MakeTextResponse(500, "internal error");
    CallHandler([&] { refusal = handler_->OnUpgrade(*this, request); });
  }
  if (!refusal && !host_->AdmitConnection()) {
    refusal = MakeTextResponse(503, "too many connections");
  }
  if (refusal) {
    if (keep_alive) request_bytes_.assign(rest.begin(), rest.end());
    Answer(*std::move(refusal), request.method == "HEAD", keep_alive);
    return;
  }
  const std::optional<std::string> deflate =
      AcceptDeflateOffer(request, options_.deflate);
  if (deflate) {
    deflates_ = true;
    parser_.AcceptDeflated();
  }
  frames_.AddHead(FormatUpgradeResponse(request, deflate.value_or("")));
  Open();
  if (phase_ != Phase::kOpen || rest.empty()) return;
  parser_.Feed(rest);
  HandleEvents();
}

void Session::Refuse(HttpResponse response) {
  Answer(std::move(response), false, false);
}

void Session::Answer(HttpResponse response, bool head_only, bool keep_alive) {
  phase_ = Phase::kAnswering;
  keep_alive_ = keep_alive;
  SetTimer(options_.http_stall_timeout);
  answer_ =
      std::make_unique<HttpAnswer>(std::move(response), head_only, keep_alive);
}

// False if nothing more can be written now.
bool Session::ContinueAnswer(uint64_t turn_end) {
  if (awaiting_writable_) return false;
  if (written_bytes_ >= turn_end) {
    host_->ScheduleFlush(shared_from_this());
    return false;
  }
  const Stream::WriteResult result = answer_->Write(*stream_);
  written_bytes_ += result.count;
  Count(&Traffic::sent_bytes, result.count);
  if (result.error) {
    Abort(CloseCause::kConnectionLost, result.error.message());
    return false;
  }
  if (answer_->is_done()) {
    FinishAnswer();
    return true;
  }
  if (result.count > 0) return true;
  awaiting_writable_ = true;
  stream_->AwaitWritable(shared_from_this());
  return false;
}

void Session::FinishAnswer() {
  ReportAnswer();
  if (keep_alive_) {
    phase_ = Phase::kHandshake;
    SetTimer(options_.http_idle_timeout);
    // The next request may be here already.
    OnHandshakeBytes({});
  } else {
    Drain();
  }
  StartRead();
}

void Session::ReportAnswer() {
  if (answer_ == nullptr) return;
  const std::unique_ptr<HttpAnswer> answer = std::move(answer_);
  CallHandler([&] { answer->Report(); });
}

}  // namespace noodles::transport_internal
