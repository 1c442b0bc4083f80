// Opens the sockets that a listener accepts connections on. Private to this
// room: knows Boost.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_LISTENING_H_
#define NOODLES_TRANSPORT_CONNECTIONS_LISTENING_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace noodles::transport_internal {

// Listens as ListenerOptions::address and port say; all sockets have the same
// port. Errors: those of Listener::Start.
absl::StatusOr<std::vector<boost::asio::ip::tcp::acceptor>> ListenOn(
    boost::asio::io_context& context, const std::string& address,
    uint16_t port);

// "127.0.0.1:50000", "[::1]:50000".
std::string EndpointText(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_LISTENING_H_
