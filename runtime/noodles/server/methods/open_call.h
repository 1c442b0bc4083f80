// A call from its beginning to its one reply.
//
// Thread-safety: every function may be called from any thread. Ownership:
// shared by the objects that may answer the call; keeps the client's session.
#ifndef NOODLES_SERVER_METHODS_OPEN_CALL_H_
#define NOODLES_SERVER_METHODS_OPEN_CALL_H_

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "noodles/calls/answer.h"
#include "noodles/protocol/ids.h"
#include "noodles/protocol/traits.h"
#include "noodles/server/clients/client_session.h"
#include "noodles/server/clients/incoming_call.h"
#include "noodles/server/methods/method_registry.h"

namespace noodles::server_internal {

class OpenCall : public std::enable_shared_from_this<OpenCall> {
 public:
  // `call` has been admitted by the session. Moves the invoke_id out of `call`.
  // `function` is null for a call that finds none.
  OpenCall(std::shared_ptr<ClientSession> session, IncomingCall& call,
           MethodRegistry::Function function);
  OpenCall(const OpenCall&) = delete;
  OpenCall& operator=(const OpenCall&) = delete;

  // Replies, and counts the call no more (ClientSession::EndCall). Only the
  // first answer counts; false: the call had been answered before.
  bool Reply(const Answer& answer);
  bool is_answered() const { return is_answered_; }

  // Replies with the answer that `slot` gets. A reply from elsewhere ends the
  // slot, so that the sender of the answer can see that no caller waits. To be
  // called once.
  void ReplyFrom(const std::shared_ptr<AnswerSlot>& slot);

  bool wants_reply() const { return invoke_id_.has_value(); }
  MethodID method() const { return method_; }
  // The name of the method, or "Method [3, 0]" where there is no function.
  std::string method_name() const;
  const CallTarget& target() const { return target_; }

 private:
  void EndSlot();

  const std::shared_ptr<ClientSession> session_;
  const MethodRegistry::Function function_;
  const MethodID method_;
  const CallTarget target_;
  const size_t cost_;
  // Nothing if the client asks for no reply.
  const std::optional<std::string> invoke_id_;
  std::atomic<bool> is_answered_ = false;
  std::atomic<bool> has_slot_ = false;
  std::mutex slot_mutex_;
  std::weak_ptr<AnswerSlot> slot_;
};

// The failure of a call whose method or target has been deleted: -32601 or
// -32600.
absl::Status GoneError(ComponentRef removed);

// The frame with the reply to one call.
Bytes EncodeReply(const std::string& invoke_id, const Answer& answer);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_OPEN_CALL_H_
