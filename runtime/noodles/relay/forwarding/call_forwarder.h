// CallForwarder: passes calls of viewers on to the origin, and the replies back
// to the callers.
//
// Thread-safety: every function may be called from any thread. Ownership:
// refers to the client and to the subscriptions, which outlive the forwarder.
#ifndef NOODLES_RELAY_FORWARDING_CALL_FORWARDER_H_
#define NOODLES_RELAY_FORWARDING_CALL_FORWARDER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <utility>

#include "noodles/calls/call_arguments.h"
#include "noodles/calls/call_context.h"
#include "noodles/calls/method.h"
#include "noodles/client/client.h"
#include "noodles/relay/forwarding/table_subscriptions.h"

namespace noodles::relay_internal {

class CallForwarder {
 public:
  // `before_reply` is called on the thread that has the result, before the
  // caller gets the reply.
  CallForwarder(Client& client, TableSubscriptions& subscriptions,
                std::function<void()> before_reply)
      : client_(client),
        subscriptions_(subscriptions),
        before_reply_(std::move(before_reply)) {}
  CallForwarder(const CallForwarder&) = delete;
  CallForwarder& operator=(const CallForwarder&) = delete;

  // ServerOptions::fallback_method.
  MethodResult Forward(const CallContext& context,
                       const CallArguments& arguments);

  uint64_t calls() const { return calls_; }

 private:
  Client& client_;
  TableSubscriptions& subscriptions_;
  const std::function<void()> before_reply_;
  std::atomic<uint64_t> calls_ = 0;
};

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_FORWARDING_CALL_FORWARDER_H_
