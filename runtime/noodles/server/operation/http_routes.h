// Gives each HTTP request to the handler of its path.
//
// Thread-safety: every function may be called from any thread once set up.
#ifndef NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_
#define NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/transport/http/http.h"

namespace noodles::server_internal {

// Requests whose path begins with the prefix of a route go to its handler, the
// first route that fits. In front of a prefix with a slash at its end may stand
// the prefix of a proxy. Other requests get 426 for "/" and 404 else.
class HttpRoutes final : public transport_internal::HttpHandler {
 public:
  using Route =
      std::pair<std::string, std::shared_ptr<transport_internal::HttpHandler>>;

  // The answer that refuses a request of an address; nullopt for an allowed
  // one.
  using Refuse = std::function<std::optional<transport_internal::HttpResponse>(
      const HttpRequest& request, std::string_view address)>;

  // `refuse` is asked about the requests that have a route; empty: none is
  // refused.
  explicit HttpRoutes(std::vector<Route> routes, Refuse refuse = {})
      : routes_(std::move(routes)), refuse_(std::move(refuse)) {}

  transport_internal::HttpResponse OnRequest(
      const HttpRequest& request) override;
  transport_internal::HttpResponse OnRequestFrom(
      const HttpRequest& request, std::string_view address) override;

 private:
  // The handler's answer, unless the request is refused.
  transport_internal::HttpResponse Ask(transport_internal::HttpHandler& handler,
                                       const HttpRequest& request,
                                       std::string_view address);

  const std::vector<Route> routes_;
  const Refuse refuse_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_
