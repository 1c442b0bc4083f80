// The counters of a server as metrics of Prometheus.
//
// Thread-safety: pure functions.
#ifndef NOODLES_SERVER_SUPPORT_COUNTERS_TEXT_H_
#define NOODLES_SERVER_SUPPORT_COUNTERS_TEXT_H_

#include "noodles/server/server_counters.h"
#include "noodles/server/support/prometheus_text.h"

namespace noodles::server_internal {

void AddCounters(const ServerCounters& counters, PrometheusText& text);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_SUPPORT_COUNTERS_TEXT_H_
