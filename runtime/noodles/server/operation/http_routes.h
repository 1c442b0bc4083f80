// Gives each HTTP request to the part of the server, or to the route of the
// program, that answers its path.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_
#define NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/server/operation/served_routes.h"
#include "noodles/transport/http/http.h"

namespace noodles::server_internal {

// The first of these that fits answers a request:
//  1. a handler of the server whose path the request names, or whose folder (a
//     path with a slash at its end) is around it;
//  2. a route of the program, but "/";
//  3. a handler with a folder that stands anywhere in the path, behind the
//     prefix of a proxy;
//  4. the route "/" of the program;
//  5. Setup::otherwise.
class HttpRoutes final : public transport_internal::HttpHandler {
 public:
  using Handler =
      std::pair<std::string, std::shared_ptr<transport_internal::HttpHandler>>;

  struct Setup {
    std::vector<Handler> handlers;
    std::shared_ptr<const ServedRoutes> served;  // may be null

    // The answer that refuses a request of an address; nullopt for an allowed
    // one. Asked about the requests of handlers, and of routes that are not
    // public. Empty: none is refused.
    std::function<std::optional<transport_internal::HttpResponse>(
        const HttpRequest& request, std::string_view address)>
        refuse;

    // Empty: AnswerWithoutHandler.
    std::function<transport_internal::HttpResponse(const HttpRequest& request,
                                                   std::string_view address)>
        otherwise;
  };

  explicit HttpRoutes(Setup setup) : setup_(std::move(setup)) {}

  transport_internal::HttpResponse OnRequest(
      const HttpRequest& request) override;
  transport_internal::HttpResponse OnRequestFrom(
      const HttpRequest& request, std::string_view address) override;

 private:
  // Null for none.
  transport_internal::HttpHandler* HandlerOf(std::string_view path) const;
  transport_internal::HttpHandler* HandlerBehindPrefix(
      std::string_view path) const;

  // The answer, unless the request is refused.
  transport_internal::HttpResponse Ask(transport_internal::HttpHandler& handler,
                                       const HttpRequest& request,
                                       std::string_view address) const;
  transport_internal::HttpResponse Ask(const HttpRoute& route,
                                       const HttpRequest& request,
                                       std::string_view address) const;

  const Setup setup_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_
