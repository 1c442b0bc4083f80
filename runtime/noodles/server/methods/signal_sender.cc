#include "noodles/server/methods/signal_sender.h"

#include <algorithm>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/codec.h"

namespace noodles::server_internal {

SignalSender::SignalSender(Document& document, bool check_attachment,
                           std::shared_ptr<Tallies> tallies)
    : document_(document),
      check_attachment_(check_attachment),
      tallies_(std::move(tallies)) {}

absl::Status SignalSender::Send(SignalID signal, const CallTarget& target,
                                std::vector<Any> arguments,
                                const std::optional<Audience>& audience) {
  // Keeps the signal and its target until the message is queued.
  Transaction transaction(document_);
  if (!document_.Contains(signal)) {
    return NotFound(ToString(ComponentRef(signal)) + " does not exist");
  }
  const std::optional<ComponentRef> component = RefOfTarget(target);
  if (component && !document_.Contains(*component)) {
    return NotFound(ToString(*component) + " does not exist");
  }
  if (check_attachment_ && !document_.IsAttached(signal, target)) {
    return FailedPrecondition(ToString(ComponentRef(signal)) +
                              " is not attached to what it is to be sent on");
  }
  cbor::Writer writer;
  AppendMessage(writer, MsgSignalInvoke{signal, target, std::move(arguments)});
  EncodedMessages messages{writer.Take(), 1, nullptr};
  if (audience) {
    Audience sorted = *audience;
    std::sort(sorted.begin(), sorted.end());
    messages.audience = std::make_shared<const Audience>(std::move(sorted));
  }
  document_.Announce(messages);
  transaction.Commit();
  ++tallies_->signals;
  return absl::OkStatus();
}

}  // namespace noodles::server_internal
