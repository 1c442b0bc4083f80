#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "noodles/transport/http/http.h"
#include "noodles/transport/websocket/deflate.h"

namespace noodles::transport_internal {
namespace {

constexpr int kLeastWindowBits = 8;
constexpr int kMostWindowBits = 15;

// zlib compresses with windows from this size on.
constexpr int kLeastDeflateBits = 9;

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = text.find(separator);
    parts.push_back(TrimBlanks(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// 8 to 15, with or without quotes; nothing for other text.
std::optional<int> ParseWindowBits(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  int bits = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, bits);
  if (error != std::errc() || stop != end || text.starts_with('0') ||
      bits < kLeastWindowBits || bits > kMostWindowBits) {
    return std::nullopt;
  }
  return bits;
}

// Collects the parameters of one offer, each at most once (RFC 7692, section
// 7.1).
class Offer {
 public:
  explicit Offer(int window_bits) : window_bits_(window_bits) {}

  // False if the offer must be declined.
  bool Take(std::string_view parameter) {
    const size_t equals = parameter.find('=');
    const std::string_view name = TrimBlanks(parameter.substr(0, equals));
    std::string_view value;
    const bool has_value = equals != std::string_view::npos;
    if (has_value) value = TrimBlanks(parameter.substr(equals + 1));
    for (const std::string_view earlier : names_) {
      if (earlier == name) return false;
    }
    names_.push_back(name);
    if (name == "server_no_context_takeover" ||
        name == "client_no_context_takeover") {
      return !has_value;
    }
    if (name == "client_max_window_bits") {
      return !has_value || ParseWindowBits(value).has_value();
    }
    if (name != "server_max_window_bits" || !has_value) return false;
    const std::optional<int> bits = ParseWindowBits(value);
    if (!bits || *bits < kLeastDeflateBits) return false;
    limits_window_ = true;
    window_bits_ = std::min(window_bits_, *bits);
    return true;
  }

  AcceptedDeflate Accept() const {
    AcceptedDeflate accepted{
        .answer =
            "permessage-deflate; server_no_context_takeover; "
            "client_no_context_takeover",
        .window_bits = window_bits_};
    if (limits_window_) {
      accepted.answer +=
          "; server_max_window_bits=" + std::to_string(window_bits_);
    }
    return accepted;
  }

 private:
  std::vector<std::string_view> names_;
  int window_bits_;
  bool limits_window_ = false;
};

std::optional<AcceptedDeflate> AcceptOffer(std::string_view text,
                                           const DeflateOptions& options) {
  const std::vector<std::string_view> parts = Split(text, ';');
  if (parts.front() != "permessage-deflate") return std::nullopt;
  Offer offer(options.window_bits);
  for (size_t i = 1; i < parts.size(); ++i) {
    if (!offer.Take(parts[i])) return std::nullopt;
  }
  return offer.Accept();
}

}  // namespace

std::optional<AcceptedDeflate> AcceptDeflateOffer(
    const HttpRequest& request, const DeflateOptions& options) {
  if (!options.is_on) return std::nullopt;
  for (const auto& [name, value] : request.fields) {
    if (!EqualsIgnoringCase(name, "Sec-WebSocket-Extensions")) continue;
    for (const std::string_view offer : Split(value, ',')) {
      if (auto accepted = AcceptOffer(offer, options)) return accepted;
    }
  }
  return std::nullopt;
}

}  // namespace noodles::transport_internal
