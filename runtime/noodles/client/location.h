// Where a file of a scene lies.
//
// Thread-safety: pure functions.
#ifndef NOODLES_CLIENT_LOCATION_H_
#define NOODLES_CLIENT_LOCATION_H_

#include "absl/status/statusor.h"
#include "noodles/protocol/common_types.h"
#include "noodles/transport/url.h"

namespace noodles {

// The address of `location`; what its parts leave out is the server's
// (noodles.cddl, URIParts). Errors: InvalidArgument for what is no address of
// http or https.
absl::StatusOr<transport::Url> ResolveLocation(const Location& location,
                                               const transport::Url& server);

}  // namespace noodles

#endif  // NOODLES_CLIENT_LOCATION_H_
