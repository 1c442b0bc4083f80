// Functions for sockets that listeners and clients share. Private to this room:
// knows Boost.
//
// Thread-safety: pure functions; BlockSigpipe is about the calling thread.
#ifndef NOODLES_TRANSPORT_NET_SOCKET_SUPPORT_H_
#define NOODLES_TRANSPORT_NET_SOCKET_SUPPORT_H_

#include <boost/asio/ip/tcp.hpp>
#include <string>

namespace noodles::transport_internal {

// "192.0.2.1:49152" or "[2001:db8::1]:49152"; an IPv4 address that is mapped
// into IPv6 is written as IPv4. "unknown" once the peer has gone.
std::string RemoteAddress(const boost::asio::ip::tcp::socket& socket);

// A write to a peer that has gone is an error on this thread, not a signal that
// ends the program.
void BlockSigpipe();

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_SOCKET_SUPPORT_H_
