#include <openssl/sha.h>

#include "noodles/transport/websocket/sha1.h"

namespace noodles::transport_internal {

std::array<uint8_t, 20> Sha1(std::string_view text) {
  std::array<uint8_t, 20> digest{};
  static_assert(sizeof(digest) == SHA_DIGEST_LENGTH);
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       digest.data());
  return digest;
}

}  // namespace noodles::transport_internal
