// The URL of a buffer or image of a scene.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CLIENT_ASSETS_LOCATION_H_
#define NOODLES_CLIENT_ASSETS_LOCATION_H_

#include "absl/status/statusor.h"
#include "noodles/protocol/common_types.h"
#include "noodles/transport/http/url.h"

namespace noodles::client_internal {

// The URL of `location`. Parts that `location` does not have are those of the
// URL of the server (noodles.cddl, rule URIParts). Errors: InvalidArgument if
// the result is not a valid http or https URL.
absl::StatusOr<transport_internal::Url> ResolveLocation(
    const Location& location, const transport_internal::Url& server);

// Whether the token for the websocket of `server` may be sent with the fetch of
// `url`: to the same host, on any port, and not without TLS where the websocket
// has TLS.
bool MayHaveToken(const transport_internal::Url& url,
                  const transport_internal::Url& server);

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_ASSETS_LOCATION_H_
