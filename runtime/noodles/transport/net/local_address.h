// The address by which other machines are likely to reach this one.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_NET_LOCAL_ADDRESS_H_
#define NOODLES_TRANSPORT_NET_LOCAL_ADDRESS_H_

#include <string>
#include <string_view>

namespace noodles::transport_internal {

// The numeric address of the default route; "localhost" if there is none. Sends
// nothing.
std::string OwnAddress();

// `address` as a URL names it: an IPv6 address in brackets.
std::string UrlHost(std::string_view address);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_LOCAL_ADDRESS_H_
