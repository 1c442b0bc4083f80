#include "noodles/server/operation/http_routes.h"

namespace noodles::server_internal {

transport_internal::HttpResponse HttpRoutes::OnRequest(
    const HttpRequest& request) {
  for (const auto& [prefix, handler] : routes_) {
    if (request.path().starts_with(prefix)) return handler->OnRequest(request);
  }
  return transport_internal::AnswerWithoutHandler(request);
}

}  // namespace noodles::server_internal
