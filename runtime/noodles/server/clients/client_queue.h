// What waits for one client, in order: the snapshot that it joins with, and
// behind it every later change, reply and signal.
//
// Only a bounded part is handed to the connection at once. The rest waits here
// and follows when the client has taken that. Where too much waits, superseded
// updates are merged; where that does not help, the client is dropped or starts
// over: it is sent deletes of all that it has, and the document anew. Its
// replies are never left out; signals are, with what else it missed.
//
// Thread-safety: every function may be called from any thread; Relieve and the
// functions of snapshots by one thread at a time.
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
  // Bytes that the connection has to send at a time; no less than its low-water
  // mark, so that it says when they have gone.
  size_t direct_bytes = size_t{4} << 20;
  // Bytes that wait here after merging, without snapshots, which are shared.
  // Four times as many for a moment, until they have been merged.
  size_t waiting_bytes = size_t{64} << 20;
  SlowClientPolicy policy = SlowClientPolicy::kResynchronize;
};

class ClientQueue {
 public:
  // What somebody has to do who may take some time for it.
  enum class Need : uint8_t { kNothing, kRelief, kStartOver };

  ClientQueue(std::shared_ptr<transport_internal::Connection> connection,
              const ClientQueueLimits& limits);
  ClientQueue(const ClientQueue&) = delete;
  ClientQueue& operator=(const ClientQueue&) = delete;

  // Behind everything else. kRelief: call Relieve.
  [[nodiscard]] Need Send(FramePointer frame);
  // A whole frame with one reply, which can't be merged.
  void SendReply(Bytes frame);

  // Merges what waits, and decides on a client for which too much waits then.
  [[nodiscard]] Need Relieve(size_t max_frame_bytes);

  // What Send is given from now on waits until EndSnapshot, whose frames go
  // ahead of it; so do those of SendSnapshot.
  void BeginSnapshot();
  void SendSnapshot(FramePointer frame);
  void EndSnapshot();

  // Hands everything over, however much that is: the connection is about to be
  // closed, and takes nothing afterwards.
  void SendAll();

  // After kStartOver: ends what the client misses, and begins a snapshot. What
  // the client has without it: FinishMissing tells.
  void BeginStartOver();
  StaleClient FinishMissing();

  // The connection has little left to send. kStartOver: the client reads again.
  [[nodiscard]] Need OnDrained();

  // What waits here.
  size_t waiting_bytes() const;
  // It misses changes.
  bool is_behind() const;
  // It misses changes, and reads again.
  bool can_start_over() const;
  // It was dropped: its connection ends.
  bool is_dropped() const;

 private:
  enum class State : uint8_t { kFollowing, kStale, kDropped };

  void AddLocked(FramePointer frame);
  void PumpLocked();
  // Too much waits.
  void GiveUpLocked();
  void DropLocked();
  // Goes over to missing everything but replies.
  void MissLocked(std::deque<FramePointer> frames);
  void PutBackLocked(std::deque<FramePointer> frames);
  bool CanStartOverLocked() const;
  // What waits need not wait for anything but the connection.
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
  // Of a stale client.
  StaleClient missed_;
  // Not looked at yet, from BeginStartOver to FinishMissing.
  std::deque<FramePointer> last_missed_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_CLIENT_QUEUE_H_
