// Names that nobody can guess.
//
// Thread-safety: pure functions.
#ifndef NOODLES_SERVER_ORIGINS_RANDOM_NAME_H_
#define NOODLES_SERVER_ORIGINS_RANDOM_NAME_H_

#include <cstddef>
#include <string>

namespace noodles::server_internal {

inline constexpr size_t kRandomNameBytes = 32;

// 128 random bits as 32 hexadecimal digits; empty where the system has none.
std::string RandomName();

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ORIGINS_RANDOM_NAME_H_
