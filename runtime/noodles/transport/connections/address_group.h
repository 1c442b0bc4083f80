// The group of addresses that limits count as one: an IPv4 address alone, and
// the /64 network of an IPv6 address, since one machine has all its addresses.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_ADDRESS_GROUP_H_
#define NOODLES_TRANSPORT_CONNECTIONS_ADDRESS_GROUP_H_

#include <string>
#include <string_view>

namespace noodles::transport_internal {

// "192.0.2.1" for "192.0.2.1:49152"; "2001:db8:0:1::/64" for
// "[2001:db8:0:1::2]:49152". Other text is returned without its port.
std::string AddressGroup(std::string_view remote_address);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_ADDRESS_GROUP_H_
