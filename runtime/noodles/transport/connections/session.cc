#include "noodles/transport/connections/session.h"

#include <array>
#include <utility>

#include "noodles/base/printable.h"

namespace noodles::transport_internal {
namespace {

// Pieces for one system call; a small message is two.
constexpr size_t kMaxPiecesPerWrite = 256;

// The bytes that one connection may write before the others of its thread get a
// turn.
constexpr size_t kWriteTurnBytes = size_t{4} << 20;

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
               .accept_text = options_.accept_text}),
      frames_(role_) {
  if (setup.opening) {
    handshake_ = std::make_unique<ClientHandshake>(*std::move(setup.opening),
                                                   options_.max_request_bytes);
  } else {
    http_ = std::make_unique<HttpExchange>(
        HttpExchange::Setup{.connection_id = id_,
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

void Session::Send(std::shared_ptr<const OutgoingMessage> message) {
  if (message == nullptr) return;
  // On the sender's thread: compressing takes long.
  if (deflates_ && message->size >= options_.deflate.minimum_bytes) {
    if (auto smaller = message->Deflated(options_.deflate)) {
      message = std::move(smaller);
    }
  }
  Enqueue({.shared = std::move(message), .single = {}});
}

void Session::Send(Bytes message) {
  if (deflates_ && message.size() >= options_.deflate.minimum_bytes) {
    return Send(MakeOutgoingMessage({std::move(message)}));
  }
  Enqueue({.shared = nullptr, .single = std::move(message)});
}

void Session::Enqueue(QueuedMessage message) {
  const std::lock_guard lock(mutex_);
  if (!accepting_) return;
  if (queued_bytes_ > options_.max_queue_bytes) {
    const std::string text = "more than " +
                             std::to_string(options_.max_queue_bytes) +
                             " bytes wait to be sent";
    RequestCloseLocked({.code = CloseCode::kPolicyViolation,
                        .text = "reads too slowly",
                        .reason = {CloseCause::kQueueOverflow,
                                   CloseCode::kPolicyViolation, text},
                        .at_once = true});
    return;
  }
  queued_bytes_ += message.cost();
  if (queued_bytes_ > options_.low_water_bytes) above_low_water_ = true;
  queue_.Push(std::move(message));
  if (flush_scheduled_) return;
  flush_scheduled_ = true;
  host_->ScheduleFlush(shared_from_this());
}

void Session::Close(CloseCode code, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  if (!accepting_) return;
  RequestCloseLocked(
      {.code = code,
       .text = std::string(reason),
       .reason = {CloseCause::kLocalClose, code, std::string(reason)},
       .at_once = false});
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
  if (!close_request_) {
    close_request_ = std::move(request);
  } else if (request.at_once) {
    close_request_->at_once = true;
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

// Messages sent while one read is handled wait for the flush at its end.
void Session::HoldFlush() {
  const std::lock_guard lock(mutex_);
  flush_scheduled_ = true;
}

void Session::Flush() {
  const uint64_t turn_end = written_bytes_ + kWriteTurnBytes;
  while (phase_ == Phase::kAnswering) {
    if (!ContinueAnswer(turn_end)) return;
  }
  while (phase_ != Phase::kEnded) {
    if (!Refill()) {
      OnAllWritten();
      return;
    }
    if (awaiting_writable_) return;
    if (written_bytes_ >= turn_end) {
      host_->ScheduleFlush(shared_from_this());
      return;
    }
    if (!WriteOnce()) return;
  }
}

// Moves messages from the queue to frames_; false if there is nothing to write.
bool Session::Refill() {
  if (AccountWritten()) {
    CallHandler([this] { handler_->OnDrained(*this); });
  }
  std::unique_lock lock(mutex_);
  const bool begin_closing = close_request_ && !close_reason_;
  TakeFromQueueLocked();
  if (taken_.empty() && !closes_behind_taken_ && frames_.empty()) {
    flush_scheduled_ = false;
  }
  lock.unlock();
  AddTaken();
  if (begin_closing) BeginClosing();
  return !frames_.empty();
}

// True if the queue has just fallen to low_water_bytes.
bool Session::AccountWritten() {
  if (written_cost_ == 0) return false;
  const std::lock_guard lock(mutex_);
  queued_bytes_ -= std::exchange(written_cost_, 0);
  if (!above_low_water_ || queued_bytes_ > options_.low_water_bytes) {
    return false;
  }
  above_low_water_ = false;
  return accepting_;
}

void Session::DropQueueLocked() {
  for (const QueuedMessage& message : queue_.TakeAll()) {
    queued_bytes_ -= message.cost();
  }
  queued_bytes_ -= frames_.DropUnstarted();
}

// Senders wait for the mutex: this function only moves messages.
void Session::TakeFromQueueLocked() {
  if (close_request_ && close_request_->at_once) DropQueueLocked();
  size_t count = 0;
  size_t bytes = 0;
  for (const QueuedMessage& message : queue_.messages()) {
    if (!frames_.has_room(count, bytes)) break;
    bytes += message.size();
    ++count;
  }
  queue_.Take(count, taken_);
  closes_behind_taken_ =
      close_request_ && queue_.empty() && !frames_.close_added();
}

void Session::AddTaken() {
  if (!taken_.empty()) Count(&Traffic::sent_messages, taken_.size());
  for (QueuedMessage& message : taken_) frames_.AddMessage(std::move(message));
  MessageQueue::Clear(taken_);
  if (std::exchange(closes_behind_taken_, false)) {
    // Without the mutex: only at_once changes once close_request_ is set.
    frames_.AddClose(close_request_->code, close_request_->text);
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

// False if the session has ended.
bool Session::WriteOnce() {
  std::array<OutgoingFrames::Piece, kMaxPiecesPerWrite> pieces;
  const size_t used = frames_.Gather(pieces);
  size_t gathered = 0;
  for (size_t i = 0; i < used; ++i) gathered += pieces[i].size();
  const Stream::WriteResult result =
      stream_->WriteSome(std::span(pieces).first(used));
  if (result.error) {
    Abort(CloseCause::kConnectionLost, result.error.message());
    return false;
  }
  Count(&Traffic::sent_bytes, result.count);
  written_cost_ += frames_.Consume(result.count);
  written_bytes_ += result.count;
  if (result.count < gathered) {
    awaiting_writable_ = true;
    stream_->AwaitWritable(shared_from_this());
  }
  return true;
}

void Session::OnWritable(std::error_code error) {
  if (phase_ == Phase::kEnded) return;
  awaiting_writable_ = false;
  if (error) {
    Abort(CloseCause::kConnectionLost, error.message());
    return;
  }
  Flush();
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

void Session::OnOpenTimer() {
  if (!std::exchange(is_on_approval_, false)) {
    OnPingTimer();
  } else if (approved_) {
    SetTimer(options_.ping_interval);
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
  read_since_ping_ = false;
  SetTimer(options_.ping_interval);
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
