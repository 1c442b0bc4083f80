#include "noodles/server/methods/open_call.h"

#include <utility>
#include <variant>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/calls/method_error.h"
#include "noodles/codec.h"

namespace noodles::server_internal {
namespace {

// The most bytes that stand around a result in its frame, without the
// invoke_id.
constexpr size_t kReplyOverhead = 64;

// The frame of a MsgMethodReply (noodles.cddl), encoded from its parts, without
// a MsgMethodReply: short calls are many.
Bytes EncodeResult(const std::string& invoke_id, const ResultValue& result) {
  const auto* encoded = std::get_if<EncodedItem>(&result);
  const Any* value = std::get_if<Any>(&result);
  const bool has_result = encoded != nullptr || !value->is_null();
  cbor::Writer writer(invoke_id.size() + kReplyOverhead +
                      (encoded != nullptr ? encoded->bytes.size() : 0));
  writer.WriteArrayHead(2);
  writer.WriteUint(MessageTraits<MsgMethodReply>::kNumber);
  writer.WriteMapHead(has_result ? 2 : 1);
  writer.WriteText("invoke_id");
  writer.WriteText(invoke_id);
  if (has_result) writer.WriteText("result");
  if (encoded != nullptr) {
    writer.WriteEncoded(encoded->bytes.span());
  } else if (has_result) {
    Write(writer, *value);
  }
  return writer.Take();
}

}  // namespace

Bytes EncodeReply(const std::string& invoke_id, const Answer& answer) {
  if (answer.ok()) return EncodeResult(invoke_id, *answer);
  return EncodeFrame(
      MsgMethodReply{invoke_id, ToMethodException(answer.status())});
}

absl::Status GoneError(ComponentRef removed) {
  return MethodError(removed.kind == ComponentKind::kMethod
                         ? kMethodNotFoundCode
                         : kInvalidRequestCode,
                     ToString(removed) + " was deleted before the call ended");
}

OpenCall::OpenCall(std::shared_ptr<ClientSession> session, IncomingCall& call,
                   MethodRegistry::Function function)
    : session_(std::move(session)),
      function_(std::move(function)),
      method_(call.method),
      target_(call.context),
      cost_(call.cost()),
      invoke_id_(std::move(call.invoke_id)) {}

std::string OpenCall::method_name() const {
  if (function_ != nullptr && !function_->name.empty()) return function_->name;
  return ToString(ComponentRef(method_));
}

bool OpenCall::Reply(const Answer& answer) {
  if (is_answered_.exchange(true)) return false;
  ++session_->tallies().calls;
  if (!answer.ok()) {
    ++session_->tallies().failed_calls;
    session_->Log(
        LogSeverity::kInfo, "method failed",
        {{"method", method_name()}, {"error", StatusMessage(answer.status())}});
  }
  // Before the reply: its receiver may call again at once.
  session_->EndCall(cost_);
  if (has_slot_) EndSlot();
  if (!invoke_id_) return true;
  session_->SendReply(EncodeReply(*invoke_id_, answer));
  if (!answer.ok()) return true;
  if (const auto* item = std::get_if<EncodedItem>(&*answer)) {
    for (const Bytes& frame : item->following) session_->SendReply(frame);
  }
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
  // Either Reply sees has_slot_, or this function sees is_answered_.
  has_slot_ = true;
  if (is_answered_) EndSlot();
  slot->Receive([self = shared_from_this()](const Answer& answer) {
    self->Reply(answer);
  });
}

}  // namespace noodles::server_internal
