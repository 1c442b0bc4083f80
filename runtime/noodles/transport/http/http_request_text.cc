#include "noodles/transport/http/http_request_text.h"

#include <algorithm>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>
#include <limits>

#include "noodles/base/status.h"
#include "noodles/transport/http/beast_text.h"
#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {
namespace {

namespace http = boost::beast::http;

// Of a name with ": ", and of a value with its line break: Beast counts them in
// 16 bits.
constexpr size_t kMaxTextBytes = std::numeric_limits<uint16_t>::max() - 2;

bool IsValueCharacter(char c) {
  return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != '\x7f');
}

}  // namespace

absl::Status CheckFields(const HttpFields& fields) {
  for (const auto& [name, value] : fields) {
    if (!IsToken(name)) {
      return InvalidArgument("\"" + name + "\" is no name of an HTTP field");
    }
    if (name.size() > kMaxTextBytes || value.size() > kMaxTextBytes) {
      return InvalidArgument("an HTTP field is longer than " +
                             std::to_string(kMaxTextBytes) + " bytes");
    }
    if (!std::all_of(value.begin(), value.end(), IsValueCharacter)) {
      return InvalidArgument(
          "the HTTP field " + name +
          " holds a line break or another control character");
    }
  }
  return absl::OkStatus();
}

std::string FormatGetRequest(const Url& url, const HttpFields& fields) {
  http::request<http::empty_body> request(http::verb::get, url.target, 11);
  request.insert(http::field::host, url.authority());
  request.insert(http::field::user_agent, "linguine");
  InsertFields(fields, request);
  return HeadText(request);
}

}  // namespace noodles::transport_internal
