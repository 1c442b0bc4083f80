// The calls of a client that wait for a reply.
//
// Thread-safety: every function may be called from any thread. The `done` of a
// call is called exactly once, without a lock: by the reply, the time-out, the
// cancellation or the end of the connection.
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

  // The invoke_id of a call. It is a UUID, because some servers accept nothing
  // else.
  std::string InvokeIdOf(CallNumber number) const;

  CallNumber NextNumber();

  using Clock = std::chrono::steady_clock;

  // Adds a call and moves `done` out. False, and `done` is unchanged, if `most`
  // calls are waiting. A call without a deadline never times out.
  bool Add(CallNumber number, Caller::Done& done,
           std::optional<Clock::time_point> deadline, size_t most);

  // Completes the call that `reply` answers. False if no such call is waiting.
  bool Reply(const MsgMethodReply& reply);

  // Fails one call. False if the call is not waiting.
  bool Fail(CallNumber number, const absl::Status& status);
  void FailAll(const absl::Status& status);
  // Fails the calls whose deadline is not after `now`. Returns the next
  // deadline, if there is one.
  std::optional<Clock::time_point> FailExpired(Clock::time_point now,
                                               const absl::Status& status);

  size_t count() const;

 private:
  struct Waiting {
    Caller::Done done;
    std::optional<Clock::time_point> deadline;
  };

  Caller::Done Take(CallNumber number);

  const std::string prefix_;  // of all invoke_ids; random
  mutable std::mutex mutex_;
  CallNumber last_ = 0;
  std::unordered_map<CallNumber, Waiting> waiting_;
  std::set<std::pair<Clock::time_point, CallNumber>> deadlines_;
};

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_CONNECTION_PENDING_CALLS_H_
