// The implementation of Client: the connection, and the handling of received
// frames.
//
// Thread-safety: every function may be called from any thread, except those
// that are marked "loop": they are called on the event loop only. Ownership:
// shared by the client and the pending operations of its event loop.
#ifndef NOODLES_CLIENT_CONNECTION_CLIENT_STATE_H_
#define NOODLES_CLIENT_CONNECTION_CLIENT_STATE_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/client/assets/asset_fetcher.h"
#include "noodles/client/client.h"
#include "noodles/client/connection/pending_calls.h"
#include "noodles/client/mirroring/delegates.h"
#include "noodles/client/mirroring/hook_lists.h"
#include "noodles/transport/connections/connector.h"
#include "noodles/transport/net/event_loop.h"

namespace noodles::client_internal {

class ClientState final : public transport_internal::ConnectHandler,
                          public MirrorObserver,
                          public std::enable_shared_from_this<ClientState> {
 public:
  explicit ClientState(ClientOptions options);

  absl::Status Connect(std::string_view url);
  absl::Status WaitUntilReady(std::chrono::milliseconds limit);
  void Disconnect();
  // Ends the connection, all calls and all fetches. Must not be called on the
  // loop.
  void Stop();

  ConnectionState state() const;
  absl::Status last_error() const;
  transport_internal::Url url() const;

  CallNumber Invoke(MethodID method, std::vector<Any> arguments,
                    CallOptions options, Caller::Done done);
  absl::StatusOr<MethodID> FindMethod(
      std::string_view name, const std::optional<InvokeIDType>& target) const;
  CallNumber FailInvoke(const absl::Status& status, const Caller::Done& done);
  absl::Status Send(const MsgInvokeMethod& message);

  // transport_internal::ConnectHandler; loop
  void OnOpen(
      std::shared_ptr<transport_internal::Connection> connection) override;
  void OnMessage(transport_internal::Connection& connection,
                 Bytes message) override;
  void OnClose(transport_internal::Connection& connection,
               const transport_internal::CloseReason& reason) override;
  void OnConnectFailed(const absl::Status& status) override;

  // MirrorObserver; loop
  void OnChange(const MirrorChange& change) override;
  void OnReset() override;
  void OnOddity(const std::string& what) override;

  // The messages that are not the mirror's (FeedMirror); loop
  void OnSignalMessage(MsgSignalInvoke&& message);
  void OnReplyMessage(MsgMethodReply&& message);
  void OnDocumentMessage();
  void OnInitializedMessage();
  // A message, or a frame, that could not be read.
  void OnUnreadable(const std::string& what) { OnOddity(what); }

  const ClientOptions options;
  const std::shared_ptr<transport_internal::EventLoop> loop;
  Mirror mirror;
  PendingCalls calls;
  Delegates delegates;
  const std::shared_ptr<AssetFetcher> assets;
  const std::shared_ptr<HookLists> hooks = std::make_shared<HookLists>();

 private:
  absl::Status Open();
  void ArmCallTimer(PendingCalls::Clock::time_point deadline);
  void SetState(ConnectionState state, const absl::Status& error);
  void OnEnd(const absl::Status& error);
  void ForgetUnfinishedSnapshot();
  // Gives up reconnecting if Disconnect was called. Loop.
  void EndWaiting();
  std::optional<std::chrono::milliseconds> NextDelay(const absl::Status& error);
  std::shared_ptr<transport_internal::Connection> connection() const;

  mutable std::mutex mutex_;
  std::condition_variable state_changed_;
  ConnectionState state_ = ConnectionState::kIdle;
  absl::Status error_;
  int untold_states_ = 0;  // state changes whose hooks have not all returned
  transport_internal::Url url_;
  std::shared_ptr<transport_internal::Connector> connector_;
  std::shared_ptr<transport_internal::Connection> connection_;
  bool is_ending_ = false;  // Disconnect or Stop was called
  transport_internal::EventLoop::TimerNumber reconnect_timer_ = 0;
  // The time at which the timer of the calls expires; max() if it is not set.
  PendingCalls::Clock::time_point call_timer_due_ =
      PendingCalls::Clock::time_point::max();

  // Used on the loop only.
  bool was_ready_ = false;  // the mirror has held a complete document
  int attempts_ = 0;        // since the connection was ready
};

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_CONNECTION_CLIENT_STATE_H_
