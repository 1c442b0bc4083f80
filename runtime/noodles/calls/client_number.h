// The numbers that a server gives to its clients.
//
// Thread-safety: a plain value.
#ifndef NOODLES_CALLS_CLIENT_NUMBER_H_
#define NOODLES_CALLS_CLIENT_NUMBER_H_

#include <cstdint>

namespace noodles {

// Identifies a client while it is connected. A server never uses a number
// twice.
using ClientNumber = uint64_t;

}  // namespace noodles

#endif  // NOODLES_CALLS_CLIENT_NUMBER_H_
