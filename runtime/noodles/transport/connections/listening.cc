#include "noodles/transport/connections/listening.h"

#include <boost/asio/ip/v6_only.hpp>
#include <sstream>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptors = std::vector<tcp::acceptor>;

// A free port of one family may be taken in the other one.
constexpr int kFreePortTries = 16;

absl::Status ListenError(const std::string& place, const error_code& error) {
  const std::string start = "cannot listen on " + place + ": ";
  if (error == asio::error::address_in_use) {
    return AlreadyExists(
        start +
        "the port is in use by another program (a port from 32768 on possibly "
        "by an outgoing connection); choose another port, or 0 for any");
  }
  if (error == asio::error::access_denied) {
    return PermissionDenied(start + error.message());
  }
  return Unavailable(start + error.message());
}

// True for an error that another family of addresses would meet, too.
bool IsAboutPort(const error_code& error) {
  return error == asio::error::address_in_use ||
         error == asio::error::access_denied;
}

error_code Listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint,
                  bool with_ipv4) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  // Lingering connections of a former program do not hold the port.
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && with_ipv4) acceptor.set_option(asio::ip::v6_only(false), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (error) {
    error_code ignored;
    acceptor.close(ignored);
  }
  return error;
}

absl::StatusOr<Acceptors> ListenOnAll(asio::io_context& context,
                                      uint16_t port) {
  Acceptors acceptors;
  tcp::acceptor& acceptor = acceptors.emplace_back(context);
  const tcp::endpoint all_ipv6(tcp::v6(), port);
  error_code error = Listen(acceptor, all_ipv6, true);
  if (!error) return acceptors;
  if (IsAboutPort(error)) return ListenError(EndpointText(all_ipv6), error);
  const tcp::endpoint all_ipv4(tcp::v4(), port);
  error = Listen(acceptor, all_ipv4, false);
  if (!error) return acceptors;
  return ListenError(EndpointText(all_ipv4), error);
}

// Listens on both loopbacks, or on the one that there is: programs differ in
// which one they take for "localhost".
absl::StatusOr<Acceptors> ListenOnLoopbacks(asio::io_context& context,
                                            uint16_t port) {
  for (int tries = 1;; ++tries) {
    tcp::acceptor ipv4(context);
    tcp::acceptor ipv6(context);
    const tcp::endpoint at_ipv4(asio::ip::address_v4::loopback(), port);
    const error_code error = Listen(ipv4, at_ipv4, false);
    if (IsAboutPort(error)) return ListenError(EndpointText(at_ipv4), error);
    error_code ignored;
    const uint16_t same_port =
        error ? port : ipv4.local_endpoint(ignored).port();
    const tcp::endpoint at_ipv6(asio::ip::address_v6::loopback(), same_port);
    const error_code ipv6_error = Listen(ipv6, at_ipv6, false);
    if (IsAboutPort(ipv6_error)) {
      if (port == 0 && tries < kFreePortTries) continue;
      return ListenError(EndpointText(at_ipv6), ipv6_error);
    }
    if (error && ipv6_error) return ListenError(EndpointText(at_ipv4), error);
    Acceptors acceptors;
    if (!error) acceptors.push_back(std::move(ipv4));
    if (!ipv6_error) acceptors.push_back(std::move(ipv6));
    return acceptors;
  }
}

}  // namespace

std::string EndpointText(const tcp::endpoint& endpoint) {
  std::ostringstream text;
  text << endpoint;
  return text.str();
}

absl::StatusOr<Acceptors> ListenOn(asio::io_context& context,
                                   const std::string& address, uint16_t port) {
  if (address.empty()) return ListenOnAll(context, port);
  if (address == "localhost") return ListenOnLoopbacks(context, port);
  error_code error;
  const asio::ip::address numeric = asio::ip::make_address(address, error);
  if (error) {
    return InvalidArgument("cannot listen on \"" + address +
                           "\": expected a numeric IPv4 or IPv6 address, "
                           "\"localhost\" or nothing");
  }
  const tcp::endpoint endpoint(numeric, port);
  Acceptors acceptors;
  error = Listen(acceptors.emplace_back(context), endpoint, false);
  if (!error) return acceptors;
  return ListenError(EndpointText(endpoint), error);
}

}  // namespace noodles::transport_internal
