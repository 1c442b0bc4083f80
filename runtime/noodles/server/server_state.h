// The inside of a Server: it hears of connections from the transport and of
// changes from the document, and brings both together.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_SERVER_STATE_H_
#define NOODLES_SERVER_SERVER_STATE_H_

#include <atomic>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "noodles/server/call_queue.h"
#include "noodles/server/server.h"
#include "noodles/server/session.h"
#include "noodles/transport/connection.h"
#include "noodles/transport/listener.h"

namespace noodles {

class ServerState : public transport::ConnectionHandler,
                    public DocumentListener {
 public:
  ServerState(Server& server, ServerOptions options);
  ~ServerState() override;

  // The inside of a server, for what stands on the same floor: tests drive it
  // without a network.
  static ServerState& Of(Server& server) { return *server.state_; }

  Document& document() { return document_; }
  const ServerOptions& options() const { return options_; }

  absl::StatusOr<MethodID> DefineMethod(Method method, MethodFunction function);
  absl::Status Emit(SignalID signal, std::vector<Any> arguments,
                    const std::optional<InvokeIDType>& context,
                    const std::optional<std::vector<ClientNumber>>& clients);

  absl::Status Start(std::shared_ptr<ServerState> self);
  void Stop();
  uint16_t port() const;
  std::vector<ClientInformation> clients() const;

  // transport::ConnectionHandler
  void OnOpen(std::shared_ptr<transport::Connection> connection) override;
  void OnMessage(transport::Connection& connection, Bytes message) override;
  void OnClose(transport::Connection& connection,
               const transport::CloseReason& reason) override;

  // DocumentListener
  bool IsListening() const override { return joined_count_ != 0; }
  void OnChanges(const std::vector<EncodedMessages>& frames) override;

 private:
  class FrameHandler;

  std::shared_ptr<Session> FindSession(ClientNumber number) const;
  void Introduce(const std::shared_ptr<Session>& session,
                 const MsgIntroduction& introduction);
  void Join(const std::shared_ptr<Session>& session);
  void Admit(const std::shared_ptr<Session>& session, MsgInvokeMethod call);
  void PostCall(const std::shared_ptr<Session>& session, MsgInvokeMethod call);
  void RunCall(Session& session, const MsgInvokeMethod& call);
  absl::StatusOr<Any> Invoke(Session& session, const MsgInvokeMethod& call);
  absl::StatusOr<MethodFunction> FindFunction(const MsgInvokeMethod& call);
  void Reply(Session& session, const MsgInvokeMethod& call,
             absl::StatusOr<Any> result);

  Server& server_;
  const ServerOptions options_;
  Document document_;

  mutable std::mutex functions_mutex_;
  std::unordered_map<MethodID, MethodFunction> functions_;

  mutable std::mutex sessions_mutex_;
  std::unordered_map<ClientNumber, std::shared_ptr<Session>> sessions_;
  // Those who get the document's changes.
  std::vector<std::shared_ptr<Session>> joined_;
  std::atomic<size_t> joined_count_ = 0;

  // Joins have a thread of their own: they do not wait for a method that runs.
  CallQueue calls_;
  CallQueue joins_;
  mutable std::mutex listener_mutex_;
  std::unique_ptr<transport::Listener> listener_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SERVER_STATE_H_
