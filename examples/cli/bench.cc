#include <algorithm>
#include <future>
#include <iostream>
#include <vector>

#include "commands.h"

namespace cli {
namespace {

using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start)
      .count();
}

// A method that no server has: it answers that, and nothing changes.
constexpr noodles::MethodID kNoMethod{0x7fffffff, 0};

}  // namespace

int Bench(const Connection& connection, int count) {
  const Clock::time_point start = Clock::now();
  const auto client = Join(connection);
  if (!client) return kNoConnection;
  const double join = MillisecondsSince(start);
  std::vector<double> latencies;
  for (int i = 0; i < count; ++i) {
    const Clock::time_point sent = Clock::now();
    const absl::Status status = client->Call(kNoMethod).get().status();
    if (client->state() != noodles::ConnectionState::kReady) {
      return Fail(status);
    }
    latencies.push_back(MillisecondsSince(sent));
  }
  std::sort(latencies.begin(), latencies.end());
  const Clock::time_point burst = Clock::now();
  std::vector<std::future<absl::StatusOr<noodles::Any>>> answers;
  for (int i = 0; i < count; ++i) answers.push_back(client->Call(kNoMethod));
  for (auto& answer : answers) answer.get().status().IgnoreError();
  const double rate = 1000.0 * count / MillisecondsSince(burst);
  const double median = latencies[latencies.size() / 2];
  const double tail = latencies[latencies.size() * 99 / 100];
  if (connection.json) {
    std::cout << "{\"join_ms\":" << join << ",\"median_ms\":" << median
              << ",\"p99_ms\":" << tail << ",\"calls_per_second\":" << rate
              << "}\n";
  } else {
    std::cout << "join and snapshot " << join << " ms\nround trip " << median
              << " ms (99 %: " << tail << " ms)\nmany at once " << rate
              << " calls per second\n";
  }
  return kSuccess;
}

}  // namespace cli
