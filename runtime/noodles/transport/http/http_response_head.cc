#include "noodles/transport/http/http_response_head.h"

#include <algorithm>
#include <charconv>

namespace noodles::transport_internal {
namespace {

constexpr std::string_view kVersion = "HTTP/1.";

// Takes a line, without its CR, from the start of `rest`.
std::string_view TakeLine(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// "HTTP/1.1 200 OK"; 0 if it is none.
int ParseStatusLine(std::string_view line) {
  constexpr size_t kStatusOffset = kVersion.size() + 2;
  if (!line.starts_with(kVersion) || line.size() < kStatusOffset + 3 ||
      line[kStatusOffset - 1] != ' ') {
    return 0;
  }
  int status = 0;
  const char* const begin = line.data() + kStatusOffset;
  const auto [end, error] = std::from_chars(begin, begin + 3, status);
  const bool ends_there = line.size() == kStatusOffset + 3 || begin[3] == ' ';
  return error == std::errc() && end == begin + 3 && ends_there ? status : 0;
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

std::optional<HttpResponseHead> ParseResponseHead(std::string_view head) {
  HttpResponseHead result;
  result.status = ParseStatusLine(TakeLine(head));
  if (result.status == 0) return std::nullopt;
  while (!head.empty()) {
    const std::string_view line = TakeLine(head);
    if (line.empty()) break;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    result.fields.emplace_back(TrimBlanks(line.substr(0, colon)),
                               TrimBlanks(line.substr(colon + 1)));
  }
  return result;
}

}  // namespace noodles::transport_internal
