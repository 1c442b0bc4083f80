// One client of a server: its connection, its queue, its calls, and its state.
//
// A client is connected, then joining from its introduction to the end of its
// snapshot, then joined. Calls that a client makes while joining are held back.
//
// Thread-safety: every function may be called from any thread.
// Ownership: shared by the roster and the client's calls; shares the
// connection.
#ifndef NOODLES_SERVER_CLIENTS_CLIENT_SESSION_H_
#define NOODLES_SERVER_CLIENTS_CLIENT_SESSION_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/logging.h"
#include "noodles/calls/call_context.h"
#include "noodles/server/client_watch.h"
#include "noodles/server/clients/client_queue.h"
#include "noodles/server/clients/incoming_call.h"
#include "noodles/server/clients/message_faults.h"
#include "noodles/server/clients/message_log.h"
#include "noodles/server/clients/token_bucket.h"
#include "noodles/server/server_counters.h"
#include "noodles/server/support/tallies.h"
#include "noodles/transport/connections/connection.h"

namespace noodles::server_internal {

class ClientSession {
 public:
  ClientSession(std::shared_ptr<transport_internal::Connection> connection,
                std::shared_ptr<Tallies> tallies,
                std::shared_ptr<MessageLog> message_log,
                const ClientQueueLimits& limits, TokenBucket call_rate,
                MessageFaults message_faults,
                std::shared_ptr<SharedQueueState> shared_queue_state =
                    std::make_shared<SharedQueueState>())
      : connection_(connection),
        call_rate_(call_rate),
        message_faults_(message_faults),
        tallies_(std::move(tallies)),
        message_log_(std::move(message_log)),
        queue_(std::move(connection), limits, std::move(shared_queue_state)) {}
  // Calls that never ran are counted no more.
  ~ClientSession() {
    tallies_->calls_in_flight -= waiting_calls_;
    tallies_->call_bytes_in_flight -= waiting_bytes_;
  }
  ClientSession(const ClientSession&) = delete;
  ClientSession& operator=(const ClientSession&) = delete;

  transport_internal::Connection& connection() { return *connection_; }
  // The tallies of the server.
  Tallies& tallies() { return *tallies_; }
  ClientQueue& queue() { return queue_; }
  const ClientQueue& queue() const { return queue_; }
  ClientNumber number() const { return connection_->id(); }
  // Connection::origin.
  std::string_view origin() const { return connection_->origin(); }

  // Of the connection's thread.
  MessageFaults& message_faults() { return message_faults_; }

  ClientInformation information() const;

  // Logs a record that this client causes (LogForPeer), with its number and,
  // once it has introduced itself, its name.
  void Log(LogSeverity severity, std::string_view message,
           std::vector<LogField> fields = {}) const;

  // Counts, here and in the tallies, that the client gets the document anew.
  void CountResynchronization() {
    ++resynchronizations_;
    ++tallies_->resynchronizations;
  }

  // Remembers why the server is about to end the connection. The first reason
  // counts.
  void SetCutReason(CutReason reason) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!cut_reason_) cut_reason_ = reason;
  }
  std::optional<CutReason> cut_reason() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return cut_reason_;
  }

  // The place of this client's calls among all calls, made by the first caller;
  // all callers name the same type.
  template <class Lane>
  Lane& call_lane() {
    std::call_once(lane_once_, [this] { lane_ = std::make_shared<Lane>(); });
    return *static_cast<Lane*>(lane_.get());
  }

  // Sends a frame to this client alone.
  void SendReply(Bytes frame);

  // False if the client has introduced itself before.
  bool BeginJoin(const std::string& name);
  // The client has joined; returns the calls that were held back.
  std::vector<IncomingCall> FinishJoin();
  bool has_introduced_itself() const { return state_ != State::kConnected; }
  // Empty before the introduction.
  const std::string& name() const;

  // Calls that are not answered yet: of this client, and their cost in bytes;
  // those of all clients, and their cost.
  struct CallLimits {
    size_t calls = 0;
    size_t bytes = 0;
    size_t calls_of_all = 0;
    size_t bytes_of_all = std::numeric_limits<size_t>::max();
  };
  enum class Turn : uint8_t { kNow, kNotNow };
  // Decides on a call. kNow: the caller runs the call. kNotNow: nothing is left
  // to do; the session has taken the call over until FinishJoin, or the client
  // has not introduced itself, whose calls are ignored. Errors: the client's
  // answer (MethodError) beyond a limit. A call that is not ignored or refused
  // counts until EndCall, and keeps alive no frame of `frame_size` bytes that
  // is much larger (Detach).
  absl::StatusOr<Turn> Admit(IncomingCall& call, const CallLimits& limits,
                             size_t frame_size = 0);
  // `cost` is that of the call (IncomingCall::cost).
  void EndCall(size_t cost) {
    --waiting_calls_;
    waiting_bytes_ -= cost;
    --tallies_->calls_in_flight;
    tallies_->call_bytes_in_flight -= cost;
  }

 private:
  enum class State { kConnected, kJoining, kJoined };

  // An error for a call that exceeds a limit.
  absl::Status CheckLimitsLocked(const IncomingCall& call,
                                 const CallLimits& limits) const;

  const std::shared_ptr<transport_internal::Connection> connection_;
  TokenBucket call_rate_;  // with mutex_
  MessageFaults message_faults_;
  const std::shared_ptr<Tallies> tallies_;
  const std::shared_ptr<MessageLog> message_log_;  // may be null
  ClientQueue queue_;
  std::atomic<State> state_ = State::kConnected;
  std::atomic<size_t> waiting_calls_ = 0;
  std::atomic<size_t> waiting_bytes_ = 0;
  std::atomic<uint64_t> resynchronizations_ = 0;
  mutable std::mutex mutex_;
  std::string name_;  // constant once state_ is not kConnected
  std::vector<IncomingCall> held_back_;
  std::optional<CutReason> cut_reason_;
  std::once_flag lane_once_;
  std::shared_ptr<void> lane_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_CLIENT_SESSION_H_
