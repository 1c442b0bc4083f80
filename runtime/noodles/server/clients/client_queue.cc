#include "noodles/server/clients/client_queue.h"

#include <algorithm>
#include <iterator>

#include "noodles/server/clients/update_merger.h"

namespace noodles::server_internal {
namespace {

// The multiple of waiting_bytes that may wait before it has been merged.
constexpr size_t kUnmerged = 4;

}  // namespace

ClientQueue::ClientQueue(
    std::shared_ptr<transport_internal::Connection> connection,
    const ClientQueueLimits& limits)
    : connection_(std::move(connection)),
      limits_(limits),
      relief_bytes_(std::min(limits.direct_bytes, limits.waiting_bytes)) {}

ClientQueue::Need ClientQueue::Send(FramePointer frame) {
  const std::lock_guard<std::mutex> lock(mutex_);
  AddLocked(std::move(frame));
  if (waiting_bytes_ <= relief_bytes_ || is_relief_due_) return Need::kNothing;
  is_relief_due_ = true;
  return Need::kRelief;
}

void ClientQueue::SendReply(Bytes frame) {
  const std::lock_guard<std::mutex> lock(mutex_);
  // Most replies go to the connection at once, without a QueuedFrame.
  const bool is_next = snapshot_.empty() && waiting_.empty() &&
                       MaySendWaitingLocked() && HasConnectionRoom();
  if (is_next) return connection_->Send(std::move(frame));
  AddLocked(MakeReplyFrame(std::move(frame)));
}

void ClientQueue::AddLocked(FramePointer frame) {
  if (state_ == State::kDropped) return;
  waiting_bytes_ += frame->cost();
  waiting_.push_back(std::move(frame));
  PumpLocked();
  // Not while a snapshot or a merge is under way, which takes moments.
  if (waiting_bytes_ / kUnmerged > limits_.waiting_bytes &&
      !is_snapshot_in_work_ && !is_in_relief_) {
    GiveUpLocked();
  }
}

ClientQueue::Need ClientQueue::Relieve(size_t max_frame_bytes) {
  std::deque<FramePointer> frames;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_relief_due_ = false;
    if (state_ == State::kDropped) return Need::kNothing;
    frames.swap(waiting_);
    waiting_bytes_ = 0;
    is_in_relief_ = true;
  }
  frames = MergeUpdates(frames, max_frame_bytes);

  const std::lock_guard<std::mutex> lock(mutex_);
  is_in_relief_ = false;
  size_t bytes = 0;
  for (const FramePointer& frame : frames) bytes += frame->cost();
  if (state_ == State::kStale) {
    MissLocked(std::move(frames));
  } else if (state_ == State::kFollowing) {
    PutBackLocked(std::move(frames));
    if (bytes > limits_.waiting_bytes) GiveUpLocked();
  }
  // The next merge pays when as many bytes have come as were left.
  relief_bytes_ = std::min(std::max(limits_.direct_bytes, 2 * waiting_bytes_),
                           std::max(limits_.waiting_bytes, waiting_bytes_));
  PumpLocked();
  return CanStartOverLocked() ? Need::kStartOver : Need::kNothing;
}

void ClientQueue::BeginSnapshot() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_snapshot_in_work_ = true;
}

void ClientQueue::SendSnapshot(FramePointer frame) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state_ == State::kDropped) return;
  snapshot_.push_back(std::move(frame));
  PumpLocked();
}

void ClientQueue::EndSnapshot() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_snapshot_in_work_ = false;
  PumpLocked();
}

void ClientQueue::SendAll() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_ending_ = true;
  PumpLocked();
}

void ClientQueue::BeginStartOver() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_snapshot_in_work_ = true;
  if (state_ != State::kStale) return;
  state_ = State::kFollowing;
  last_missed_.swap(waiting_);
  waiting_bytes_ = 0;
}

StaleClient ClientQueue::FinishMissing() {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::deque<FramePointer> later;
  later.swap(waiting_);
  waiting_bytes_ = 0;
  MissLocked(std::exchange(last_missed_, {}));
  for (FramePointer& frame : later) {
    waiting_bytes_ += frame->cost();
    waiting_.push_back(std::move(frame));
  }
  return std::exchange(missed_, {});
}

ClientQueue::Need ClientQueue::OnDrained() {
  const std::lock_guard<std::mutex> lock(mutex_);
  PumpLocked();
  return CanStartOverLocked() ? Need::kStartOver : Need::kNothing;
}

size_t ClientQueue::waiting_bytes() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return waiting_bytes_;
}

size_t ClientQueue::queued_bytes() const {
  return connection_->queued_bytes() + waiting_bytes();
}

bool ClientQueue::is_behind() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return state_ == State::kStale;
}

bool ClientQueue::can_start_over() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return CanStartOverLocked();
}

bool ClientQueue::is_dropped() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return state_ == State::kDropped;
}

bool ClientQueue::CanStartOverLocked() const {
  return state_ == State::kStale && snapshot_.empty() &&
         !is_snapshot_in_work_ && HasConnectionRoom();
}

bool ClientQueue::MaySendWaitingLocked() const {
  return state_ == State::kFollowing && !is_snapshot_in_work_ && !is_in_relief_;
}

bool ClientQueue::HasConnectionRoom() const {
  return connection_->queued_bytes() <= limits_.direct_bytes;
}

void ClientQueue::PumpLocked() {
  const auto has_waiting = [this] {
    return MaySendWaitingLocked() && !waiting_.empty();
  };
  while (!snapshot_.empty() || has_waiting()) {
    if (!is_ending_ && !HasConnectionRoom()) return;
    const bool is_waiting = snapshot_.empty();
    std::deque<FramePointer>& from = is_waiting ? waiting_ : snapshot_;
    FramePointer frame = std::move(from.front());
    from.pop_front();
    if (is_waiting) waiting_bytes_ -= frame->cost();
    connection_->Send(std::move(frame));
  }
}

void ClientQueue::GiveUpLocked() {
  if (limits_.policy == SlowClientPolicy::kResynchronize) {
    state_ = State::kStale;
    waiting_bytes_ = 0;
    MissLocked(std::exchange(waiting_, {}));
  }
  // Replies alone can be too many.
  if (waiting_bytes_ > limits_.waiting_bytes) DropLocked();
}

void ClientQueue::DropLocked() {
  state_ = State::kDropped;
  snapshot_.clear();
  waiting_.clear();
  waiting_bytes_ = 0;
  connection_->Close(transport_internal::CloseCode::kPolicyViolation,
                     "reads too slowly");
}

void ClientQueue::MissLocked(std::deque<FramePointer> frames) {
  std::deque<FramePointer> replies;
  for (FramePointer& frame : frames) {
    missed_.Miss(frame->structure);
    if (frame->is_reply) replies.push_back(std::move(frame));
  }
  PutBackLocked(std::move(replies));
}

void ClientQueue::PutBackLocked(std::deque<FramePointer> frames) {
  for (const FramePointer& frame : frames) waiting_bytes_ += frame->cost();
  frames.insert(frames.end(), std::make_move_iterator(waiting_.begin()),
                std::make_move_iterator(waiting_.end()));
  waiting_ = std::move(frames);
}

}  // namespace noodles::server_internal
