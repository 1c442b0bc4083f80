// What a program asks of a client: the names of calls and fetches, and what
// hears of them.
//
// Thread-safety: plain values; the functions are called on the client's thread,
// or where the request is made.
#ifndef NOODLES_CLIENT_REQUESTS_H_
#define NOODLES_CLIENT_REQUESTS_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles {

// Names a call of one client; never used twice.
using CallNumber = uint64_t;

// Names a fetch of one client; never used twice.
using FetchNumber = uint64_t;

// Bytes that have come, and of how many, where that is known.
using FetchProgress = std::function<void(uint64_t, std::optional<uint64_t>)>;
using FetchDone = std::function<void(absl::StatusOr<Bytes>)>;

}  // namespace noodles

#endif  // NOODLES_CLIENT_REQUESTS_H_
