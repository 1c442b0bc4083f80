#include <array>
#include <utility>

#include "noodles/transport/connections/session.h"

namespace noodles::transport_internal {
namespace {

// Pieces for one system call; a small message is two.
constexpr size_t kMaxPiecesPerWrite = 256;

// The bytes that one connection may write before the others of its thread get a
// turn.
constexpr size_t kWriteTurnBytes = size_t{4} << 20;

}  // namespace

// ---- From any thread

void Session::Send(std::shared_ptr<const OutgoingMessage> message) {
  if (message == nullptr) return;
  // On the sender's thread: compressing takes long.
  if (deflates_ && message->size >= deflate_.minimum_bytes) {
    if (auto smaller = message->Deflated(deflate_)) {
      message = std::move(smaller);
    }
  }
  Enqueue({.shared = std::move(message), .single = {}});
}

void Session::Send(Bytes message) {
  if (deflates_ && message.size() >= deflate_.minimum_bytes) {
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
                        .at_once = true,
                        .drops_queue = true});
    return;
  }
  queued_bytes_ += message.cost();
  if (queued_bytes_ > options_.low_water_bytes) above_low_water_ = true;
  queue_.Push(std::move(message));
  if (flush_scheduled_) return;
  flush_scheduled_ = true;
  host_->ScheduleFlush(shared_from_this());
}

// ---- On the I/O thread

// Messages sent while one read is handled wait for the flush at its end.
void Session::HoldFlush() {
  const std::lock_guard lock(mutex_);
  flush_scheduled_ = true;
}

void Session::Wake() {
  if (!opened_) return;
  LetHandlerSend();
  Flush();
}

void Session::LetHandlerSend() {
  if (!opened_) return;
  HoldFlush();
  CallHandler([this] { handler_->OnWoken(*this); });
}

void Session::Flush() {
  if (is_evicted_.load(std::memory_order_relaxed)) MakeRoom();
  if (is_wake_requested_.load(std::memory_order_relaxed)) {
    is_wake_requested_.exchange(false);
    LetHandlerSend();
  }
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
  if (close_request_ && close_request_->drops_queue) DropQueueLocked();
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
  ClearMessages(taken_);
  if (std::exchange(closes_behind_taken_, false)) {
    // Without the mutex: only at_once changes once close_request_ is set.
    frames_.AddClose(close_request_->code, close_request_->text);
  }
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

}  // namespace noodles::transport_internal
