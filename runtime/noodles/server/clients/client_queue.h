// The frames that wait for one client, in order: the snapshot that it joins
// with, and behind the snapshot every later change, reply and signal.
//
// Only a bounded number of bytes is handed to the connection at once. The rest
// waits here and follows when the client has taken those. Where too much waits,
// superseded updates are merged; where merging does not help, the client is
// dropped or starts over: it is sent deletes of all components that it has, and
// the document anew. Replies are never left out; signals are left out with the
// other messages that a client misses.
//
// Thread-safety: every function may be called from any thread; Relieve and the
// functions of snapshots by one thread at a time.
// Ownership: shares the frames and the connection.
#ifndef NOODLES_SERVER_CLIENTS_CLIENT_QUEUE_H_
#define NOODLES_SERVER_CLIENTS_CLIENT_QUEUE_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "noodles/server/clients/queued_frame.h"
#include "noodles/server/clients/stale_client.h"
#include "noodles/server/slow_client_policy.h"
#include "noodles/transport/connections/connection.h"

namespace noodles::server_internal {

struct ClientQueueLimits {
  // Bytes that the connection has to send at a time; no less than the
  // connection's low_water_bytes, so that OnDrained follows.
  size_t direct_bytes = size_t{4} << 20;
  // Bytes that wait in the queue after merging, without snapshots, which are
  // shared. For a moment, until they have been merged, four times as many.
  size_t waiting_bytes = size_t{64} << 20;
  SlowClientPolicy policy = SlowClientPolicy::kResynchronize;
};

class ClientQueue {
 public:
  // A task for the caller, which may take some time: a call of Relieve, or to
  // send the client the document anew, from BeginStartOver to EndSnapshot.
  enum class Need : uint8_t { kNothing, kRelief, kStartOver };

  ClientQueue(std::shared_ptr<transport_internal::Connection> connection,
              const ClientQueueLimits& limits);
  ClientQueue(const ClientQueue&) = delete;
  ClientQueue& operator=(const ClientQueue&) = delete;

  // Adds a frame behind all others. Returns kNothing or kRelief.
  [[nodiscard]] Need Send(FramePointer frame);
  // Adds a whole frame with one reply, which cannot be merged.
  void SendReply(Bytes frame);

  // Merges the frames that wait into frames of at most `max_frame_bytes`. Where
  // too much waits afterwards, the client is dropped or misses changes from now
  // on, by policy. Returns kNothing or kStartOver.
  [[nodiscard]] Need Relieve(size_t max_frame_bytes);

  // Frames that Send adds after BeginSnapshot wait until EndSnapshot; frames of
  // SendSnapshot go ahead of them.
  void BeginSnapshot();
  void SendSnapshot(FramePointer frame);
  void EndSnapshot();

  // Hands all frames to the connection, however much that is: the connection is
  // about to be closed, and takes no frames afterwards.
  void SendAll();

  // After kStartOver, with the document locked: the client misses no changes
  // from now on, and a snapshot begins.
  void BeginStartOver();
  // After BeginStartOver: the messages that the client has missed.
  StaleClient FinishMissing();

  // The connection has little left to send. Returns kStartOver for a client
  // that misses changes, else kNothing.
  [[nodiscard]] Need OnDrained();

  // The bytes that wait in this queue, without snapshots, each frame with its
  // cost().
  size_t waiting_bytes() const;
  // The same, and the bytes that the connection has to send.
  size_t queued_bytes() const;
  // Whether the client misses changes.
  bool is_behind() const;
  // Whether the client misses changes, and has taken all that it was sent.
  bool can_start_over() const;
  // Whether the client was dropped; its connection ends.
  bool is_dropped() const;

 private:
  enum class State : uint8_t { kFollowing, kStale, kDropped };

  void AddLocked(FramePointer frame);
  void PumpLocked();
  // Too much waits: drops the client, or lets it miss changes.
  void GiveUpLocked();
  void DropLocked();
  // Remembers that the client misses `frames`, but for the replies among them,
  // which wait on.
  void MissLocked(std::deque<FramePointer> frames);
  void PutBackLocked(std::deque<FramePointer> frames);
  bool CanStartOverLocked() const;
  // Whether waiting_ waits for nothing but the connection.
  bool MaySendWaitingLocked() const;
  bool HasConnectionRoom() const;

  const std::shared_ptr<transport_internal::Connection> connection_;
  const ClientQueueLimits limits_;
  mutable std::mutex mutex_;
  State state_ = State::kFollowing;
  bool is_snapshot_in_work_ = false;
  bool is_ending_ = false;
  bool is_relief_due_ = false;
  bool is_in_relief_ = false;
  size_t relief_bytes_;
  std::deque<FramePointer> snapshot_;
  std::deque<FramePointer> waiting_;
  size_t waiting_bytes_ = 0;
  StaleClient missed_;
  // Missed too, and not in missed_ yet: from BeginStartOver to FinishMissing.
  std::deque<FramePointer> last_missed_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_CLIENT_QUEUE_H_
