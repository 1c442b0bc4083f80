#include "noodles/transport/http/http.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>

namespace noodles::transport_internal {
namespace {

char ToLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool HasField(const HttpFields& fields, std::string_view name) {
  return std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
    return EqualsIgnoringCase(field.first, name);
  });
}

}  // namespace

std::string_view TrimBlanks(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ToLower(x) == ToLower(y); });
}

const std::string* FindField(const HttpFields& fields, std::string_view name) {
  for (const auto& [field_name, value] : fields) {
    if (EqualsIgnoringCase(field_name, name)) return &value;
  }
  return nullptr;
}

bool HasToken(const HttpFields& fields, std::string_view name,
              std::string_view token) {
  for (const auto& [field_name, value] : fields) {
    if (!EqualsIgnoringCase(field_name, name)) continue;
    std::string_view rest = value;
    for (;;) {
      const size_t comma = rest.find(',');
      if (EqualsIgnoringCase(TrimBlanks(rest.substr(0, comma)), token))
        return true;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

std::string_view HttpStatusName(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 416:
      return "Range Not Satisfiable";
    case 426:
      return "Upgrade Required";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Unknown";
  }
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

std::string FormatResponseHead(const HttpResponse& response, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(HttpStatusName(response.status)).append("\r\n");
  for (const auto& [name, value] : response.fields) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
  // These two never have a body, and 204 must not say how long it is.
  const bool has_body = response.status != 204 && response.status != 304;
  if (has_body && !HasField(response.fields, "Content-Length")) {
    uint64_t length = response.file.length;
    for (const Bytes& segment : response.body) length += segment.size();
    head.append("Content-Length: ").append(std::to_string(length));
    head.append("\r\n");
  }
  head.append("Server: linguine\r\nConnection: ");
  head.append(keep_alive ? "keep-alive" : "close");
  return head.append("\r\n\r\n");
}

bool AllowsNextRequest(const HttpRequest& request) {
  if (request.Find("Transfer-Encoding") != nullptr) return false;
  const std::string* const length = request.Find("Content-Length");
  if (length != nullptr && *length != "0") return false;
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
  // Not with strftime: it writes the names in the program's language.
  std::array<char, 64> text;
  const int size = std::snprintf(
      text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
      kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon], utc.tm_year + 1900,
      utc.tm_hour, utc.tm_min, utc.tm_sec);
  return std::string(text.data(), static_cast<size_t>(size));
}

HttpResponse AnswerWithoutHandler(const HttpRequest& request) {
  if (request.path() != "/") {
    return MakeTextResponse(404, "there is only a websocket here");
  }
  HttpResponse response =
      MakeTextResponse(426, "this is a NOODLES service; use a websocket");
  response.fields.emplace_back("Upgrade", "websocket");
  return response;
}

}  // namespace noodles::transport_internal
