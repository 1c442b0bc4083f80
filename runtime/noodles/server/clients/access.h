// Decides who may open a websocket, from AccessOptions.
//
// Thread-safety: pure functions, as far as the options' are.
#ifndef NOODLES_SERVER_CLIENTS_ACCESS_H_
#define NOODLES_SERVER_CLIENTS_ACCESS_H_

#include <optional>
#include <string_view>

#include "noodles/server/access_options.h"
#include "noodles/transport/http/http.h"

namespace noodles::server_internal {

// The answer that refuses an upgrade request; none for one that may pass.
std::optional<transport_internal::HttpResponse> RefuseUpgrade(
    const AccessOptions& options, const HttpRequest& request,
    std::string_view address);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_ACCESS_H_
