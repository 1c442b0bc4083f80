// Writes metrics in the text format of Prometheus (version 0.0.4).
//
// Thread-safety: none; an object belongs to a thread. Ownership: owns its text.
#ifndef NOODLES_SERVER_SUPPORT_PROMETHEUS_TEXT_H_
#define NOODLES_SERVER_SUPPORT_PROMETHEUS_TEXT_H_

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "noodles/server/metric.h"

namespace noodles::server_internal {

class PrometheusText {
 public:
  // Begins a metric. False, without an effect, for a name that is none, and for
  // that of a metric before: either would make the whole text unreadable.
  bool Begin(std::string_view name, Metric::Type type, std::string_view help);
  // A value of the metric that was begun. `labels`: such as
  // "{kind=\"Method\"}".
  void Add(double value, std::string_view labels = "");

  std::string Take() { return std::exchange(text_, {}); }

 private:
  std::string text_;
  std::string name_;
  std::unordered_set<std::string> names_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_SUPPORT_PROMETHEUS_TEXT_H_
