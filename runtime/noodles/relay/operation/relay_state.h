// The parts of a Relay, and the ways between them.
//
// The messages of the origin arrive on the client's thread. Those of one frame
// are one transaction of the relay's document, which is interrupted where a
// reply leaves: all that came before the reply leaves first.
//
// Thread-safety: every function may be called from any thread, except those
// marked "client": they are called on the client's thread only. Ownership: owns
// all parts.
#ifndef NOODLES_RELAY_OPERATION_RELAY_STATE_H_
#define NOODLES_RELAY_OPERATION_RELAY_STATE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>

#include "absl/status/status.h"
#include "noodles/client/client.h"
#include "noodles/relay/following/asset_copies.h"
#include "noodles/relay/following/document_follower.h"
#include "noodles/relay/forwarding/call_forwarder.h"
#include "noodles/relay/forwarding/table_subscriptions.h"
#include "noodles/relay/relay.h"
#include "noodles/relay/relay_options.h"
#include "noodles/server/server.h"
#include "noodles/state/document.h"

namespace noodles::relay_internal {

class RelayState {
 public:
  explicit RelayState(RelayOptions options);
  ~RelayState();
  RelayState(const RelayState&) = delete;
  RelayState& operator=(const RelayState&) = delete;

  // Connects, and waits until the document is that of the origin. Does nothing
  // where the relay has joined already.
  absl::Status Join();
  void Stop();

  Server& server() { return server_; }
  const Client& client() const { return *client_; }
  RelayCounters counters() const;

 private:
  ServerOptions ServerOptionsOf(const RelayOptions& options);
  void SetHooks();

  // Client.
  void OnStateChange(ConnectionState state, const absl::Status& error);
  void OnReady();
  void OnChange(const MirrorChange& change);
  void OnSignal(const SignalEvent& signal);
  void OnOddity(const std::string& what);
  void OnFetched();
  void BeginChanges();
  void EndChanges();

  // A reply is about to leave: the changes before it leave first.
  void OnReply();

  const RelayOptions options_;
  Server server_;
  std::unique_ptr<Client> client_;
  AssetCopies copies_;
  DocumentFollower follower_;
  TableSubscriptions subscriptions_;
  CallForwarder forwarder_;
  std::atomic<uint64_t> joins_ = 0;
  std::atomic<uint64_t> oddities_ = 0;
  std::atomic<std::thread::id> client_thread_{};

  // Client. Whether the messages of the origin are changes of the document that
  // the relay has, not parts of a snapshot.
  bool is_following_ = false;
  std::optional<Transaction> changes_;
};

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_OPERATION_RELAY_STATE_H_
