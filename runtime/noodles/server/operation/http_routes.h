// Gives each HTTP request to the handler of its path.
//
// Thread-safety: every function may be called from any thread once set up.
#ifndef NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_
#define NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_

#include <memory>
#include <string>
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

  explicit HttpRoutes(std::vector<Route> routes) : routes_(std::move(routes)) {}

  transport_internal::HttpResponse OnRequest(
      const HttpRequest& request) override;

 private:
  const std::vector<Route> routes_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_HTTP_ROUTES_H_
