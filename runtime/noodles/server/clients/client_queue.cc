#include "noodles/server/clients/client_queue.h"

#include <algorithm>
#include <iterator>

namespace noodles::server_internal {
namespace {

// The multiple of waiting_bytes that may wait before it has been merged.
constexpr size_t kUnmerged = 4;

// A client reads, if it takes this part of direct_bytes between two merges.
constexpr size_t kReadingPart = 8;

}  // namespace

ClientQueue::ClientQueue(
    std::shared_ptr<transport_internal::Connection> connection,
    const ClientQueueLimits& limits, std::shared_ptr<SharedQueueState> shared)
    : connection_(std::move(connection)),
      limits_(limits),
      shared_(std::move(shared)),
      account_(connection_, limits_, shared_),
      relief_bytes_(std::min(limits.direct_bytes, limits.waiting_bytes)) {}

ClientQueue::~ClientQueue() {
  if (begin_) shared_->missed.End(*begin_);
  if (end_) shared_->missed.End(*end_);
}

ClientQueue::Need ClientQueue::Pull(size_t* count) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Need before = std::exchange(pulled_need_, Need::kNothing);
  return std::max(before, PullLocked(count));
}

ClientQueue::Need ClientQueue::PullLocked(size_t* count) {
  if (cursor_.current() == nullptr) return Need::kNothing;
  Need need = Need::kNothing;
  while (Broadcast* const broadcast = cursor_.current()) {
    broadcast->ForEachFrame(connection_->id(), connection_->origin(),
                            [&](const FramePointer& frame) {
                              need = std::max(need, TakeLocked(frame));
                            });
    if (count != nullptr) ++*count;
    cursor_.Advance();
  }
  account_.ReadTo(cursor_.position());
  if (state_ == State::kDropped) LeaveLocked();
  return need;
}

void ClientQueue::PullForLaterLocked() {
  pulled_need_ = std::max(pulled_need_, PullLocked());
}

void ClientQueue::Leave() {
  const std::lock_guard<std::mutex> lock(mutex_);
  LeaveLocked();
}

void ClientQueue::LeaveLocked() {
  cursor_ = {};
  account_.EndReading();
}

ClientQueue::Need ClientQueue::Send(FramePointer frame) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Need need = PullLocked();
  return std::max(need, TakeLocked(std::move(frame)));
}

ClientQueue::Need ClientQueue::TakeLocked(FramePointer frame) {
  if (state_ == State::kStale) {
    // Later transactions are in shared_->missed.
    if (frame->place.transaction <= begin_->transaction) {
      missed_.Miss(frame->structure);
    }
    return Need::kNothing;
  }
  return AddLocked(std::move(frame));
}

void ClientQueue::SendReply(Bytes frame) {
  const std::lock_guard<std::mutex> lock(mutex_);
  PullForLaterLocked();
  // Most replies go to the connection at once, without a QueuedFrame.
  if (IsNextLocked()) {
    account_.HandOver(frame.size() + transport_internal::kQueuedMessageCost,
                      /*is_reply=*/true);
    return connection_->Send(std::move(frame));
  }
  if (state_ == State::kDropped) return;
  FramePointer reply = MakeReplyFrame(std::move(frame));
  account_.Add(*reply);
  waiting_.push_back(std::move(reply));
  PumpLocked();
  BoundRepliesLocked();
}

ClientQueue::Need ClientQueue::AddLocked(FramePointer frame) {
  if (state_ == State::kDropped) return Need::kNothing;
  if (IsNextLocked()) {
    account_.HandOver(frame->cost(), frame->is_reply);
    connection_->Send(std::move(frame));
    return Need::kNothing;
  }
  account_.Add(*frame);
  waiting_.push_back(std::move(frame));
  const Need need = AdvanceLocked();
  return need == Need::kNothing ? BoundLocked() : need;
}

ClientQueue::Need ClientQueue::AdvanceLocked() {
  const bool pays = account_.in_queue() > relief_bytes_ &&
                    waiting_.size() > 1 && snapshot_.empty() &&
                    MaySendWaitingLocked() && account_.has_connection_room();
  if (pays && !is_ending_) {
    is_relief_due_ = true;
    return Need::kRelief;
  }
  PumpLocked();
  return Need::kNothing;
}

// Not while a snapshot or a merge is under way, which takes moments.
ClientQueue::Need ClientQueue::BoundLocked() {
  if (!account_.is_over_limit() || is_snapshot_in_work_ || is_in_relief_) {
    return Need::kNothing;
  }
  const bool waits_for_merge = is_relief_due_ || ReadsLocked();
  if (!waits_for_merge ||
      account_.in_queue() / kUnmerged > limits_.waiting_bytes) {
    GiveUpLocked();
    return CanStartOverLocked() ? Need::kStartOver : Need::kNothing;
  }
  return std::exchange(is_relief_due_, true) ? Need::kNothing : Need::kRelief;
}

void ClientQueue::BoundRepliesLocked() {
  if (account_.has_too_many_replies()) DropLocked();
}

ClientQueue::Need ClientQueue::Relieve(SharedMerger& merger, uint64_t epoch) {
  std::deque<FramePointer> frames;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_relief_due_ = false;
    if (state_ != State::kFollowing) return Need::kNothing;
    frames.swap(waiting_);
    is_in_relief_ = true;
    taken_at_relief_ = account_.taken();
  }
  frames = merger.Merge(std::move(frames), epoch, limits_.direct_bytes);

  const std::lock_guard<std::mutex> lock(mutex_);
  is_in_relief_ = false;
  if (state_ == State::kDropped) return Need::kNothing;
  size_t bytes = 0;
  for (const FramePointer& frame : frames) bytes += frame->cost();
  PutBackLocked(std::move(frames));
  if (bytes > limits_.waiting_bytes) GiveUpLocked();
  // The next merge pays when as many bytes have come as were left.
  const size_t waiting = account_.in_queue();
  relief_bytes_ = std::min(std::max(limits_.direct_bytes, 2 * waiting),
                           std::max(limits_.waiting_bytes, waiting));
  PumpLocked();
  return CanStartOverLocked() ? Need::kStartOver : Need::kNothing;
}

void ClientQueue::BeginSnapshot() {
  const std::lock_guard<std::mutex> lock(mutex_);
  is_snapshot_in_work_ = true;
  cursor_ = shared_->broadcasts.End();
  account_.ReadTo(cursor_.position());
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
  PullForLaterLocked();
  PumpLocked();
}

void ClientQueue::BeginStartOver() {
  const std::lock_guard<std::mutex> lock(mutex_);
  // Broadcasts from before the snapshot are among those that were missed.
  PullForLaterLocked();
  is_snapshot_in_work_ = true;
  if (state_ != State::kStale) return;
  state_ = State::kFollowing;
  end_ = shared_->missed.Begin();
}

StaleClient ClientQueue::FinishMissing() {
  std::optional<MissedChanges::Mark> begin;
  std::optional<MissedChanges::Mark> end;
  StaleClient missed;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!begin_ || !end_) return missed;
    begin.swap(begin_);
    end.swap(end_);
    missed = std::exchange(missed_, {});
  }
  missed.Append(shared_->missed.Between(*begin, *end));
  shared_->missed.End(*begin);
  shared_->missed.End(*end);
  return missed;
}

ClientQueue::Need ClientQueue::OnDrained() {
  const std::lock_guard<std::mutex> lock(mutex_);
  account_.OnDrained();
  // A connection that runs dry does not wait for a merge that is late.
  if (is_relief_due_) {
    PumpLocked(/*is_urgent=*/true);
  } else if (AdvanceLocked() == Need::kRelief) {
    return Need::kRelief;
  }
  return CanStartOverLocked() ? Need::kStartOver : Need::kNothing;
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
         !is_snapshot_in_work_ && account_.has_connection_room();
}

bool ClientQueue::IsNextLocked() const {
  return snapshot_.empty() && waiting_.empty() && MaySendWaitingLocked() &&
         account_.has_connection_room();
}

bool ClientQueue::MaySendWaitingLocked() const {
  return MayHandOverLocked() && (!is_relief_due_ || is_ending_);
}

bool ClientQueue::MayHandOverLocked() const {
  return state_ == State::kFollowing && !is_snapshot_in_work_ && !is_in_relief_;
}

bool ClientQueue::ReadsLocked() const {
  const size_t least = std::max<size_t>(1, limits_.direct_bytes / kReadingPart);
  return account_.taken() >= taken_at_relief_ + least;
}

void ClientQueue::PumpLocked(bool is_urgent) {
  const auto has_waiting = [&] {
    return !waiting_.empty() &&
           (is_urgent ? MayHandOverLocked() : MaySendWaitingLocked());
  };
  while (!snapshot_.empty() || has_waiting()) {
    if (!is_ending_ && !account_.has_connection_room()) return;
    const bool is_waiting = snapshot_.empty();
    std::deque<FramePointer>& from = is_waiting ? waiting_ : snapshot_;
    FramePointer frame = std::move(from.front());
    from.pop_front();
    if (is_waiting) account_.Remove(*frame);
    account_.HandOver(frame->cost(), frame->is_reply);
    connection_->Send(std::move(frame));
  }
}

void ClientQueue::GiveUpLocked() {
  if (limits_.policy == SlowClientPolicy::kDrop) return DropLocked();
  state_ = State::kStale;
  begin_ = shared_->missed.Begin();
  MissLocked(std::exchange(waiting_, {}));
  BoundRepliesLocked();
}

void ClientQueue::DropLocked() {
  state_ = State::kDropped;
  snapshot_.clear();
  waiting_.clear();
  account_.Recount(waiting_);
  if (begin_) shared_->missed.End(*begin_);
  if (end_) shared_->missed.End(*end_);
  begin_.reset();
  end_.reset();
  missed_ = {};
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
  frames.insert(frames.end(), std::make_move_iterator(waiting_.begin()),
                std::make_move_iterator(waiting_.end()));
  waiting_ = std::move(frames);
  account_.Recount(waiting_);
}

}  // namespace noodles::server_internal
