#include "noodles/server/operation/metrics_handler.h"

namespace noodles::server_internal {

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
  response.body = {Bytes::Adopt(ToPrometheusText(read_()))};
  return response;
}

}  // namespace noodles::server_internal
