// The messages of one I/O thread that have begun and have not arrived as a
// whole: how long each takes, and the memory that all hold.
//
// A message must grow at a least rate; and where the unfinished messages of all
// threads of the listener hold too much memory, one is given up: first those of
// peers that are not approved, then the one with the greatest product of memory
// and age, so that a large message that arrives quickly outlives messages that
// wait.
//
// Thread-safety: one thread at a time; only ArrivalTotal is shared.
// Ownership: refers to the sessions, which are removed before they end.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_ARRIVALS_H_
#define NOODLES_TRANSPORT_CONNECTIONS_ARRIVALS_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace noodles::transport_internal {

class Session;

struct ArrivalLimits {
  // Each time that this has passed since a message began, the message must have
  // grown by min_rate bytes for each second. Stops peers that begin messages
  // and never end them. 0 or less: any time.
  std::chrono::milliseconds time_limit{30'000};

  // Bytes in a second; see time_limit.
  size_t min_rate = size_t{16} << 10;

  // Bytes of memory that the unfinished messages of all connections together
  // may hold; one message alone may hold more. Stops many peers together from
  // filling the memory.
  size_t max_bytes = size_t{256} << 20;
};

// The memory of all threads' unfinished messages, in bytes.
using ArrivalTotal = std::atomic<size_t>;

// What a session tells about its unfinished message.
struct Arrival {
  uint64_t message = 0;      // its number among the session's messages
  size_t arrived_bytes = 0;  // of the message
  size_t held_bytes = 0;     // memory
  bool is_approved = false;
};

class Arrivals {
 public:
  using Clock = std::chrono::steady_clock;

  Arrivals(const ArrivalLimits& limits, std::shared_ptr<ArrivalTotal> total)
      : limits_(limits), total_(std::move(total)) {}
  Arrivals(const Arrivals&) = delete;
  Arrivals& operator=(const Arrivals&) = delete;

  bool empty() const { return entries_.empty(); }

  // A message has begun or grown.
  void Update(Session& session, const Arrival& arrival, Clock::time_point now);
  // It has ended, or its session ends. May be called for any session.
  void Remove(Session& session);

  // The session whose message is to be given up since all hold too much memory;
  // null: none. To be removed by the caller.
  Session* FindSurplus(Clock::time_point now) const;

  // The sessions whose messages arrive too slowly. To be removed by the caller.
  std::vector<Session*> FindSlow(Clock::time_point now);

 private:
  struct Entry {
    Arrival arrival;
    Clock::time_point begun;
    // When the rate was looked at last, and the bytes that had arrived then.
    Clock::time_point checked;
    size_t checked_bytes = 0;
  };

  const ArrivalLimits limits_;
  const std::shared_ptr<ArrivalTotal> total_;
  std::unordered_map<Session*, Entry> entries_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_ARRIVALS_H_
