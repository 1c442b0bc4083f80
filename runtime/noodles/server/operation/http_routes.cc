#include "noodles/server/operation/http_routes.h"

namespace noodles::server_internal {

transport_internal::HttpResponse HttpRoutes::OnRequest(
    const HttpRequest& request) {
  return OnRequestFrom(request, "");
}

transport_internal::HttpResponse HttpRoutes::OnRequestFrom(
    const HttpRequest& request, std::string_view address) {
  for (const auto& [prefix, handler] : routes_) {
    if (!request.path().starts_with(prefix)) continue;
    if (refuse_) {
      if (auto refusal = refuse_(request, address)) return *std::move(refusal);
    }
    return handler->OnRequestFrom(request, address);
  }
  return transport_internal::AnswerWithoutHandler(request);
}

}  // namespace noodles::server_internal
