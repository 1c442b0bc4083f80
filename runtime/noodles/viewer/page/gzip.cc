#include "noodles/viewer/page/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/transport/http/http.h"

namespace noodles::viewer_internal {
namespace {

using transport_internal::EqualsIgnoringCase;
using transport_internal::TrimBlanks;

// The checksum and the size of the content, each of four bytes, the least
// significant one first.
constexpr size_t kTrailerBytes = 8;

uint32_t ReadNumber(std::span<const uint8_t> bytes) {
  uint32_t number = 0;
  for (size_t i = 4; i > 0; --i) number = (number << 8) | bytes[i - 1];
  return number;
}

// True for ";q=0", with blanks, and with zeros behind a dot.
bool IsRefused(std::string_view parameters) {
  const size_t equals = parameters.find('=');
  if (equals == std::string_view::npos) return false;
  std::string_view name = TrimBlanks(parameters.substr(0, equals));
  if (!name.starts_with(';')) return false;
  name = TrimBlanks(name.substr(1));
  const std::string_view weight = TrimBlanks(parameters.substr(equals + 1));
  return EqualsIgnoringCase(name, "q") && weight.starts_with('0') &&
         weight.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool AcceptsGzip(const HttpRequest& request) {
  std::optional<bool> gzip;
  std::optional<bool> any;
  for (const std::string_view value :
       transport_internal::ListValues(request.fields, "Accept-Encoding")) {
    const size_t end = std::min(value.find(';'), value.size());
    const std::string_view coding = TrimBlanks(value.substr(0, end));
    const bool is_accepted = !IsRefused(value.substr(end));
    if (coding == "*") {
      any = is_accepted;
    } else if (EqualsIgnoringCase(coding, "gzip") ||
               EqualsIgnoringCase(coding, "x-gzip")) {
      gzip = is_accepted;
    }
  }
  return gzip.value_or(any.value_or(false));
}

std::string ContentTag(std::span<const uint8_t> compressed) {
  if (compressed.size() < kTrailerBytes) return "0000000000000000";
  const auto trailer = compressed.last(kTrailerBytes);
  std::array<char, 17> text;
  std::snprintf(text.data(), text.size(), "%08x%08x",
                static_cast<unsigned>(ReadNumber(trailer.first(4))),
                static_cast<unsigned>(ReadNumber(trailer.last(4))));
  return std::string(text.data(), text.size() - 1);
}

Bytes Decompress(std::span<const uint8_t> compressed) {
  if (compressed.size() < kTrailerBytes) return {};
  std::vector<uint8_t> content(ReadNumber(compressed.last(4)));
  z_stream stream = {};
  constexpr int kGzipOnly = 16;
  if (inflateInit2(&stream, MAX_WBITS + kGzipOnly) != Z_OK) return {};
  // zlib does not write to its input.
  stream.next_in = const_cast<uint8_t*>(compressed.data());
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = content.data();
  stream.avail_out = static_cast<uInt>(content.size());
  const bool is_whole =
      inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0;
  inflateEnd(&stream);
  return is_whole ? Bytes::Adopt(std::move(content)) : Bytes();
}

}  // namespace noodles::viewer_internal
