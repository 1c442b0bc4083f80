#include "noodles/transport/net/local_address.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;

// Addresses of documentation (RFC 5737, RFC 3849), reached by the default
// route.
constexpr const char* kFarAway[] = {"192.0.2.1", "2001:db8::1"};
constexpr uint16_t kAnyPort = 9;

}  // namespace

std::string OwnAddress() {
  asio::io_context context;
  for (const char* const far_away : kFarAway) {
    const asio::ip::udp::endpoint endpoint(asio::ip::make_address(far_away),
                                           kAnyPort);
    asio::ip::udp::socket socket(context);
    boost::system::error_code error;
    // Connecting a datagram socket chooses the route and sends nothing.
    socket.connect(endpoint, error);
    if (error) continue;
    const asio::ip::udp::endpoint own = socket.local_endpoint(error);
    if (!error) return own.address().to_string();
  }
  return "localhost";
}

std::string UrlHost(std::string_view address) {
  if (address.find(':') == std::string_view::npos || address.starts_with('[')) {
    return std::string(address);
  }
  return "[" + std::string(address) + "]";
}

}  // namespace noodles::transport_internal
