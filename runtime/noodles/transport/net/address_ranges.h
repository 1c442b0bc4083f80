// Sets of IP addresses, such as those of trusted proxies.
//
// Thread-safety: immutable once parsed.
#ifndef NOODLES_TRANSPORT_NET_ADDRESS_RANGES_H_
#define NOODLES_TRANSPORT_NET_ADDRESS_RANGES_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace noodles::transport_internal {

class AddressRanges {
 public:
  // Each text is an address ("192.0.2.1", "2001:db8::1") or a network
  // ("10.0.0.0/8", "fd00::/8"). Errors: InvalidArgument with the text.
  static absl::StatusOr<AddressRanges> Parse(
      const std::vector<std::string>& texts);

  // `peer` is the address of a connection: "192.0.2.1:49152" or
  // "[2001:db8::1]:49152". False for any other text.
  bool Contains(std::string_view peer) const;

 private:
  // IPv4 addresses are those that are mapped into IPv6 (RFC 4291, 2.5.5.2).
  using Address = std::array<uint8_t, 16>;
  struct Range {
    Address address;
    int bits;  // of the prefix
  };

  static bool ParseAddress(std::string_view text, Address& address);

  std::vector<Range> ranges_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_ADDRESS_RANGES_H_
