#include "noodles/server/origins/random_name.h"

#include <unistd.h>

#include <array>
#include <cstdint>

namespace noodles::server_internal {

std::string RandomName() {
  constexpr char kDigits[] = "0123456789abcdef";
  std::array<uint8_t, kRandomNameBytes / 2> bits;
  if (::getentropy(bits.data(), bits.size()) != 0) return {};
  std::string name;
  for (const uint8_t byte : bits) {
    name += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return name;
}

}  // namespace noodles::server_internal
