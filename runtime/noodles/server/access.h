// Decides who may open a websocket, from AccessOptions.
//
// Thread-safety: pure functions, as far as the options' are.
#ifndef NOODLES_SERVER_ACCESS_H_
#define NOODLES_SERVER_ACCESS_H_

#include <optional>
#include <string_view>

#include "noodles/server/access_options.h"
#include "noodles/transport/http.h"

namespace noodles {

// The answer that refuses an upgrade request; none for one that may pass.
std::optional<transport::HttpResponse> RefuseUpgrade(
    const AccessOptions& options, const transport::HttpRequest& request,
    std::string_view address);

}  // namespace noodles

#endif  // NOODLES_SERVER_ACCESS_H_
