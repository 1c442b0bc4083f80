#include "noodles/transport/http/http.h"

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/status.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>

#include "noodles/transport/http/beast_text.h"
#include "noodles/transport/http/request_rules.h"

namespace noodles::transport_internal {
namespace {

namespace http = boost::beast::http;

using Response = http::response<http::empty_body>;

Response MakeMessage(int status, const HttpFields& fields) {
  Response message;
  message.version(11);
  message.result(static_cast<unsigned>(status));
  message.reason(HttpStatusName(status));
  InsertFields(fields, message);
  return message;
}

}  // namespace

std::string_view TrimBlanks(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return boost::beast::iequals(a, b);
}

const std::string* FindField(const HttpFields& fields, std::string_view name) {
  for (const auto& [field_name, value] : fields) {
    if (EqualsIgnoringCase(field_name, name)) return &value;
  }
  return nullptr;
}

std::vector<std::string_view> ListValues(const HttpFields& fields,
                                         std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [field_name, field_value] : fields) {
    if (!EqualsIgnoringCase(field_name, name)) continue;
    std::string_view rest = field_value;
    while (!rest.empty()) {
      const std::string_view value = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), value.size() + 1));
      const std::string_view trimmed = TrimBlanks(value);
      if (!trimmed.empty()) values.push_back(trimmed);
    }
  }
  return values;
}

bool IsToken(std::string_view text) {
  const auto is_token_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) !=
               std::string_view::npos;
  };
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), is_token_character);
}

bool HasToken(const HttpFields& fields, std::string_view name,
              std::string_view token) {
  const std::vector<std::string_view> values = ListValues(fields, name);
  return std::any_of(values.begin(), values.end(), [token](auto value) {
    return EqualsIgnoringCase(value, token);
  });
}

std::string_view HttpStatusName(int status) {
  const http::status known = http::int_to_status(static_cast<unsigned>(status));
  if (known == http::status::unknown) return "Unknown";
  return http::obsolete_reason(known);
}

HttpResponse MakeTextResponse(int status, std::string_view detail) {
  HttpResponse response;
  response.status = status;
  response.fields.emplace_back("Content-Type", "text/plain; charset=utf-8");
  std::string text = std::to_string(status);
  text.append(" ").append(HttpStatusName(status)).append(": ");
  text.append(detail).append("\n");
  response.body.push_back(Bytes::Adopt(std::move(text)));
  return response;
}

std::string FormatHead(int status, const HttpFields& fields) {
  Response message = MakeMessage(status, fields);
  return HeadText(message);
}

std::string FormatResponseHead(const HttpResponse& response, bool keep_alive) {
  Response message = MakeMessage(response.status, response.fields);
  // These two never have a body, and 204 must not say how long it is.
  const bool has_body = response.status != 204 && response.status != 304;
  if (has_body && !message.count(http::field::content_length)) {
    uint64_t length = response.file.length;
    for (const Bytes& segment : response.body) length += segment.size();
    message.insert(http::field::content_length, std::to_string(length));
  }
  message.insert(http::field::server, kServerName);
  message.insert(http::field::connection, keep_alive ? "keep-alive" : "close");
  return HeadText(message);
}

bool AllowsNextRequest(const HttpRequest& request) {
  if (HasBody(request)) return false;
  if (request.HasToken("Connection", "close")) return false;
  return request.minor_version >= 1 ||
         request.HasToken("Connection", "keep-alive");
}

std::string FormatHttpDate(std::chrono::system_clock::time_point time) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed",
                                   "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm utc = {};
  gmtime_r(&seconds, &utc);
  // Not by strftime, which writes the names in the program's language.
  std::array<char, 64> text;
  const int size = std::snprintf(
      text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
      kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon], utc.tm_year + 1900,
      utc.tm_hour, utc.tm_min, utc.tm_sec);
  return std::string(text.data(), static_cast<size_t>(size));
}

HttpResponse HttpHandler::OnRequestFrom(const HttpRequest& request,
                                        std::string_view) {
  return OnRequest(request);
}

HttpResponse AnswerWithoutHandler(const HttpRequest& request,
                                  std::string websocket_url) {
  if (request.path() != "/") {
    return MakeTextResponse(404, "there is nothing at this path");
  }
  const std::string* const host = request.Find("Host");
  if (websocket_url.empty() && host != nullptr && !host->empty()) {
    websocket_url = "ws://" + *host;
  }
  std::string words =
      "this is the port of a NOODLES server; connect a client to ";
  words += websocket_url.empty() ? "its websocket" : websocket_url;
  words +=
      ". The program of this server serves no page that shows the scene. A "
      "program serves one with noodles::ViewerRoute() of noodles/viewer.h; the "
      "example servers and `noodles replay` do so without --no-viewer.";
  HttpResponse response = MakeTextResponse(426, words);
  response.fields.emplace_back("Upgrade", "websocket");
  return response;
}

}  // namespace noodles::transport_internal
