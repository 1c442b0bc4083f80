// The calls of a client that wait for their replies.
//
// Thread-safety: every function may be called from any thread. A call's `done`
// is called exactly once, by whichever of reply, time-out, cancellation and end
// of the connection comes first, without a lock.
#ifndef NOODLES_CLIENT_CONNECTION_PENDING_CALLS_H_
#define NOODLES_CLIENT_CONNECTION_PENDING_CALLS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/client/requests.h"
#include "noodles/protocol/signals_and_replies.h"

namespace noodles::client_internal {

class PendingCalls {
 public:
  PendingCalls();
  PendingCalls(const PendingCalls&) = delete;
  PendingCalls& operator=(const PendingCalls&) = delete;

  // The invoke_id of a call: a UUID, since some servers take nothing else.
  std::string InvokeIdOf(CallNumber number) const;

  CallNumber NextNumber();

  using Clock = std::chrono::steady_clock;

  // False, and `done` is not taken, if `most` wait already. Without a deadline
  // it waits for any time.
  bool Add(CallNumber number, Caller::Done& done,
           std::optional<Clock::time_point> deadline, size_t most);

  // The reply to whichever call it answers; false: to none that waits.
  bool Reply(const MsgMethodReply& reply);

  // False: it does not wait any more.
  bool Fail(CallNumber number, const absl::Status& status);
  void FailAll(const absl::Status& status);
  // Those whose deadline is over by `now`. The next deadline, if there is one.
  std::optional<Clock::time_point> FailExpired(Clock::time_point now,
                                               const absl::Status& status);

  size_t count() const;

 private:
  struct Waiting {
    Caller::Done done;
    std::optional<Clock::time_point> deadline;
  };

  Caller::Done Take(CallNumber number);

  const std::string prefix_;  // of all invoke_ids, random
  mutable std::mutex mutex_;
  CallNumber last_ = 0;
  std::unordered_map<CallNumber, Waiting> waiting_;
  std::set<std::pair<Clock::time_point, CallNumber>> deadlines_;
};

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_CONNECTION_PENDING_CALLS_H_
