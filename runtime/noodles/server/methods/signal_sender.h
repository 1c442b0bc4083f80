// Sends signals to clients, in the order of the document's changes.
//
// Thread-safety: every function may be called from any thread.
// Ownership: refers to the document, which outlives the sender.
#ifndef NOODLES_SERVER_METHODS_SIGNAL_SENDER_H_
#define NOODLES_SERVER_METHODS_SIGNAL_SENDER_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/ids.h"
#include "noodles/server/methods/method_registry.h"
#include "noodles/server/support/tallies.h"
#include "noodles/state/document.h"

namespace noodles::server_internal {

class SignalSender {
 public:
  // With `check_attachment`, signals are sent only on targets that list them.
  SignalSender(Document& document, bool check_attachment,
               std::shared_ptr<Tallies> tallies);
  SignalSender(const SignalSender&) = delete;
  SignalSender& operator=(const SignalSender&) = delete;

  // Sends MsgSignalInvoke (noodles.cddl) to `audience`, or to all clients.
  // Errors: NotFound for a signal or a target that does not exist;
  // FailedPrecondition for a signal that is not attached to the target.
  absl::Status Send(SignalID signal, const CallTarget& target,
                    std::vector<Any> arguments,
                    const std::optional<Audience>& audience);

 private:
  Document& document_;
  const bool check_attachment_;
  const std::shared_ptr<Tallies> tallies_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_METHODS_SIGNAL_SENDER_H_
