// Decides from AccessOptions which clients may open a websocket or make other
// requests.
//
// Thread-safety: pure functions, if the functions in the options are.
#ifndef NOODLES_SERVER_CLIENTS_ACCESS_H_
#define NOODLES_SERVER_CLIENTS_ACCESS_H_

#include <optional>
#include <string_view>

#include "noodles/server/access_options.h"
#include "noodles/server/origins/client_origins.h"
#include "noodles/transport/http/http.h"

namespace noodles::server_internal {

// The answer that refuses an upgrade request; nullopt for an allowed request.
// `origins` tell which origin is that of the server's own page.
std::optional<transport_internal::HttpResponse> RefuseUpgrade(
    const AccessOptions& options, const HttpRequest& request,
    std::string_view address, const ClientOrigins& origins);

// The same for a request that is no upgrade, where
// AccessOptions::authorize_http is set.
std::optional<transport_internal::HttpResponse> RefuseHttp(
    const AccessOptions& options, const HttpRequest& request,
    std::string_view address);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_ACCESS_H_
