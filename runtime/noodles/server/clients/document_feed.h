// Brings a document to the clients of a server: a snapshot to each that joins,
// every later change to those that have joined, and the document anew to those
// that read too slowly for its changes.
//
// Snapshots, and the work on slow clients, run on a thread of the feed: neither
// the network nor the methods that run wait for them. A client that joins waits
// for no more than the piece of other work that has begun: snapshots for
// clients that join come before all work on slow clients. All clients that are
// to start over when the feed has time for them share one snapshot.
//
// Thread-safety: every function may be called from any thread, OnChanges with
// the document locked.
// Ownership: owns its thread; refers to the document, the roster and the
// watches, which outlive the feed.
#ifndef NOODLES_SERVER_CLIENTS_DOCUMENT_FEED_H_
#define NOODLES_SERVER_CLIENTS_DOCUMENT_FEED_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "noodles/server/clients/broadcast.h"
#include "noodles/server/clients/client_roster.h"
#include "noodles/server/clients/client_watches.h"
#include "noodles/server/clients/message_log.h"
#include "noodles/server/origins/asset_links.h"
#include "noodles/server/support/work_queue.h"
#include "noodles/state/document.h"

namespace noodles::server_internal {

class DocumentFeed {
 public:
  using Session = ClientRoster::Session;

  // Both are called on the feed's thread.
  struct Hooks {
    // Before a snapshot begins; may block.
    std::function<void()> before_snapshot;
    // A client has its snapshot: the calls that it made meanwhile may run.
    std::function<void(const Session&)> after_snapshot;
  };

  struct Options {
    // Of frames of several messages.
    size_t max_frame_bytes = size_t{1} << 20;
    // Changes of about this number of bytes are merged together for slow
    // clients; the last merges are kept, four times as many bytes.
    size_t epoch_bytes = size_t{4} << 20;
    // While more bytes of broadcasts wait for the I/O threads, each change of
    // the document does a part of their work, about that of two changes.
    size_t unread_bytes = size_t{4} << 20;
    // The server that the feed's thread works inside of (InsideScope).
    const void* server = nullptr;
  };

  // `links` outlive the feed; `message_log` is null where there is none.
  DocumentFeed(Document& document, ClientRoster& clients,
               ClientWatches& watches, const AssetLinks& links,
               std::shared_ptr<MessageLog> message_log, const Options& options,
               Hooks hooks);
  DocumentFeed(const DocumentFeed&) = delete;
  DocumentFeed& operator=(const DocumentFeed&) = delete;

  // False: the work of the last time has not ended yet.
  bool Start();
  // Drops the work that has not begun.
  void BeginStop() { worker_.BeginStop(); }
  // Waits for the work that has begun; false: it is not done at the deadline.
  bool StopUntil(std::chrono::steady_clock::time_point deadline) {
    return worker_.StopUntil(deadline);
  }

  // Sends one snapshot to all clients of the roster that wait for one when the
  // snapshot begins, before all other work.
  void Join();
  // Broadcasts changes to the clients that have joined (DocumentListener). The
  // cost does not depend on the number of clients that I/O threads serve, while
  // these threads keep up.
  void OnChanges(const std::vector<EncodedMessages>& frames);
  // The client's I/O thread was woken by a change.
  void OnWoken(const Session& session) { Serve(session); }
  // The client's connection has little left to send.
  void OnDrained(const Session& session);
  // The client is in the roster no more: the watches are told, if they were
  // told of the client before.
  void OnLeft(ClientNumber client);

 private:
  // Runs `task` on the feed's thread, behind the clients that wait to join.
  void Post(std::function<void()> task);
  void SendSnapshot();
  // Lets the client's queue read the broadcasts; returns their number.
  size_t Serve(const Session& session);
  // Serves some clients for their I/O threads.
  void ServeSome();
  // Lets the clients read what has been appended.
  void Announce(const std::vector<EncodedMessages>& frames);
  void LogBroadcast(const std::vector<EncodedMessages>& frames);
  // Lets the feed's thread do what a client's queue needs.
  void Attend(const Session& session, ClientQueue::Need need);
  void Relieve(const Session& session);
  void StartOver();

  Document& document_;
  ClientRoster& clients_;
  ClientWatches& watches_;
  const AssetLinks& links_;
  const std::shared_ptr<MessageLog> message_log_;
  const Options options_;
  const Hooks hooks_;

  // Changed with the document locked.
  FramePlace place_{.transaction = 0, .epoch = 1};
  size_t bytes_of_epoch_ = 0;
  // Broadcasts for few clients since all clients were last woken.
  size_t unannounced_bytes_ = 0;
  // place_.epoch, for the feed's thread.
  std::atomic<uint64_t> epoch_ = 1;

  SharedMerger merger_;  // the feed's thread's
  std::atomic<bool> is_join_due_ = false;
  std::mutex mutex_;
  std::vector<Session> starting_over_;
  WorkQueue<std::function<void()>> worker_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_DOCUMENT_FEED_H_
