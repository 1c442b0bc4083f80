#include "noodles/server/operation/http_routes.h"

#include <string_view>

namespace noodles::server_internal {

transport_internal::HttpResponse HttpRoutes::OnRequest(
    const HttpRequest& request) {
  for (const auto& [prefix, handler] : routes_) {
    if (request.path().starts_with(prefix)) return handler->OnRequest(request);
  }
  for (const auto& [prefix, handler] : routes_) {
    const bool is_folder = prefix.ends_with('/');
    if (is_folder && request.path().find(prefix) != std::string_view::npos) {
      return handler->OnRequest(request);
    }
  }
  return transport_internal::AnswerWithoutHandler(request);
}

}  // namespace noodles::server_internal
