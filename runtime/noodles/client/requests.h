// Identifiers and callbacks of calls and fetches.
//
// Thread-safety: plain values. Callbacks are called on the client's thread, or
// on the thread that makes the request.
#ifndef NOODLES_CLIENT_REQUESTS_H_
#define NOODLES_CLIENT_REQUESTS_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles {

// Identifies a call of one client; never reused.
using CallNumber = uint64_t;

// Identifies a fetch of one client; never reused.
using FetchNumber = uint64_t;

// The number of bytes received, and the total number if it is known.
using FetchProgress = std::function<void(uint64_t, std::optional<uint64_t>)>;
using FetchDone = std::function<void(absl::StatusOr<Bytes>)>;

}  // namespace noodles

#endif  // NOODLES_CLIENT_REQUESTS_H_
