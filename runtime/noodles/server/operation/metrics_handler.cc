#include "noodles/server/operation/metrics_handler.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "noodles/base/logging.h"

namespace noodles::server_internal {
namespace {

// Names that are remembered, so that each is logged once.
constexpr size_t kMaxLogged = 100;

}  // namespace

std::string MetricsHandler::MoreText(const std::string& text_of_server) {
  if (!more_) return "";
  std::vector<Metric> metrics = more_();
  std::vector<std::string> left_out;
  std::erase_if(metrics, [&](const Metric& metric) {
    if (!absl::StrContains(text_of_server,
                           absl::StrCat("# TYPE ", metric.name, " "))) {
      return false;
    }
    left_out.push_back(metric.name);
    return true;
  });
  std::string text = ToPrometheusText(metrics, &left_out);
  const std::lock_guard lock(mutex_);
  for (const std::string& name : left_out) {
    if (logged_.size() >= kMaxLogged) break;
    if (!logged_.insert(name).second) continue;
    Log(LogSeverity::kWarning, "server",
        "ServerOptions::more_metrics: left out a metric whose name is no name "
        "of a metric, or is taken",
        {{"name", name}});
  }
  return text;
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
  std::string text = ToPrometheusText(read_());
  text += MoreText(text);
  response.body = {Bytes::Adopt(std::move(text))};
  return response;
}

}  // namespace noodles::server_internal
