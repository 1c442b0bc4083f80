#include "noodles/server/clients/waiting_account.h"

#include <algorithm>
#include <utility>

namespace noodles::server_internal {
namespace {

// Replies of more bytes count after they have been handed to the connection, as
// do those of more than half of direct_bytes: the connection drains (OnDrained)
// when these have gone.
constexpr size_t kLargeReply = size_t{64} << 10;

}  // namespace

WaitingAccount::WaitingAccount(
    std::shared_ptr<const transport_internal::Connection> connection,
    const ClientQueueLimits& limits, std::shared_ptr<SharedQueueState> shared)
    : connection_(std::move(connection)),
      limits_(limits),
      shared_(std::move(shared)) {}

WaitingAccount::~WaitingAccount() {
  SetReplies(0);
  OnDrained();
}

void WaitingAccount::Add(const QueuedFrame& frame) {
  SetInQueue(in_queue_ + frame.cost());
  if (frame.is_reply) SetReplies(replies_in_queue_ + frame.cost());
}

void WaitingAccount::Remove(const QueuedFrame& frame) {
  SetInQueue(in_queue_ - frame.cost());
  if (frame.is_reply) SetReplies(replies_in_queue_ - frame.cost());
}

void WaitingAccount::Recount(const std::deque<FramePointer>& waiting) {
  size_t bytes = 0;
  size_t replies = 0;
  for (const FramePointer& frame : waiting) {
    bytes += frame->cost();
    if (frame->is_reply) replies += frame->cost();
  }
  SetInQueue(bytes);
  SetReplies(replies);
}

void WaitingAccount::HandOver(size_t cost, bool is_reply) {
  handed_ += cost;
  if (!is_reply || cost <= std::max(kLargeReply, limits_.direct_bytes / 2)) {
    return;
  }
  large_replies_handed_ += cost;
  shared_->reply_bytes += cost;
}

void WaitingAccount::OnDrained() {
  shared_->reply_bytes -= large_replies_handed_.exchange(0);
}

size_t WaitingAccount::in_log() const {
  const uint64_t read_to = read_to_.load(std::memory_order_relaxed);
  const uint64_t end = shared_->broadcasts.end_position();
  return read_to < end ? static_cast<size_t>(end - read_to) : 0;
}

size_t WaitingAccount::taken() const {
  return handed_ - std::min(handed_, connection_->queued_bytes());
}

bool WaitingAccount::has_connection_room() const {
  return connection_->queued_bytes() <= limits_.direct_bytes;
}

bool WaitingAccount::has_room_for_replies() const {
  const size_t own = replies_in_queue_;
  return own <= limits_.reply_bytes &&
         (own + large_replies_handed_ <= limits_.reply_share ||
          shared_->reply_bytes <= limits_.reply_bytes_of_all);
}

bool WaitingAccount::has_too_many_replies() const {
  const size_t own = replies_in_queue_;
  return own > limits_.waiting_bytes ||
         (own > limits_.reply_share &&
          shared_->reply_bytes > limits_.reply_bytes_of_all);
}

// One thread at a time writes, so that no change needs an atomic operation that
// reads and writes, which every frame of every client would pay for.
void WaitingAccount::SetInQueue(size_t bytes) {
  in_queue_.store(bytes, std::memory_order_relaxed);
}

void WaitingAccount::SetReplies(size_t bytes) {
  const size_t before = replies_in_queue_.exchange(bytes);
  shared_->reply_bytes += bytes - before;
}

}  // namespace noodles::server_internal
