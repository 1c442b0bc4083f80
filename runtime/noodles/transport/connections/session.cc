#include "noodles/transport/connections/session.h"

#include <algorithm>
#include <utility>

#include "noodles/base/printable.h"

namespace noodles::transport_internal {
namespace {

// Bytes that are kept of the last fault of a peer.
constexpr size_t kMaxFaultBytes = 256;

}  // namespace

Session::Session(Setup setup)
    : id_(setup.id),
      remote_address_(std::move(setup.remote_address)),
      options_(setup.options),
      handler_(std::move(setup.handler)),
      traffic_(std::move(setup.traffic)),
      host_(std::move(setup.host)),
      role_(setup.opening ? Role::kClient : Role::kServer),
      stream_(std::move(setup.stream)),
      parser_({.role = role_,
               .max_message_bytes = options_.max_message_bytes,
               .accept_text = options_.accept_text,
               .max_unpack_ratio = options_.deflate.max_unpack_ratio,
               .free_unpacked_bytes = options_.deflate.free_unpacked_bytes,
               .unpack_turn_bytes =
                   std::max<size_t>(options_.deflate.unpack_turn_bytes, 1)}),
      frames_(role_) {
  deflate_ = options_.deflate;
  if (setup.opening) {
    handshake_ = std::make_unique<ClientHandshake>(*std::move(setup.opening),
                                                   options_.max_request_bytes,
                                                   options_.subprotocols);
  } else {
    http_ = std::make_unique<HttpExchange>(
        HttpExchange::Setup{.connection_id = id_,
                            .remote_address = remote_address_,
                            .handler = std::move(setup.http_handler),
                            .max_request_bytes = options_.max_request_bytes,
                            .max_requests = options_.max_http_requests});
  }
}

void Session::Start() {
  SetTimer(options_.handshake_timeout);
  StartRead();
  if (!handshake_) return;
  frames_.AddHead(handshake_->request());
  Flush();
}

// ---- From any thread

void Session::Close(CloseCode code, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  if (!accepting_) return;
  RequestCloseLocked(
      {.code = code,
       .text = std::string(reason),
       .reason = {CloseCause::kLocalClose, code, std::string(reason)},
       .at_once = false});
}

void Session::Approve() {
  if (approved_.exchange(true) || host_->ApproveConnection(*this)) return;
  const std::lock_guard lock(mutex_);
  if (!accepting_) return;
  constexpr std::string_view kText = "too many clients";
  RequestCloseLocked({.code = CloseCode::kTryAgainLater,
                      .text = std::string(kText),
                      .reason = {CloseCause::kNoRoom, CloseCode::kTryAgainLater,
                                 std::string(kText)},
                      .at_once = true});
}

void Session::Evict() {
  const std::lock_guard lock(mutex_);
  // After the end, nothing may be scheduled.
  if (has_ended_) return;
  is_evicted_ = true;
  host_->ScheduleFlush(shared_from_this());
}

void Session::RequestWake() {
  if (is_wake_requested_.exchange(true)) return;
  const std::lock_guard lock(mutex_);
  // After the end, nothing may be scheduled.
  if (!has_ended_) host_->ScheduleFlush(shared_from_this());
}

void Session::NoteFault(std::string_view fault) {
  if (approved_) return;
  const std::lock_guard lock(mutex_);
  last_fault_ = Printable(TextStart(fault, kMaxFaultBytes));
}

bool Session::is_open() const { return accepting_; }

size_t Session::queued_bytes() const { return queued_bytes_; }

// Schedules a flush even if one is due: that one may wait for the peer and
// would start the timer too late.
void Session::RequestCloseLocked(CloseRequest request) {
  accepting_ = false;
  const bool at_once = request.at_once;
  if (!close_request_) close_request_ = std::move(request);
  if (at_once) {
    close_request_->at_once = true;
    if (queued_bytes_ > options_.low_water_bytes) {
      close_request_->drops_queue = true;
    }
  }
  flush_scheduled_ = true;
  host_->ScheduleFlush(shared_from_this());
}

// ---- On the I/O thread

void Session::RequestClose(CloseRequest request) {
  const std::lock_guard lock(mutex_);
  RequestCloseLocked(std::move(request));
}

void Session::Stop() {
  switch (phase_) {
    case Phase::kHandshake:
      Abort(CloseCause::kListenerStopped, "the listener stops");
      return;
    case Phase::kOpen:
      RequestClose({.code = CloseCode::kGoingAway,
                    .text = "the service ends",
                    .reason = {CloseCause::kListenerStopped,
                               CloseCode::kGoingAway, "the service ends"},
                    .at_once = false});
      return;
    case Phase::kAnswering:
      http_->ForbidNextRequest();
      return;
    case Phase::kClosing:
    case Phase::kDraining:
    case Phase::kEnded:
      return;
  }
}

// Another connection has taken the place.
void Session::MakeRoom() {
  is_evicted_ = false;
  constexpr std::string_view kText =
      "made room for newer connections before an introduction";
  switch (phase_) {
    case Phase::kHandshake:
      Abort(CloseCause::kNoRoom, kText);
      return;
    case Phase::kAnswering:
      http_->ForbidNextRequest();
      return;
    case Phase::kOpen:
      RequestClose({.code = CloseCode::kTryAgainLater,
                    .text = std::string(kText),
                    .reason = {CloseCause::kNoRoom, CloseCode::kTryAgainLater,
                               std::string(kText)},
                    .at_once = true});
      return;
    case Phase::kClosing:
    case Phase::kDraining:
    case Phase::kEnded:
      return;
  }
}

void Session::BeginClosing() {
  phase_ = Phase::kClosing;
  {
    const std::lock_guard lock(mutex_);
    close_reason_ = close_request_->reason;
    progress_renews_timer_ = !close_request_->at_once;
  }
  SetTimer(options_.close_timeout);
}

void Session::OnAllWritten() {
  if (phase_ != Phase::kClosing) return;
  bool at_once;
  {
    const std::lock_guard lock(mutex_);
    at_once = close_request_->at_once;
  }
  if (at_once) {
    Drain();
  } else if (progress_renews_timer_) {
    progress_renews_timer_ = false;
    SetTimer(options_.close_timeout);
  }
}

// Only the I/O thread changes own_traffic_, so a load and a store do.
void Session::Count(std::atomic<uint64_t> Traffic::*what, uint64_t count) {
  traffic_.get()->*what += count;
  std::atomic<uint64_t>& own = own_traffic_.*what;
  own.store(own.load(std::memory_order_relaxed) + count,
            std::memory_order_relaxed);
}

void Session::SetTimer(std::chrono::milliseconds delay) {
  written_at_timer_ = written_bytes_;
  if (delay.count() > 0) {
    stream_->SetTimer(delay, shared_from_this());
  } else {
    stream_->StopTimer();
  }
}

void Session::OnTimer() {
  switch (phase_) {
    case Phase::kHandshake:
      Abort(CloseCause::kTimeout,
            handshake_
                ? "no answer to the opening handshake within the time-out"
                : "no request within the time-out");
      return;
    case Phase::kOpen:
      OnOpenTimer();
      return;
    case Phase::kAnswering:
      if (written_bytes_ != written_at_timer_) {
        SetTimer(options_.http_stall_timeout);
      } else {
        Abort(CloseCause::kTimeout, "the peer does not take the answer");
      }
      return;
    case Phase::kClosing:
      if (progress_renews_timer_ && written_bytes_ != written_at_timer_) {
        SetTimer(options_.close_timeout);
      } else {
        Abort(CloseCause::kTimeout, "no answer to the close frame");
      }
      return;
    case Phase::kDraining:
      End();
      return;
    case Phase::kEnded:
      return;
  }
}

// The timer ends with the approval's time, or with the next interval of pings,
// so that these begin no later than an interval after the approval.
void Session::AwaitApproval() {
  approval_step_ = options_.approval_timeout - approval_waited_;
  if (options_.ping_interval.count() > 0) {
    approval_step_ = std::min(approval_step_, options_.ping_interval);
  }
  SetTimer(approval_step_);
}

void Session::OnOpenTimer() {
  if (!is_on_approval_) return OnPingTimer();
  approval_waited_ += approval_step_;
  if (approved_) {
    is_on_approval_ = false;
    const bool is_ping_due = options_.ping_interval.count() > 0 &&
                             approval_waited_ >= options_.ping_interval;
    if (is_ping_due) return OnPingTimer();
    SetTimer(options_.ping_interval - approval_waited_);
  } else if (approval_waited_ < options_.approval_timeout) {
    AwaitApproval();
  } else {
    std::string text = "nothing of use came in time";
    {
      const std::lock_guard lock(mutex_);
      if (!last_fault_.empty()) text += "; last error: " + last_fault_;
    }
    RequestClose(
        {.code = CloseCode::kPolicyViolation,
         .text = text,
         .reason = {CloseCause::kTimeout, CloseCode::kPolicyViolation, text},
         .at_once = true});
  }
}

void Session::OnPingTimer() {
  if (!read_since_ping_) {
    Abort(CloseCause::kTimeout, "no answer to a ping");
    return;
  }
  const std::chrono::milliseconds timeout = options_.ping_timeout;
  const bool has_timeout =
      timeout.count() > 0 && timeout < options_.ping_interval;
  if (std::exchange(is_on_pong_, false)) {
    SetTimer(options_.ping_interval - timeout);
    return;
  }
  read_since_ping_ = false;
  is_on_pong_ = has_timeout;
  SetTimer(has_timeout ? timeout : options_.ping_interval);
  HoldFlush();
  frames_.AddPing();
  Flush();
}

void Session::Abort(CloseCause cause, std::string_view text) {
  if (!close_reason_) {
    const std::lock_guard lock(mutex_);
    close_reason_ = close_request_ ? close_request_->reason
                                   : CloseReason{cause, CloseCode::kAbnormal,
                                                 std::string(text)};
  }
  End();
}

void Session::Drain() {
  phase_ = Phase::kDraining;
  ReportClose();
  stream_->ShutdownWrite();
  SetTimer(options_.close_timeout);
}

void Session::End() {
  if (phase_ == Phase::kEnded) return;
  phase_ = Phase::kEnded;
  std::vector<QueuedMessage> unsent;
  {
    const std::lock_guard lock(mutex_);
    accepting_ = false;
    has_ended_ = true;
    flush_scheduled_ = true;  // nothing is scheduled any more
    queued_bytes_ = 0;
    unsent = queue_.TakeAll();
  }
  frames_.Clear();
  if (http_) http_->FinishAnswer();
  stream_->Close();
  if (handshake_) {
    ReportOpeningFailure(
        {.http_status = 0, .text = close_reason_ ? close_reason_->text : ""});
  }
  ReportClose();
  handler_ = nullptr;
  http_ = nullptr;
  handshake_ = nullptr;
  host_->OnSessionEnd(*this, admitted_);
}

void Session::OnHandlerException(const std::string& what) {
  if (phase_ != Phase::kOpen) return;
  RequestClose(
      {.code = CloseCode::kInternalError,
       .text = "internal error",
       .reason = {CloseCause::kHandlerFailed, CloseCode::kInternalError, what},
       .at_once = true});
}

void Session::ReportClose() {
  if (!std::exchange(opened_, false)) return;
  CallHandler([this] {
    handler_->OnClose(*this, close_reason_.value_or(CloseReason{}));
  });
}

}  // namespace noodles::transport_internal
