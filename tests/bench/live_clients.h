// The clients of live_bench, which are a process of their own, and the memory
// that they share with the server.
//
// Thread-safety: Shared may be used by both processes.
#ifndef NOODLES_TESTS_BENCH_LIVE_CLIENTS_H_
#define NOODLES_TESTS_BENCH_LIVE_CLIENTS_H_

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace noodles::bench {

constexpr size_t kMaxUpdates = 4096;
constexpr size_t kMaxClients = 10;
// The first position of an update holds this number and that of the update, by
// which a client knows the update.
constexpr float kMark = 54321.625f;

// Nanoseconds of one clock for all processes.
inline int64_t Now() {
  return std::chrono::steady_clock::now().time_since_epoch().count();
}

// What the server and the process of the clients share.
struct Shared {
  std::atomic<int> port = 0;
  std::atomic<size_t> ready = 0;
  std::atomic<bool> is_done = false;
  std::array<std::atomic<int64_t>, kMaxUpdates> begun = {};
  // For each client; 0 for an update that did not come.
  std::array<std::array<int64_t, kMaxUpdates>, kMaxClients> latency = {};
};

// Follows the server with so many clients until `is_done`, and ends the
// process.
[[noreturn]] void RunClients(Shared& shared, size_t count);

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_LIVE_CLIENTS_H_
