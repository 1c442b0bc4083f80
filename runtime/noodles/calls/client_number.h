// How a server names its clients.
//
// Thread-safety: a plain value.
#ifndef NOODLES_CALLS_CLIENT_NUMBER_H_
#define NOODLES_CALLS_CLIENT_NUMBER_H_

#include <cstdint>

namespace noodles {

// Names a client of a server for as long as it is connected; never used twice.
using ClientNumber = uint64_t;

}  // namespace noodles

#endif  // NOODLES_CALLS_CLIENT_NUMBER_H_
