// The parts of a Server, and the ways between them: connections tell of
// clients and their messages, the document tells of changes, and each goes to
// the part whose duty it is. No part knows ServerState.
//
// Thread-safety: every function may be called from any thread.
// Ownership: owns the document and all parts; shared by the Server and the
// connections.
#ifndef NOODLES_SERVER_OPERATION_SERVER_STATE_H_
#define NOODLES_SERVER_OPERATION_SERVER_STATE_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "noodles/cbor/frame_reader.h"
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
#include "noodles/server/methods/signal_sender.h"
#include "noodles/server/operation/server_network.h"
#include "noodles/server/origins/client_origins.h"
#include "noodles/server/server.h"
#include "noodles/server/support/tallies.h"
#include "noodles/transport/connections/connection.h"

namespace noodles::server_internal {

class ServerState : public transport_internal::ConnectionHandler,
                    public DocumentListener {
 public:
  // `emitter` is what methods send signals with.
  ServerState(SignalEmitter& emitter, ServerOptions options);
  ~ServerState() override;

  // For tests, which act as connections without a network.
  static ServerState& Of(Server& server) { return *server.state_; }

  Document& document() { return document_; }
  AssetServer& assets() { return assets_; }
  Interfaces& interfaces() { return interfaces_; }
  SignalSender& signals() { return signals_; }
  ClientWatches& client_watches() { return watches_; }
  const ClientRoster& clients() const { return clients_; }
  ServerNetwork& network() { return network_; }
  ServerCounters counters() const;

  // As Server::Start; `self` is this object.
  absl::Status Start(std::shared_ptr<ServerState> self);
  void Stop();

  // transport_internal::ConnectionHandler
  std::optional<transport_internal::HttpResponse> OnUpgrade(
      transport_internal::Connection& connection,
      const HttpRequest& request) override;
  void OnOpen(
      std::shared_ptr<transport_internal::Connection> connection) override;
  void OnMessage(transport_internal::Connection& connection,
                 Bytes message) override;
  void OnDrained(transport_internal::Connection& connection) override;
  void OnClose(transport_internal::Connection& connection,
               const transport_internal::CloseReason& reason) override;

  // DocumentListener
  bool IsListening() const override { return clients_.has_joined(); }
  void OnChanges(const std::vector<EncodedMessages>& frames) override;
  void OnRemoved(const std::vector<ComponentRef>& removed) override;

 private:
  absl::Status StartParts(std::shared_ptr<ServerState> self);
  void StopParts();
  void ReadMessage(const ClientRoster::Session& session,
                   cbor::FrameReader& frame, size_t frame_size);

  const ServerOptions options_;
  const std::shared_ptr<Tallies> tallies_ = std::make_shared<Tallies>();
  const std::shared_ptr<MessageLog> message_log_;  // null: off
  const std::shared_ptr<AssetStore> asset_store_;
  ClientOrigins origins_;
  AssetServer assets_;
  Document document_;
  MethodRegistry functions_;
  Interfaces interfaces_;
  SignalSender signals_;
  ClientRoster clients_;
  ClientWatches watches_;
  CallRunner calls_;
  DocumentFeed feed_;
  ServerNetwork network_;
  std::mutex operation_mutex_;  // one Start or Stop at a time
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_SERVER_STATE_H_
