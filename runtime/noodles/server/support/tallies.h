// The counters that the parts of a server keep up to date; server_counters.h
// documents them.
//
// Thread-safety: every member may be used from any thread.
#ifndef NOODLES_SERVER_SUPPORT_TALLIES_H_
#define NOODLES_SERVER_SUPPORT_TALLIES_H_

#include <array>
#include <atomic>
#include <cstdint>

#include "noodles/server/server_counters.h"

namespace noodles::server_internal {

struct Tallies {
  std::atomic<uint64_t> clients = 0;
  // By CutReason.
  std::array<std::atomic<uint64_t>, kCutReasonCount> cut_clients{};
  std::atomic<uint64_t> resynchronizations = 0;
  std::atomic<uint64_t> calls = 0;
  std::atomic<uint64_t> failed_calls = 0;
  // Calls that are admitted and not answered yet.
  std::atomic<uint64_t> calls_in_flight = 0;
  // Their cost in bytes.
  std::atomic<uint64_t> call_bytes_in_flight = 0;
  std::atomic<uint64_t> signals = 0;
  std::atomic<uint64_t> asset_requests = 0;
  std::atomic<uint64_t> asset_bytes = 0;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_SUPPORT_TALLIES_H_
