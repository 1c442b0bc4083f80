// Brings a document to the clients of a server: a snapshot to each that joins,
// every later change to those that have joined, and the document anew to those
// that read too slowly for its changes.
//
// Snapshots, and the work on slow clients, run on a thread of the feed: neither
// the network nor the methods that run wait for them.
//
// Thread-safety: every function may be called from any thread, OnChanges with
// the document locked.
// Ownership: owns its thread; refers to the document, the roster and the
// watches, which outlive the feed.
#ifndef NOODLES_SERVER_CLIENTS_DOCUMENT_FEED_H_
#define NOODLES_SERVER_CLIENTS_DOCUMENT_FEED_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

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

  // `links` outlive the feed; `message_log` is null where there is none.
  // `max_frame_bytes` bounds the frames of several messages.
  DocumentFeed(Document& document, ClientRoster& clients,
               ClientWatches& watches, const AssetLinks& links,
               std::shared_ptr<MessageLog> message_log, size_t max_frame_bytes,
               Hooks hooks);
  DocumentFeed(const DocumentFeed&) = delete;
  DocumentFeed& operator=(const DocumentFeed&) = delete;

  void Start() { worker_.Start(); }
  // Waits for the work that is being done; the rest is dropped.
  void Stop() { worker_.Stop(); }

  // Sends one snapshot to all clients of the roster that wait for one when the
  // snapshot begins.
  void Join();
  // Queues changes for the clients that have joined (DocumentListener).
  void OnChanges(const std::vector<EncodedMessages>& frames);
  // The client's connection has little left to send.
  void OnDrained(const Session& session);
  // The client is in the roster no more: the watches are told, if they were
  // told of the client before.
  void OnLeft(ClientNumber client);

 private:
  void SendSnapshot();
  // Lets the feed's thread do what a client's queue needs.
  void Attend(const Session& session, ClientQueue::Need need);
  void Relieve(const Session& session);
  void StartOver(const Session& session);

  Document& document_;
  ClientRoster& clients_;
  ClientWatches& watches_;
  const AssetLinks& links_;
  const std::shared_ptr<MessageLog> message_log_;
  const size_t max_frame_bytes_;
  const Hooks hooks_;
  WorkQueue<std::function<void()>> worker_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_DOCUMENT_FEED_H_
