#include "noodles/server/operation/metrics_handler.h"

#include <vector>

#include "noodles/base/logging.h"
#include "noodles/server/support/counters_text.h"

namespace noodles::server_internal {
namespace {

// Names that are remembered, so that each is logged once.
constexpr size_t kMaxLogged = 100;

}  // namespace

void MetricsHandler::AddMore(PrometheusText& text) {
  if (!more_) return;
  for (const Metric& metric : more_()) {
    if (text.Begin(metric.name, metric.type, metric.help)) {
      text.Add(metric.value);
    } else {
      TellLeftOut(metric.name);
    }
  }
}

void MetricsHandler::TellLeftOut(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (logged_.size() >= kMaxLogged || !logged_.insert(name).second) return;
  Log(LogSeverity::kWarning, "server",
      "ServerOptions::more_metrics: left out a metric whose name is no name of "
      "a metric, or is taken",
      {{"name", name}});
}

transport_internal::HttpResponse MetricsHandler::OnRequest(
    const HttpRequest& request) {
  if (request.path() != kMetricsPath) {
    return transport_internal::MakeTextResponse(404,
                                                "the counters are at /metrics");
  }
  if (request.method != "GET" && request.method != "HEAD") {
    auto response =
        transport_internal::MakeTextResponse(405, "counters are read only");
    response.fields.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  transport_internal::HttpResponse response;
  response.status = 200;
  response.fields = {
      {"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
      {"Cache-Control", "no-store"}};
  PrometheusText text;
  AddCounters(read_(), text);
  AddMore(text);
  response.body = {Bytes::Adopt(text.Take())};
  return response;
}

}  // namespace noodles::server_internal
