// Replaces sha1_openssl.cc where there is no OpenSSL. Beast has no public
// SHA-1.
#include <boost/beast/core/detail/sha1.hpp>

#include "noodles/transport/websocket/sha1.h"

namespace noodles::transport_internal {

std::array<uint8_t, 20> Sha1(std::string_view text) {
  std::array<uint8_t, 20> digest{};
  boost::beast::detail::sha1_context context;
  boost::beast::detail::init(context);
  boost::beast::detail::update(context, text.data(), text.size());
  boost::beast::detail::finish(context, digest.data());
  return digest;
}

}  // namespace noodles::transport_internal
