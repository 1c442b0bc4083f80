// Answers /metrics with a server's counters, and with the metrics of the
// program, for Prometheus.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_OPERATION_METRICS_HANDLER_H_
#define NOODLES_SERVER_OPERATION_METRICS_HANDLER_H_

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "noodles/server/metric.h"
#include "noodles/server/server_counters.h"
#include "noodles/server/support/prometheus_text.h"
#include "noodles/transport/http/http.h"

namespace noodles::server_internal {

inline constexpr std::string_view kMetricsPath = "/metrics";

class MetricsHandler final : public transport_internal::HttpHandler {
 public:
  // `read` must not block. `more` may be null.
  MetricsHandler(std::function<ServerCounters()> read, MetricSource more)
      : read_(std::move(read)), more_(std::move(more)) {}

  transport_internal::HttpResponse OnRequest(
      const HttpRequest& request) override;

 private:
  // Adds the metrics of the program.
  void AddMore(PrometheusText& text);
  // Logs the name of a metric that is left out, once.
  void TellLeftOut(const std::string& name);

  const std::function<ServerCounters()> read_;
  const MetricSource more_;
  std::mutex mutex_;
  std::set<std::string> logged_;  // guarded by mutex_; at most kMaxLogged
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_METRICS_HANDLER_H_
