#include "noodles/server/operation/http_routes.h"

#include <string_view>

namespace noodles::server_internal {

transport_internal::HttpResponse HttpRoutes::OnRequest(
    const HttpRequest& request) {
  return OnRequestFrom(request, "");
}

transport_internal::HttpResponse HttpRoutes::OnRequestFrom(
    const HttpRequest& request, std::string_view address) {
  for (const auto& [prefix, handler] : routes_) {
    if (!request.path().starts_with(prefix)) continue;
    return Ask(*handler, request, address);
  }
  for (const auto& [prefix, handler] : routes_) {
    const bool is_folder = prefix.ends_with('/');
    if (is_folder && request.path().find(prefix) != std::string_view::npos) {
      return Ask(*handler, request, address);
    }
  }
  return transport_internal::AnswerWithoutHandler(request);
}

transport_internal::HttpResponse HttpRoutes::Ask(
    transport_internal::HttpHandler& handler, const HttpRequest& request,
    std::string_view address) {
  if (refuse_) {
    if (auto refusal = refuse_(request, address)) return *std::move(refusal);
  }
  return handler.OnRequestFrom(request, address);
}

}  // namespace noodles::server_internal
