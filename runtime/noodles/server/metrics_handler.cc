#include "noodles/server/metrics_handler.h"

namespace noodles {

transport::HttpResponse MetricsHandler::OnRequest(
    const transport::HttpRequest& request) {
  if (request.path() != kMetricsPath) {
    return transport::MakeTextResponse(404, "the counters are at /metrics");
  }
  if (request.method != "GET" && request.method != "HEAD") {
    auto response = transport::MakeTextResponse(405, "counters are read only");
    response.fields.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  transport::HttpResponse response;
  response.status = 200;
  response.fields = {
      {"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
      {"Cache-Control", "no-store"}};
  response.body = {Bytes::Adopt(ToPrometheusText(read_()))};
  return response;
}

}  // namespace noodles
