#include "noodles/transport/websocket/deflate_answer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "noodles/transport/websocket/deflate.h"

namespace noodles::transport_internal {
namespace {

constexpr std::string_view kExtension = "permessage-deflate";
constexpr std::string_view kServerKeepsNothing = "server_no_context_takeover";
constexpr std::string_view kClientKeepsNothing = "client_no_context_takeover";
constexpr std::string_view kServerWindow = "server_max_window_bits";

// 8 to 15 (RFC 7692, section 7.1.2). Every window fits into that of Inflate.
bool IsWindow(std::string_view value) {
  constexpr std::array<std::string_view, 8> kSizes = {"8",  "9",  "10", "11",
                                                      "12", "13", "14", "15"};
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return std::find(kSizes.begin(), kSizes.end(), value) != kSizes.end();
}

}  // namespace

std::string DeflateOffer(const DeflateOptions& options) {
  if (!options.is_on || !CanDeflate()) return "";
  std::string offer(kExtension);
  offer.append("; ").append(kServerKeepsNothing);
  return offer.append("; ").append(kClientKeepsNothing);
}

bool AcceptsDeflateOffer(const HttpFields& fields) {
  const std::string* answer = nullptr;
  for (const auto& [name, value] : fields) {
    if (!EqualsIgnoringCase(name, "Sec-WebSocket-Extensions")) continue;
    if (answer != nullptr) return false;
    answer = &value;
  }
  if (answer == nullptr) return false;
  std::vector<std::string_view> seen;
  std::string_view rest = *answer;
  for (;;) {
    const size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view part = TrimBlanks(rest.substr(0, end));
    const size_t equals = std::min(part.find('='), part.size());
    const std::string_view name = TrimBlanks(part.substr(0, equals));
    const bool has_value = equals != part.size();
    bool is_good = false;
    if (seen.empty()) {
      is_good = part == kExtension;
    } else if (has_value) {
      is_good = name == kServerWindow &&
                IsWindow(TrimBlanks(part.substr(equals + 1)));
    } else {
      is_good = name == kServerKeepsNothing || name == kClientKeepsNothing;
    }
    const bool is_repeated =
        std::find(seen.begin(), seen.end(), name) != seen.end();
    if (!is_good || is_repeated) return false;
    seen.push_back(name);
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  // Without it the server's messages would need the earlier ones.
  return std::find(seen.begin(), seen.end(), kServerKeepsNothing) != seen.end();
}

}  // namespace noodles::transport_internal
