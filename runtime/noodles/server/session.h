// One client of a server: how far it has come, and what waits for it.
//
// A client is connected, then joining from its introduction to the end of its
// snapshot, then joined. Calls that it makes while it joins wait.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_SESSION_H_
#define NOODLES_SERVER_SESSION_H_

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "noodles/protocol/client_messages.h"
#include "noodles/server/call.h"
#include "noodles/transport/connection.h"

namespace noodles {

class Session {
 public:
  explicit Session(std::shared_ptr<transport::Connection> connection)
      : connection_(std::move(connection)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  transport::Connection& connection() { return *connection_; }
  ClientNumber number() const { return connection_->id(); }

  // False if it has introduced itself before.
  bool BeginJoin(const std::string& name);
  // The calls that waited for it.
  std::vector<MsgInvokeMethod> FinishJoin();
  bool has_joined() const { return state_ == State::kJoined; }
  std::string name() const;

  enum class Admission { kRunNow, kHeldBack, kIgnored, kTooMany };
  // What becomes of a call; it is taken over only if it is held back. One that
  // runs counts until EndCall.
  Admission Admit(MsgInvokeMethod& call, size_t max_waiting_calls);
  void EndCall() { --waiting_calls_; }

 private:
  enum class State { kConnected, kJoining, kJoined };

  const std::shared_ptr<transport::Connection> connection_;
  std::atomic<State> state_ = State::kConnected;
  std::atomic<size_t> waiting_calls_ = 0;
  mutable std::mutex mutex_;
  std::string name_;
  std::vector<MsgInvokeMethod> held_back_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SESSION_H_
