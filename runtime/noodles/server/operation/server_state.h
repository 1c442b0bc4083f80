// The inside of a Server: it hears of connections from the transport and of
// changes from the document, and brings both together.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_OPERATION_SERVER_STATE_H_
#define NOODLES_SERVER_OPERATION_SERVER_STATE_H_

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "noodles/cbor/frame_reader.h"
#include "noodles/server/asset_server.h"
#include "noodles/server/assets/asset_port.h"
#include "noodles/server/assets/asset_store.h"
#include "noodles/server/client_watch.h"
#include "noodles/server/clients/client_session.h"
#include "noodles/server/clients/client_watches.h"
#include "noodles/server/clients/message_log.h"
#include "noodles/server/discovery/advertisement.h"
#include "noodles/server/methods/call_timer.h"
#include "noodles/server/methods/method_registry.h"
#include "noodles/server/methods/shared_callables.h"
#include "noodles/server/methods/unanswered_calls.h"
#include "noodles/server/methods/work_queue.h"
#include "noodles/server/operation/tallies.h"
#include "noodles/server/server.h"
#include "noodles/transport/connections/connection.h"
#include "noodles/transport/connections/listener.h"
#include "noodles/transport/net/tls_context.h"

namespace noodles::server_internal {

class ServerState : public transport_internal::ConnectionHandler,
                    public DocumentListener {
 public:
  ServerState(Server& server, ServerOptions options);
  ~ServerState() override;

  // The inside of a server, for what stands on the same floor: tests drive it
  // without a network.
  static ServerState& Of(Server& server) { return *server.state_; }

  Document& document() { return document_; }
  AssetServer& assets() { return assets_; }
  const ServerOptions& options() const { return options_; }

  absl::StatusOr<MethodID> DefineMethod(Method method, MethodFunction function);
  absl::Status Offer(const CallTarget& target,
                     std::vector<MethodDefinition> methods,
                     std::vector<Signal> signals);
  absl::StatusOr<InvokeIDType> CreateOffering(
      OfferingComponent component, std::vector<MethodDefinition> methods,
      std::vector<Signal> signals);
  absl::Status EmitByName(std::string_view signal, const CallTarget& target,
                          std::vector<Any> arguments,
                          const SignalAudience& audience);
  absl::Status Emit(SignalID signal, std::vector<Any> arguments,
                    const std::optional<InvokeIDType>& context,
                    const std::optional<std::vector<ClientNumber>>& clients);

  absl::Status Start(std::shared_ptr<ServerState> self);
  void Stop();
  absl::Status ReloadTls();
  uint16_t port() const;
  std::vector<ClientInformation> clients() const;
  bool IsConnected(ClientNumber client) const;
  ClientWatches& client_watches() { return client_watches_; }
  ServerCounters counters() const;

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
  bool IsListening() const override { return joined_count_ != 0; }
  void OnChanges(const std::vector<EncodedMessages>& frames) override;
  void OnRemoved(const std::vector<ComponentRef>& removed) override;

 private:
  void ReadMessage(const std::shared_ptr<ClientSession>& session,
                   cbor::FrameReader& frame, size_t frame_size);
  std::shared_ptr<ClientSession> FindSession(ClientNumber number) const;
  void Introduce(const std::shared_ptr<ClientSession>& session,
                 const MsgIntroduction& introduction);
  // Lets all join who wait for it.
  void Join();
  void Send(const std::shared_ptr<ClientSession>& session, FramePointer frame);
  // Does what a client's queue needs, where it costs nobody anything.
  void Attend(const std::shared_ptr<ClientSession>& session,
              ClientQueue::Need need);
  void Relieve(const std::shared_ptr<ClientSession>& session);
  void StartOver(const std::shared_ptr<ClientSession>& session);
  void Admit(const std::shared_ptr<ClientSession>& session, IncomingCall call);
  void RefuseCall(ClientSession& session, const IncomingCall& call,
                  std::string_view reason);
  // What the thread that runs methods does: a call, or letting go of functions
  // that may take their time to go.
  struct WaitingCall {
    std::shared_ptr<ClientSession> session;
    IncomingCall call;
  };
  using ReleasedFunctions = std::vector<MethodRegistry::Function>;
  using MethodWork = std::variant<WaitingCall, ReleasedFunctions>;

  void RunCall(WaitingCall& waiting);
  MethodResult Invoke(ClientSession& session, const IncomingCall& call,
                      OpenCall& open);
  // The method or target of a call that does not exist.
  std::optional<ComponentRef> FindGone(const IncomingCall& call);
  absl::StatusOr<MethodRegistry::Function> FindFunction(
      const IncomingCall& call);

  std::shared_ptr<transport_internal::HttpHandler> MakeHttpHandler();
  absl::Status StartParts(std::shared_ptr<ServerState> self);
  absl::Status Listen(std::shared_ptr<ServerState> self);
  void StopParts(std::unique_ptr<transport_internal::Listener> listener);

  Server& server_;
  const ServerOptions options_;
  const std::shared_ptr<Tallies> tallies_ = std::make_shared<Tallies>();
  const std::shared_ptr<transport_internal::Traffic> traffic_ =
      std::make_shared<transport_internal::Traffic>();
  const std::shared_ptr<MessageLog> message_log_;  // null: off
  const std::shared_ptr<AssetStore> asset_store_;
  AssetServer assets_;
  Document document_;

  MethodRegistry methods_;
  SharedCallables shared_callables_;
  UnansweredCalls pending_calls_;

  mutable std::mutex sessions_mutex_;
  std::unordered_map<ClientNumber, std::shared_ptr<ClientSession>> sessions_;
  // Those who have introduced themselves and wait for a snapshot.
  std::vector<std::shared_ptr<ClientSession>> joining_;
  // Those who get the document's changes.
  std::vector<std::shared_ptr<ClientSession>> joined_;
  std::atomic<size_t> joined_count_ = 0;

  ClientWatches client_watches_;

  // Joins have a thread of their own: they do not wait for a method that runs.
  CallTimer call_timer_;
  WorkQueue<MethodWork> calls_;
  WorkQueue<std::function<void()>> joins_;
  std::mutex operation_mutex_;         // one Start or Stop at a time
  mutable std::mutex listener_mutex_;  // held while starting
  const std::shared_ptr<transport_internal::HttpHandler> http_handler_;
  std::shared_ptr<transport_internal::TlsContext> tls_;  // with listener_mutex_
  AssetPort asset_port_;
  std::unique_ptr<Advertisement> advertisement_;
  std::unique_ptr<transport_internal::Listener> listener_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_SERVER_STATE_H_
