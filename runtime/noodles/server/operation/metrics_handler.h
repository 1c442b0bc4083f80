// Answers /metrics with a server's counters, for Prometheus.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_OPERATION_METRICS_HANDLER_H_
#define NOODLES_SERVER_OPERATION_METRICS_HANDLER_H_

#include <functional>
#include <string_view>
#include <utility>

#include "noodles/server/server_counters.h"
#include "noodles/transport/http/http.h"

namespace noodles::server_internal {

inline constexpr std::string_view kMetricsPath = "/metrics";

class MetricsHandler final : public transport_internal::HttpHandler {
 public:
  // `read` must not block.
  explicit MetricsHandler(std::function<ServerCounters()> read)
      : read_(std::move(read)) {}

  transport_internal::HttpResponse OnRequest(
      const HttpRequest& request) override;

 private:
  const std::function<ServerCounters()> read_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_METRICS_HANDLER_H_
