// The times of updates, as the benchmarks of fan-out measure them.
//
// Thread-safety: of one thread.
#ifndef NOODLES_TESTS_BENCH_UPDATE_PACE_H_
#define NOODLES_TESTS_BENCH_UPDATE_PACE_H_

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

namespace noodles::bench {

// Bursts, so that the I/O threads may sleep in between, of so many updates.
inline constexpr int kBursts = 100;
inline constexpr int kUpdatesInBurst = 10;
inline constexpr std::chrono::milliseconds kBetweenBursts{20};

// Updates that leave one by one.
inline constexpr int kSingleUpdates = 3000;
inline constexpr std::chrono::microseconds kBetweenUpdates{200};

inline std::chrono::nanoseconds ProcessorTime() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto time = [](const timeval& value) {
    return std::chrono::seconds(value.tv_sec) +
           std::chrono::microseconds(value.tv_usec);
  };
  return time(usage.ru_utime) + time(usage.ru_stime);
}

// Nanoseconds of one call of `update` in the middle one of the bursts.
template <class Update>
double BurstTime(Update update) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times;
  times.reserve(kBursts);
  for (int burst = 0; burst < kBursts; ++burst) {
    std::this_thread::sleep_for(kBetweenBursts);
    const Clock::time_point begin = Clock::now();
    for (int i = 0; i < kUpdatesInBurst; ++i) update();
    const std::chrono::nanoseconds time = Clock::now() - begin;
    times.push_back(static_cast<double>(time.count()) / kUpdatesInBurst);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

// Nanoseconds of processor time of all threads for one update and its pause.
template <class Update>
double SingleTime(Update update) {
  const std::chrono::nanoseconds begin = ProcessorTime();
  for (int i = 0; i < kSingleUpdates; ++i) {
    update();
    std::this_thread::sleep_for(kBetweenUpdates);
  }
  const std::chrono::nanoseconds time = ProcessorTime() - begin;
  return static_cast<double>(time.count()) / kSingleUpdates;
}

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_UPDATE_PACE_H_
