// The parts of a Server, and the ways between them: connections tell of
// clients and their messages, the document tells of changes, and each goes to
// the part whose duty it is. No part knows ServerState.
//
// Thread-safety: every function may be called from any thread.
// Ownership: owns the document and all parts; shared by the Server and the
// connections.
#ifndef NOODLES_SERVER_OPERATION_SERVER_STATE_H_
#define NOODLES_SERVER_OPERATION_SERVER_STATE_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "noodles/cbor/frame_reader.h"
#include "noodles/persistence/keeping/journal.h"
#include "noodles/server/asset_server.h"
#include "noodles/server/assets/asset_store.h"
#include "noodles/server/client_watch.h"
#include "noodles/server/clients/client_roster.h"
#include "noodles/server/clients/client_watches.h"
#include "noodles/server/clients/document_feed.h"
#include "noodles/server/clients/message_log.h"
#include "noodles/server/methods/call_runner.h"
#include "noodles/server/methods/interfaces.h"
#include "noodles/server/methods/method_registry.h"
#include "noodles/server/methods/periodic_functions.h"
#include "noodles/server/methods/signal_sender.h"
#include "noodles/server/operation/served_routes.h"
#include "noodles/server/operation/server_network.h"
#include "noodles/server/origins/client_origins.h"
#include "noodles/server/server.h"
#include "noodles/server/support/bounded_thread.h"
#include "noodles/server/support/tallies.h"
#include "noodles/transport/connections/connection.h"

namespace noodles::server_internal {

class ServerState : public transport_internal::ConnectionHandler,
                    public DocumentListener {
 public:
  // `emitter` is what methods send signals with.
  ServerState(SignalEmitter& emitter, ServerOptions options);
  ~ServerState() override;

  // For tables, and for tests, which act as connections without a network.
  static ServerState& Of(Server& server) { return *server.state_; }

  Document& document() { return document_; }
  AssetServer& assets() { return assets_; }
  Interfaces& interfaces() { return interfaces_; }
  SignalSender& signals() { return signals_; }
  ClientWatches& client_watches() { return watches_; }
  const ClientRoster& clients() const { return clients_; }
  ServerNetwork& network() { return network_; }
  ServedRoutes& served_routes() { return *served_routes_; }
  persistence_internal::Journal& journal() { return journal_; }
  ServerCounters counters() const;

  // As Server::Resume.
  absl::StatusOr<bool> Resume();
  // As Server::Keep.
  absl::StatusOr<bool> Keep(const std::string& name, Keeper keeper);

  PeriodicFunctions& periodic_functions() { return periodic_functions_; }

  // As Server::Start; `self` is this object.
  absl::Status Start(std::shared_ptr<ServerState> self);
  // As Server::Stop.
  void Stop();
  // Waits for the method that still runs after Stop; false: it still runs.
  bool AwaitMethods(std::chrono::steady_clock::time_point deadline);

  // From now on, Stop calls `wake` as well; null: no more.
  void SetRunner(std::function<void()> wake);
  // Logs what Stop will wait for, because of `signal`.
  void TellStop(int signal) const;
  // The signal that Run was ended by; 0: none.
  void set_termination_signal(int signal) { termination_signal_ = signal; }
  int termination_signal() const { return termination_signal_; }
  std::chrono::milliseconds stop_limit() const { return options_.stop_limit; }

  // transport_internal::ConnectionHandler
  std::optional<transport_internal::HttpResponse> OnUpgrade(
      transport_internal::Connection& connection,
      const HttpRequest& request) override;
  void OnOpen(
      std::shared_ptr<transport_internal::Connection> connection) override;
  void OnMessage(transport_internal::Connection& connection,
                 Bytes message) override;
  void OnThreadLent() override { calls_.RunHere(); }
  void OnWoken(transport_internal::Connection& connection) override;
  void OnDrained(transport_internal::Connection& connection) override;
  void OnClose(transport_internal::Connection& connection,
               const transport_internal::CloseReason& reason) override;

  // DocumentListener
  bool IsListening() const override { return clients_.has_joined(); }
  void OnChanges(const std::vector<EncodedMessages>& frames) override;
  void OnRemoved(const std::vector<ComponentRef>& removed) override;

 private:
  absl::Status AddRoutesOfOptions();
  // The handler of requests to the websocket's port, or of those to the asset
  // port, which has no routes of the program.
  std::shared_ptr<transport_internal::HttpHandler> MakeHttpHandler(
      bool is_asset_port);
  absl::Status StartParts(std::shared_ptr<ServerState> self);
  void StopNow();
  void StopParts();
  void TellStart() const;
  void TellRunning(std::string_view text) const;
  // False: the client is cut, and the rest of the frame does not count.
  bool ReadMessage(const ClientRoster::Session& session,
                   cbor::FrameReader& frame, const Bytes& bytes);

  const ServerOptions options_;
  const std::shared_ptr<Tallies> tallies_ = std::make_shared<Tallies>();
  const std::shared_ptr<MessageLog> message_log_;  // null: off
  const std::shared_ptr<AssetStore> asset_store_;
  ClientOrigins origins_;
  const std::shared_ptr<ServedRoutes> served_routes_ =
      std::make_shared<ServedRoutes>();
  // The first error of ServerOptions::http_routes.
  const absl::Status routes_status_;
  AssetServer assets_;
  Document document_;
  persistence_internal::Journal journal_;
  MethodRegistry functions_;
  Interfaces interfaces_;
  SignalSender signals_;
  ClientRoster clients_;
  ClientWatches watches_;
  CallRunner calls_;
  PeriodicFunctions periodic_functions_;
  DocumentFeed feed_;
  ServerNetwork network_;
  std::mutex operation_mutex_;  // one Start or Stop at a time
  std::mutex runner_mutex_;
  std::function<void()> wake_runner_;
  std::atomic<int> termination_signal_ = 0;
  // Stops the server for a caller inside of it.
  std::mutex stopper_mutex_;
  BoundedThread stopper_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_SERVER_STATE_H_
