// The frames that wait for one client, in order: the snapshot that it joins
// with, and behind the snapshot every later change, reply and signal.
//
// The path of a change: the document's writer appends one Broadcast to the log
// of all clients (SharedQueueState::broadcasts), with the document locked, and
// wakes the I/O threads, each once. An I/O thread lets the queue of each of its
// clients read the log (Pull), and writes what the connection then has in one
// system call. Where a broadcast is for few clients, only their queues read at
// once, the others a moment later. A reply reads the log first, so that it
// stands behind the changes of its call. The queue does not leave frames in the
// log that its connection does not take: these wait in the queue, where they
// are counted, merged and dropped. So the log holds only what the I/O threads
// have not come to yet, and DocumentFeed bounds that.
//
// Only a bounded number of bytes is handed to the connection at once. The rest
// waits here and follows when the client has taken those. Work for a client
// follows its reading: while the connection takes nothing, frames, which all
// clients share, only wait. When the connection takes bytes again and much
// waits, superseded updates are merged (SharedMerger). Where too much waits
// although merged, or for a client that takes nothing, the client is dropped or
// starts over: it misses changes (MissedChanges) until it has taken all that it
// was sent, and is then sent deletes of all components that it has, and the
// document anew. Replies are never left out; signals are left out with the
// other messages that a client misses.
//
// Thread-safety: every function may be called from any thread; Relieve and the
// functions of snapshots by one thread at a time. The locks, each taken after
// those before it: the document's, the roster's, that of a queue, that of its
// connection.
// Ownership: shares the frames and the connection.
#ifndef NOODLES_SERVER_CLIENTS_CLIENT_QUEUE_H_
#define NOODLES_SERVER_CLIENTS_CLIENT_QUEUE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "noodles/server/clients/missed_changes.h"
#include "noodles/server/clients/queued_frame.h"
#include "noodles/server/clients/shared_merger.h"
#include "noodles/server/clients/stale_client.h"
#include "noodles/server/clients/waiting_account.h"
#include "noodles/transport/connections/connection.h"

namespace noodles::server_internal {

// Answers a call of a client that does not read its replies.
inline constexpr std::string_view kUnreadReplies =
    "too many bytes of replies to earlier calls wait to be read "
    "(max_waiting_reply_bytes, max_reply_bytes_in_flight)";

class ClientQueue {
 public:
  // A task for the caller, which may take some time: a call of Relieve, or to
  // send the client the document anew, from BeginStartOver to EndSnapshot.
  enum class Need : uint8_t { kNothing, kRelief, kStartOver };

  ClientQueue(std::shared_ptr<transport_internal::Connection> connection,
              const ClientQueueLimits& limits,
              std::shared_ptr<SharedQueueState> shared =
                  std::make_shared<SharedQueueState>());
  ~ClientQueue();
  ClientQueue(const ClientQueue&) = delete;
  ClientQueue& operator=(const ClientQueue&) = delete;

  // Adds the broadcasts that came since the last call, from BeginSnapshot on.
  // Adds their number to `count`, unless that is null. Every Append of a
  // broadcast is followed by a call for each client: soon, or within
  // ConnectionThread::kWakeDelay for a client that the broadcast is not for.
  [[nodiscard]] Need Pull(size_t* count = nullptr);
  // Adds a frame behind all others.
  [[nodiscard]] Need Send(FramePointer frame);
  // Adds a whole frame with one reply, which cannot be merged.
  void SendReply(Bytes frame);
  // The client has left: no broadcasts are kept for it any more.
  void Leave();

  // Merges the frames that wait, but for those of `epoch`, which goes on. Where
  // too much waits afterwards, the client is dropped or misses changes from now
  // on, by policy. Returns kNothing or kStartOver.
  [[nodiscard]] Need Relieve(SharedMerger& merger, uint64_t epoch);

  // With the document locked: the client gets the broadcasts from now on. They
  // wait until EndSnapshot; frames of SendSnapshot go ahead of them.
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

  // The connection has little left to send.
  [[nodiscard]] Need OnDrained();

  // The bytes that wait for the client. Takes no lock.
  const WaitingAccount& account() const { return account_; }
  // Whether the client misses changes.
  bool is_behind() const;
  // Whether the client misses changes, and has taken all that it was sent.
  bool can_start_over() const;
  // Whether the client was dropped; its connection ends.
  bool is_dropped() const;

 private:
  enum class State : uint8_t { kFollowing, kStale, kDropped };

  [[nodiscard]] Need PullLocked(size_t* count = nullptr);
  // Where other work keeps the caller from PullLocked's need: the next Pull
  // returns it.
  void PullForLaterLocked();
  // Takes a frame for a client in any state.
  [[nodiscard]] Need TakeLocked(FramePointer frame);
  [[nodiscard]] Need AddLocked(FramePointer frame);
  // Whether a frame goes to the connection at once.
  bool IsNextLocked() const;
  void LeaveLocked();
  // Hands frames to the connection; returns kRelief where they are to be merged
  // first.
  [[nodiscard]] Need AdvanceLocked();
  // `is_urgent`: also where frames wait for a merge.
  void PumpLocked(bool is_urgent = false);
  [[nodiscard]] Need BoundLocked();
  // Drops a client for which too many replies wait.
  void BoundRepliesLocked();
  // Too much waits: drops the client, or lets it miss changes.
  void GiveUpLocked();
  void DropLocked();
  // Remembers that the client misses `frames`, but for the replies among them,
  // which wait on.
  void MissLocked(std::deque<FramePointer> frames);
  void PutBackLocked(std::deque<FramePointer> frames);
  // Whether the client has read since the last merge.
  bool ReadsLocked() const;
  bool CanStartOverLocked() const;
  // Whether waiting_ waits for nothing but the connection.
  bool MaySendWaitingLocked() const;
  // The same, or for a merge that has not begun.
  bool MayHandOverLocked() const;

  const std::shared_ptr<transport_internal::Connection> connection_;
  const ClientQueueLimits limits_;
  const std::shared_ptr<SharedQueueState> shared_;
  WaitingAccount account_;  // of cursor_, waiting_ and connection_
  mutable std::mutex mutex_;
  BroadcastQueue::Cursor cursor_;      // nowhere: reads no broadcasts
  Need pulled_need_ = Need::kNothing;  // of PullForLaterLocked
  State state_ = State::kFollowing;
  bool is_snapshot_in_work_ = false;
  bool is_ending_ = false;
  // A call of Relieve will follow; nothing is handed over until then.
  bool is_relief_due_ = false;
  bool is_in_relief_ = false;
  size_t relief_bytes_;
  size_t taken_at_relief_ = 0;  // of account_ at the last merge
  std::deque<FramePointer> snapshot_;
  std::deque<FramePointer> waiting_;
  // What the client misses: missed_, and then all from begin_ to end_.
  StaleClient missed_;
  std::optional<MissedChanges::Mark> begin_;
  std::optional<MissedChanges::Mark> end_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_CLIENT_QUEUE_H_
