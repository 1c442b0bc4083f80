#include "noodles/transport/connections/address_group.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <cstddef>

namespace noodles::transport_internal {

std::string AddressGroup(std::string_view remote_address) {
  namespace ip = boost::asio::ip;
  constexpr std::ptrdiff_t kNetworkBytes = 8;
  std::string host(remote_address.substr(0, remote_address.rfind(':')));
  if (!host.starts_with('[') || !host.ends_with(']')) return host;
  boost::system::error_code error;
  const ip::address_v6 address =
      ip::make_address_v6(host.substr(1, host.size() - 2), error);
  if (error) return host;
  ip::address_v6::bytes_type bytes = address.to_bytes();
  std::fill(bytes.begin() + kNetworkBytes, bytes.end(), uint8_t{0});
  return ip::address_v6(bytes).to_string() + "/64";
}

}  // namespace noodles::transport_internal
