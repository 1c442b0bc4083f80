#include "noodles/transport/net/socket_support.h"

#include <signal.h>

#include <sstream>

namespace noodles::transport_internal {

namespace asio = boost::asio;

std::string RemoteAddress(const asio::ip::tcp::socket& socket) {
  boost::system::error_code error;
  asio::ip::tcp::endpoint endpoint = socket.remote_endpoint(error);
  if (error) return "unknown";
  if (endpoint.address().is_v6() && endpoint.address().to_v6().is_v4_mapped()) {
    endpoint.address(asio::ip::make_address_v4(asio::ip::v4_mapped,
                                               endpoint.address().to_v6()));
  }
  std::ostringstream text;
  text << endpoint;
  return text.str();
}

void BlockSigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace noodles::transport_internal
