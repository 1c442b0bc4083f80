#include "noodles/relay/forwarding/call_forwarder.h"

#include <memory>
#include <utility>
#include <vector>

#include "noodles/calls/method_error.h"
#include "noodles/relay/forwarding/origin_answer.h"

namespace noodles::relay_internal {

MethodResult CallForwarder::Forward(const CallContext& context,
                                    const CallArguments& arguments) {
  if (client_.state() != ConnectionState::kReady) {
    return MethodError(kInternalErrorCode,
                       "the origin of this relay is gone; the call was not "
                       "made");
  }
  absl::StatusOr<std::vector<Any>> values = arguments.ToAny();
  if (!values.ok()) return values.status();
  ++calls_;
  const auto slot = std::make_shared<AnswerSlot>();
  if (subscriptions_.IsSubscription(context)) {
    subscriptions_.Subscribe(context, *std::move(values), slot);
  } else {
    client_.Invoke(context.method, *std::move(values),
                   {.target = context.target},
                   [this, slot](absl::StatusOr<Any> result) {
                     before_reply_();
                     slot->Give(AnswerOf(std::move(result)));
                   });
  }
  return PendingResult<Any>(slot);
}

}  // namespace noodles::relay_internal
