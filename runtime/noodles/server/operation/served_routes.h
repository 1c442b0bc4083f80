// The routes of the program: ServerOptions::http_routes and Server::Serve.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_OPERATION_SERVED_ROUTES_H_
#define NOODLES_SERVER_OPERATION_SERVED_ROUTES_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "noodles/transport/http_route.h"

namespace noodles::server_internal {

class ServedRoutes {
 public:
  // Errors: as Server::Serve.
  absl::Status Add(HttpRoute route);

  // The route for the path of a request, as http_route.h says; null for none.
  std::shared_ptr<const HttpRoute> Find(std::string_view path) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const HttpRoute>, std::less<>> routes_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_SERVED_ROUTES_H_
