#include "noodles/server/http_routes.h"

namespace noodles {

transport::HttpResponse HttpRoutes::OnRequest(
    const transport::HttpRequest& request) {
  for (const auto& [prefix, handler] : routes_) {
    if (request.path().starts_with(prefix)) return handler->OnRequest(request);
  }
  return transport::AnswerWithoutHandler(request);
}

}  // namespace noodles
