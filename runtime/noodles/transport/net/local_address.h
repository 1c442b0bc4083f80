// The address by which others are likely to reach this machine.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_NET_LOCAL_ADDRESS_H_
#define NOODLES_TRANSPORT_NET_LOCAL_ADDRESS_H_

#include <string>
#include <string_view>

namespace noodles::transport_internal {

// That of the default route, numeric; "localhost" where there is none. Nothing
// is sent.
std::string OwnAddress();

// As a URL names a host: IPv6 addresses in brackets.
std::string UrlHost(std::string_view address);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_LOCAL_ADDRESS_H_
