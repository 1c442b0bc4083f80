#include "noodles/server/open_call.h"

#include <utility>
#include <variant>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/calls/method_error.h"
#include "noodles/codec.h"

namespace noodles {
namespace {

// What stands around a result in its frame, at most, without the invoke_id.
constexpr size_t kReplyOverhead = 64;

// A reply whose result is encoded already (noodles.cddl, MsgMethodReply).
Bytes EncodeReplyAround(const std::string& invoke_id, const Bytes& result) {
  cbor::Writer writer(result.size() + invoke_id.size() + kReplyOverhead);
  writer.WriteArrayHead(2);
  writer.WriteUint(MessageTraits<MsgMethodReply>::kNumber);
  writer.WriteMapHead(2);
  writer.WriteText("invoke_id");
  writer.WriteText(invoke_id);
  writer.WriteText("result");
  writer.WriteEncoded(result.span());
  return writer.Take();
}

}  // namespace

Bytes EncodeReply(const std::string& invoke_id, const Answer& answer) {
  MsgMethodReply reply{invoke_id, {}};
  if (!answer.ok()) {
    reply.outcome = ToMethodException(answer.status());
  } else if (const auto* item = std::get_if<EncodedItem>(&*answer)) {
    return EncodeReplyAround(invoke_id, item->bytes);
  } else if (const Any& result = std::get<Any>(*answer); !result.is_null()) {
    reply.outcome.emplace<Any>(result);
  }
  return EncodeFrame(reply);
}

absl::Status GoneError(ComponentRef removed) {
  return MethodError(removed.kind == ComponentKind::kMethod
                         ? kMethodNotFoundCode
                         : kInvalidRequestCode,
                     ToString(removed) + " was deleted before the call ended");
}

OpenCall::OpenCall(std::shared_ptr<Session> session, const IncomingCall& call)
    : session_(std::move(session)),
      method_(call.method),
      target_(call.context),
      invoke_id_(call.invoke_id),
      cost_(call.cost()) {}

bool OpenCall::Reply(const Answer& answer) {
  if (is_answered_.exchange(true)) return false;
  ++session_->tallies().calls;
  if (!answer.ok()) {
    ++session_->tallies().failed_calls;
    Log(LogSeverity::kInfo, "server", "method failed",
        {{"client", session_->number()},
         {"method", method_.slot},
         {"error", StatusMessage(answer.status())}});
  }
  // All else is before the reply: its receiver may call again at once.
  session_->EndCall(cost_);
  EndSlot();
  if (invoke_id_) session_->SendReply(EncodeReply(*invoke_id_, answer));
  return true;
}

void OpenCall::EndSlot() {
  std::shared_ptr<AnswerSlot> slot;
  {
    const std::lock_guard<std::mutex> lock(slot_mutex_);
    slot = slot_.lock();
  }
  if (slot != nullptr) slot->Give(Internal("the call has been answered"));
}

void OpenCall::ReplyFrom(const std::shared_ptr<AnswerSlot>& slot) {
  {
    const std::lock_guard<std::mutex> lock(slot_mutex_);
    slot_ = slot;
  }
  if (is_answered_) EndSlot();
  slot->Receive([self = shared_from_this()](const Answer& answer) {
    self->Reply(answer);
  });
}

}  // namespace noodles
