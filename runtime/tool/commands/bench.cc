// noodles bench: measures the response time of a server.
#include <noodles/calls/method_error.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <deque>
#include <future>

#include "tool/command_line/checks.h"
#include "tool/commands/commands.h"
#include "tool/connections/connection.h"

namespace noodles::tool {
namespace {

using Clock = std::chrono::steady_clock;
using Answer = std::future<absl::StatusOr<Any>>;

struct BenchOptions {
  Connection connection;
  int count = 1000;
  int parallel = 64;
};

struct Result {
  double join_ms = 0;
  std::vector<double> latencies_ms;  // in ascending order
  double calls_per_second = 0;
};

// An identifier that no server uses: the server replies with an error, and the
// scene does not change.
constexpr MethodID kNoSuchMethod{0x7fffffff, 0};

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start)
      .count();
}

// The smallest value that at least `share` of all values do not exceed.
double Percentile(const std::vector<double>& ascending, double share) {
  const auto rank = static_cast<size_t>(
      std::ceil(share * static_cast<double>(ascending.size())));
  return ascending[std::max<size_t>(rank, 1) - 1];
}

// The error that the server replies is the expected answer; every other error
// ends the measurement.
absl::Status Take(Answer answer) {
  const absl::Status status = answer.get().status();
  return IsMethodError(status) ? absl::OkStatus() : status;
}

absl::Status MeasureLatencies(Client& client, int count, Result& result) {
  Progress progress;
  for (int i = 0; i < count; ++i) {
    progress.Show("round trip " + std::to_string(i + 1) + " of " +
                  std::to_string(count));
    const Clock::time_point sent = Clock::now();
    const absl::Status status = Take(client.Call(kNoSuchMethod));
    if (!status.ok()) return status;
    result.latencies_ms.push_back(MillisecondsSince(sent));
  }
  std::sort(result.latencies_ms.begin(), result.latencies_ms.end());
  return absl::OkStatus();
}

absl::Status MeasureThroughput(Client& client, int count, int parallel,
                               Result& result) {
  Progress progress;
  const Clock::time_point start = Clock::now();
  std::deque<Answer> open;
  for (int i = 0; i < count + parallel; ++i) {
    if (i >= parallel && !open.empty()) {
      const absl::Status status = Take(std::move(open.front()));
      if (!status.ok()) return status;
      open.pop_front();
    }
    if (i < count) open.push_back(client.Call(kNoSuchMethod));
    progress.Show("call " + std::to_string(std::min(i + 1, count)) + " of " +
                  std::to_string(count));
  }
  result.calls_per_second = 1000.0 * count / MillisecondsSince(start);
  return absl::OkStatus();
}

void PrintJson(const Output& output, const BenchOptions& options,
               const Result& result) {
  const std::vector<double>& all = result.latencies_ms;
  output.Json(Any::Map{{"join_ms", result.join_ms},
                       {"round_trips", options.count},
                       {"parallel", options.parallel},
                       {"latency_ms", Any::Map{{"min", all.front()},
                                               {"p50", Percentile(all, 0.5)},
                                               {"p90", Percentile(all, 0.9)},
                                               {"p99", Percentile(all, 0.99)},
                                               {"p999", Percentile(all, 0.999)},
                                               {"max", all.back()}}},
                       {"calls_per_second", result.calls_per_second}});
}

void PrintText(const Output& output, const BenchOptions& options,
               const Result& result) {
  const auto line = [&output](const char* name, double value,
                              const char* unit) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%12.3f %s", value, unit);
    output.Line(output.Bold(name) + text.data());
  };
  const std::vector<double>& all = result.latencies_ms;
  line("join and snapshot ", result.join_ms, "ms");
  line("round trip     min", all.front(), "ms");
  line("              50 %", Percentile(all, 0.5), "ms");
  line("              90 %", Percentile(all, 0.9), "ms");
  line("              99 %", Percentile(all, 0.99), "ms");
  line("            99.9 %", Percentile(all, 0.999), "ms");
  line("               max", all.back(), "ms");
  line("throughput        ", result.calls_per_second,
       ("calls per second, " + std::to_string(options.parallel) + " at a time")
           .c_str());
}

int Bench(const Output& output, const BenchOptions& options) {
  Result result;
  const Clock::time_point start = Clock::now();
  const Joined joined = Join(options.connection, output);
  if (!joined.client) return joined.exit_code;
  result.join_ms = MillisecondsSince(start);
  absl::Status status = MeasureLatencies(*joined.client, options.count, result);
  if (status.ok()) {
    status = MeasureThroughput(*joined.client, options.count, options.parallel,
                               result);
  }
  if (!status.ok()) return output.Fail(status);
  if (output.is_json) {
    PrintJson(output, options, result);
  } else {
    PrintText(output, options, result);
  }
  return kSuccess;
}

}  // namespace

void AddBench(Tool& tool) {
  const auto options = std::make_shared<BenchOptions>();
  CLI::App& command = tool.AddCommand(
      "bench", "Measures how fast a server answers calls",
      {.details =
           "Measures the time to join, the time of single round trips and the "
           "number of calls per second. Calls a method that does not exist, so "
           "that the scene does not change.",
       .examples = {{"noodles bench ws://localhost:50000",
                     "Measures a server on this machine."},
                    {"noodles bench ws://localhost:50000 --count 10000 "
                     "--parallel 8",
                     "Makes ten thousand calls, with eight open at a time."}}},
      [&tool, options] { return Bench(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command.add_option("--count", options->count, "Calls of each measurement")
      ->type_name("NUMBER")
      ->check(IntegerBetween(1, 10'000'000))
      ->capture_default_str();
  command
      .add_option("--parallel", options->parallel,
                  "Calls that wait for their reply at the same time, when the "
                  "throughput is measured")
      ->type_name("NUMBER")
      ->check(IntegerBetween(1, 65536))
      ->capture_default_str();
}

}  // namespace noodles::tool
