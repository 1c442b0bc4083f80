// Metric: a number of the program that /metrics shows beside the counters of
// the server (ServerOptions::more_metrics).
//
//   options.serve_metrics = true;
//   options.more_metrics = [&simulation]() -> std::vector<noodles::Metric> {
//     return {{.name = "simulation_steps_total",
//              .type = noodles::Metric::Type::kCounter,
//              .help = "Steps of the simulation.",
//              .value = double(simulation.steps())}};
//   };
//
// Thread-safety: plain values.
#ifndef NOODLES_SERVER_METRIC_H_
#define NOODLES_SERVER_METRIC_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace noodles {

struct Metric {
  // kCounter: a total, which only grows. kGauge: goes up and down.
  enum class Type : uint8_t { kCounter, kGauge };

  // Letters, digits, '_' and ':', not beginning with a digit, as Prometheus
  // asks for. Names of the server begin with "noodles_". A metric whose name is
  // none, or is taken, is left out, with a record in the log.
  std::string name;
  Type type = Type::kGauge;
  // One line.
  std::string help;
  double value = 0;
};

// Called for each request, on a network thread; must not block.
using MetricSource = std::function<std::vector<Metric>()>;

}  // namespace noodles

#endif  // NOODLES_SERVER_METRIC_H_
