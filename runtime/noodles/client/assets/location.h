// Where a file of a scene lies.
//
// Thread-safety: pure functions.
#ifndef NOODLES_CLIENT_ASSETS_LOCATION_H_
#define NOODLES_CLIENT_ASSETS_LOCATION_H_

#include "absl/status/statusor.h"
#include "noodles/protocol/common_types.h"
#include "noodles/transport/http/url.h"

namespace noodles::client_internal {

// The address of `location`; what its parts leave out is the server's
// (noodles.cddl, URIParts). Errors: InvalidArgument for what is no address of
// http or https.
absl::StatusOr<transport_internal::Url> ResolveLocation(
    const Location& location, const transport_internal::Url& server);

}  // namespace noodles::client_internal

#endif  // NOODLES_CLIENT_ASSETS_LOCATION_H_
