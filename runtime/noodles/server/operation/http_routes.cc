#include "noodles/server/operation/http_routes.h"

#include <string_view>

#include "noodles/transport/http/route_answer.h"

namespace noodles::server_internal {

using transport_internal::HttpHandler;
using transport_internal::HttpResponse;

HttpResponse HttpRoutes::OnRequest(const HttpRequest& request) {
  return OnRequestFrom(request, "");
}

HttpResponse HttpRoutes::OnRequestFrom(const HttpRequest& request,
                                       std::string_view address) {
  const std::string_view path = request.path();
  if (HttpHandler* const handler = HandlerOf(path)) {
    return Ask(*handler, request, address);
  }
  const std::shared_ptr<const HttpRoute> route =
      setup_.served == nullptr ? nullptr : setup_.served->Find(path);
  if (route != nullptr && route->path != "/") {
    return Ask(*route, request, address);
  }
  if (HttpHandler* const handler = HandlerBehindPrefix(path)) {
    return Ask(*handler, request, address);
  }
  if (route != nullptr) return Ask(*route, request, address);
  return setup_.otherwise ? setup_.otherwise(request, address)
                          : transport_internal::AnswerWithoutHandler(request);
}

HttpHandler* HttpRoutes::HandlerOf(std::string_view path) const {
  for (const auto& [own, handler] : setup_.handlers) {
    if (path == own || (own.ends_with('/') && path.starts_with(own))) {
      return handler.get();
    }
  }
  return nullptr;
}

HttpHandler* HttpRoutes::HandlerBehindPrefix(std::string_view path) const {
  for (const auto& [own, handler] : setup_.handlers) {
    if (own.ends_with('/') && path.find(own) != std::string_view::npos) {
      return handler.get();
    }
  }
  return nullptr;
}

HttpResponse HttpRoutes::Ask(HttpHandler& handler, const HttpRequest& request,
                             std::string_view address) const {
  if (setup_.refuse) {
    if (auto refusal = setup_.refuse(request, address)) {
      return *std::move(refusal);
    }
  }
  return handler.OnRequestFrom(request, address);
}

HttpResponse HttpRoutes::Ask(const HttpRoute& route, const HttpRequest& request,
                             std::string_view address) const {
  if (setup_.refuse && route.access != HttpAccess::kPublic) {
    if (auto refusal = setup_.refuse(request, address)) {
      return *std::move(refusal);
    }
  }
  return transport_internal::AnswerRoute(route, request, address);
}

}  // namespace noodles::server_internal
