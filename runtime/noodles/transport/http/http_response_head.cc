#include "noodles/transport/http/http_response_head.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdint>
#include <limits>

#include "noodles/transport/http/beast_text.h"

namespace noodles::transport_internal {
namespace {

namespace http = boost::beast::http;

constexpr std::string_view kVersion = "HTTP/1.";
constexpr size_t kBareStatusLineBytes = kVersion.size() + 5;  // "HTTP/1.1 200"

// Takes a line, without its CR, from the start of `rest`.
std::string_view TakeLine(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

bool MayBeResponse(std::string_view received) {
  const size_t known = std::min(received.size(), kVersion.size());
  return received.substr(0, known) == kVersion.substr(0, known);
}

size_t FindResponseHeadEnd(std::string_view received) {
  for (size_t at = received.find('\n'); at != std::string_view::npos;
       at = received.find('\n', at + 1)) {
    const std::string_view rest = received.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  return 0;
}

bool IsInterimResponse(std::string_view head) {
  // Behind the version: a digit and a space.
  if (head.size() < kBareStatusLineBytes) return false;
  const std::string_view code = head.substr(kVersion.size() + 2, 3);
  return code.front() == '1' && code != "101" &&
         code.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string StrictResponseHead(std::string_view head) {
  std::string strict;
  strict.reserve(head.size() + 4);
  strict.append(TakeLine(head));
  if (strict.size() == kBareStatusLineBytes) strict.push_back(' ');
  strict.append("\r\n");
  while (!head.empty()) {
    const std::string_view line = TakeLine(head);
    if (line.empty()) break;
    strict.append(line).append("\r\n");
  }
  return strict.append("\r\n");
}

std::optional<HttpResponseHead> ParseResponseHead(std::string_view head) {
  const std::string strict = StrictResponseHead(head);
  http::response_parser<http::empty_body> parser;
  // The caller has limited the head; the body is not read here.
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  parser.body_limit(boost::none);
  boost::system::error_code error;
  parser.put(boost::asio::buffer(strict), error);
  if (error || !parser.is_header_done()) return std::nullopt;
  const auto& message = parser.get();
  return HttpResponseHead{.status = static_cast<int>(message.result_int()),
                          .fields = ToHttpFields(message)};
}

}  // namespace noodles::transport_internal
