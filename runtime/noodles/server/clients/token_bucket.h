// A rate limit: tokens come in steadily, up to a number that may be used at
// once.
//
// Thread-safety: none.
#ifndef NOODLES_SERVER_CLIENTS_TOKEN_BUCKET_H_
#define NOODLES_SERVER_CLIENTS_TOKEN_BUCKET_H_

#include <algorithm>
#include <chrono>

namespace noodles::server_internal {

class TokenBucket {
 public:
  using Clock = std::chrono::steady_clock;

  // The bucket is full at `now`. A rate of 0 or less: no limit. The capacity is
  // at least one token.
  TokenBucket(double tokens_per_second, double capacity, Clock::time_point now)
      : rate_(tokens_per_second),
        capacity_(std::max(capacity, 1.0)),
        tokens_(capacity_),
        time_(now) {}

  // Without a limit, callers of Take need not read the clock.
  bool has_limit() const { return rate_ > 0; }

  // Takes one token; false if there is none. `now` is no earlier than in the
  // call before.
  bool Take(Clock::time_point now) {
    if (!has_limit()) return true;
    const std::chrono::duration<double> passed = now - time_;
    time_ = now;
    tokens_ = std::min(capacity_, tokens_ + rate_ * passed.count());
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }

 private:
  const double rate_;
  const double capacity_;
  double tokens_;
  Clock::time_point time_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_TOKEN_BUCKET_H_
