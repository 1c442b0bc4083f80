#include <optional>
#include <utility>

#include "noodles/transport/connections/session.h"
#include "noodles/transport/websocket/deflate.h"
#include "noodles/transport/websocket/upgrade.h"

namespace noodles::transport_internal {

// ---- A listener's session: requests, and their answers

void Session::OnRequestBytes(std::span<const uint8_t> bytes) {
  switch (http_->Feed(bytes)) {
    case HttpExchange::Step::kNeedMore:
      return;
    case HttpExchange::Step::kAnswer:
      BeginAnswer();
      return;
    case HttpExchange::Step::kUpgrade:
      Upgrade();
      return;
  }
}

void Session::Upgrade() {
  const HttpRequest& request = http_->request();
  std::optional<HttpResponse> refusal = MakeTextResponse(500, "internal error");
  CallHandler([&] { refusal = handler_->OnUpgrade(*this, request); });
  if (!refusal && !host_->AdmitConnection(*this)) {
    refusal = MakeTextResponse(503, "too many connections");
  }
  if (refusal) {
    http_->Refuse(*std::move(refusal));
    BeginAnswer();
    return;
  }
  const std::optional<AcceptedDeflate> deflate =
      AcceptDeflateOffer(request, options_.deflate);
  if (deflate) {
    deflate_.window_bits = deflate->window_bits;
    deflates_ = true;
    parser_.AcceptDeflated();
  }
  frames_.AddHead(
      FormatUpgradeResponse(request, deflate ? deflate->answer : "",
                            ChooseSubprotocol(request, options_.subprotocols)));
  Open(http_->TakeRest());
}

void Session::BeginAnswer() {
  if (!host_->BeginAnswer(*this)) {
    http_->FinishAnswer();
    http_->Refuse(MakeTextResponse(503, "too many HTTP connections"));
  }
  phase_ = Phase::kAnswering;
  SetTimer(options_.http_stall_timeout);
}

// False if nothing more can be written now.
bool Session::ContinueAnswer(uint64_t turn_end) {
  if (awaiting_writable_) return false;
  if (written_bytes_ >= turn_end) {
    host_->ScheduleFlush(shared_from_this());
    return false;
  }
  const Stream::WriteResult result = http_->Write(*stream_);
  written_bytes_ += result.count;
  Count(&Traffic::sent_bytes, result.count);
  if (result.error) {
    Abort(CloseCause::kConnectionLost, result.error.message());
    return false;
  }
  if (http_->is_written()) {
    FinishAnswer();
    return true;
  }
  if (result.count > 0) return true;
  awaiting_writable_ = true;
  stream_->AwaitWritable(shared_from_this());
  return false;
}

void Session::FinishAnswer() {
  if (http_->FinishAnswer()) {
    host_->EndAnswer(*this);
    phase_ = Phase::kHandshake;
    SetTimer(options_.http_idle_timeout);
    // The next request may be here already.
    OnRequestBytes({});
  } else {
    Drain();
  }
  StartRead();
}

// ---- A client's session: the server's answer

void Session::OnHandshakeBytes(std::span<const uint8_t> bytes) {
  switch (handshake_->Feed(bytes)) {
    case ClientHandshake::Step::kNeedMore:
      return;
    case ClientHandshake::Step::kFailed:
      ReportOpeningFailure(handshake_->failure());
      End();
      return;
    case ClientHandshake::Step::kAccepted:
      break;
  }
  if (handshake_->deflates()) {
    deflates_ = true;
    parser_.AcceptDeflated();
  }
  if (host_->AdmitConnection(*this)) {
    Open(handshake_->TakeRest());
  } else {
    ReportOpeningFailure({.http_status = 0, .text = "given up"});
    End();
  }
}

void Session::ReportOpeningFailure(const OpeningFailure& failure) {
  CallHandler([&] { handshake_->ReportFailure(failure); });
}

// ---- Both

// `rest` are bytes that came right behind the handshake: frames.
void Session::Open(std::string rest) {
  http_ = nullptr;
  handshake_ = nullptr;
  admitted_ = true;
  opened_ = true;
  phase_ = Phase::kOpen;
  {
    const std::lock_guard lock(mutex_);
    accepting_ = true;
  }
  is_on_approval_ = options_.approval_timeout.count() > 0;
  if (is_on_approval_) {
    AwaitApproval();
  } else {
    SetTimer(options_.ping_interval);
  }
  CallHandler([this] { handler_->OnOpen(shared_from_this()); });
  if (phase_ != Phase::kOpen || rest.empty()) return;
  early_ = std::move(rest);
  parser_.Feed({reinterpret_cast<uint8_t*>(early_.data()), early_.size()});
  HandleEvents();
}

}  // namespace noodles::transport_internal
