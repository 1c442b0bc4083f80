#include "noodles/transport/net/address_ranges.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "noodles/base/status.h"

namespace noodles::transport_internal {
namespace {

constexpr int kIpv6Bits = 128;
constexpr int kIpv4Bits = 32;
constexpr size_t kIpv4Offset = 12;

}  // namespace

bool AddressRanges::ParseAddress(std::string_view text, Address& address) {
  const std::string copy(text);
  if (::inet_pton(AF_INET6, copy.c_str(), address.data()) == 1) return true;
  address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return ::inet_pton(AF_INET, copy.c_str(), address.data() + kIpv4Offset) == 1;
}

absl::StatusOr<AddressRanges> AddressRanges::Parse(
    const std::vector<std::string>& texts) {
  AddressRanges result;
  result.ranges_.reserve(texts.size());
  for (const std::string& text : texts) {
    const size_t slash = std::min(text.find('/'), text.size());
    const std::string_view name = std::string_view(text).substr(0, slash);
    Range range = {};
    bool is_valid = ParseAddress(name, range.address);
    const bool is_ipv4 = name.find(':') == std::string_view::npos;
    const int most = is_ipv4 ? kIpv4Bits : kIpv6Bits;
    int bits = most;
    if (slash < text.size()) {
      const char* const end = text.data() + text.size();
      const auto parsed = std::from_chars(text.data() + slash + 1, end, bits);
      is_valid = is_valid && parsed.ec == std::errc() && parsed.ptr == end &&
                 bits >= 0 && bits <= most;
    }
    if (!is_valid) {
      return InvalidArgument(
          "\"" + text +
          "\" is neither an IP address nor a network such as 10.0.0.0/8");
    }
    range.bits = kIpv6Bits - most + bits;
    result.ranges_.push_back(range);
  }
  return result;
}

bool AddressRanges::Contains(std::string_view peer) const {
  const size_t colon = peer.rfind(':');
  if (colon == std::string_view::npos) return false;
  std::string_view text = peer.substr(0, colon);
  if (text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
  }
  // The zone of a link-local address.
  text = text.substr(0, text.find('%'));
  Address address;
  if (!ParseAddress(text, address)) return false;
  return std::any_of(ranges_.begin(), ranges_.end(), [&](const Range& range) {
    int bits = range.bits;
    for (size_t i = 0; bits > 0; ++i, bits -= 8) {
      const int unused = std::max(8 - bits, 0);
      if (((address[i] ^ range.address[i]) >> unused) != 0) return false;
    }
    return true;
  });
}

}  // namespace noodles::transport_internal
