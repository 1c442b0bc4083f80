// The account of the bytes that wait for one client: those of the frames that
// its queue has not read from the log of broadcasts, those in its queue, and
// those that its connection has to send. Large replies count for the bounds of
// replies in both places behind the log.
//
// A frame counts with its cost(). Snapshots, which all clients share, do not
// count while they wait in the queue.
//
// Thread-safety: changes, and taken(), by one thread at a time (under the lock
// of the queue); the other const functions from any thread. Ownership: shares
// the connection and the state of all queues.
#ifndef NOODLES_SERVER_CLIENTS_WAITING_ACCOUNT_H_
#define NOODLES_SERVER_CLIENTS_WAITING_ACCOUNT_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>

#include "noodles/server/clients/broadcast.h"
#include "noodles/server/clients/missed_changes.h"
#include "noodles/server/clients/queued_frame.h"
#include "noodles/server/slow_client_policy.h"
#include "noodles/transport/connections/connection.h"

namespace noodles::server_internal {

struct ClientQueueLimits {
  // Bytes that the connection has to send at a time; no less than the
  // connection's low_water_bytes, so that OnDrained follows.
  size_t direct_bytes = size_t{4} << 20;
  // Bytes that wait in the queue, without snapshots, which are shared: after
  // merging for a client that reads; for a client that takes nothing, as they
  // are. For a moment, until they have been merged, four times as many.
  size_t waiting_bytes = size_t{64} << 20;
  SlowClientPolicy policy = SlowClientPolicy::kResynchronize;
  // Bytes of replies that wait in this queue, before the client should ask for
  // no more (has_room_for_replies).
  size_t reply_bytes = std::numeric_limits<size_t>::max();
  // Bytes of replies that wait in all queues together. Beyond, a client is
  // dropped for which more than `reply_share` of them wait.
  size_t reply_bytes_of_all = std::numeric_limits<size_t>::max();
  size_t reply_share = 0;
};

// The state that the queues of one server share.
struct SharedQueueState {
  // The changes of the document that clients have not all read.
  BroadcastQueue broadcasts;
  MissedChanges missed;
  // Of the replies that wait in all queues, each with its cost(), and of large
  // ones that connections have not sent yet.
  std::atomic<size_t> reply_bytes = 0;
};

class WaitingAccount {
 public:
  WaitingAccount(
      std::shared_ptr<const transport_internal::Connection> connection,
      const ClientQueueLimits& limits,
      std::shared_ptr<SharedQueueState> shared);
  ~WaitingAccount();
  WaitingAccount(const WaitingAccount&) = delete;
  WaitingAccount& operator=(const WaitingAccount&) = delete;

  // The frame begins, or ends, to wait in the queue.
  void Add(const QueuedFrame& frame);
  void Remove(const QueuedFrame& frame);
  // The queue reads the log of broadcasts from this position on, or no more.
  void ReadTo(uint64_t position) {
    read_to_.store(position, std::memory_order_relaxed);
  }
  void EndReading() { ReadTo(kReadsNothing); }
  // The frames of the queue have been merged or left out: these are left.
  void Recount(const std::deque<FramePointer>& waiting);
  // A frame of this cost goes to the connection. A large reply counts on until
  // the connection has drained.
  void HandOver(size_t cost, bool is_reply);
  // The connection has little left to send.
  void OnDrained();

  // The bytes that wait in the queue, without snapshots.
  size_t in_queue() const { return in_queue_; }
  // Of these, the bytes of replies.
  size_t replies_in_queue() const { return replies_in_queue_; }
  // The bytes of broadcasts that the queue has not read, also of those that are
  // for other clients.
  size_t in_log() const;
  // All bytes.
  size_t total() const {
    return in_log() + in_queue_ + connection_->queued_bytes();
  }
  // The bytes that the client has taken from the connection so far.
  size_t taken() const;
  // Whether the connection may be handed another frame (direct_bytes).
  bool has_connection_room() const;
  // Whether the queue holds more than waiting_bytes.
  bool is_over_limit() const { return in_queue_ > limits_.waiting_bytes; }
  // Whether the client reads its replies.
  bool has_room_for_replies() const;
  // Whether too many replies wait for the client to be kept.
  bool has_too_many_replies() const;

 private:
  static constexpr uint64_t kReadsNothing =
      std::numeric_limits<uint64_t>::max();

  void SetInQueue(size_t bytes);
  void SetReplies(size_t bytes);

  const std::shared_ptr<const transport_internal::Connection> connection_;
  const ClientQueueLimits limits_;
  const std::shared_ptr<SharedQueueState> shared_;
  std::atomic<uint64_t> read_to_ = kReadsNothing;
  std::atomic<size_t> in_queue_ = 0;
  std::atomic<size_t> replies_in_queue_ = 0;
  size_t handed_ = 0;                             // to the connection so far
  std::atomic<size_t> large_replies_handed_ = 0;  // since OnDrained
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_WAITING_ACCOUNT_H_
