#include "noodles/transport/http.h"

#include <algorithm>
#include <cstddef>

namespace noodles::transport {
namespace {

char ToLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool HasField(const HttpFields& fields, std::string_view name) {
  return std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
    return EqualsIgnoringCase(field.first, name);
  });
}

}  // namespace

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ToLower(x) == ToLower(y); });
}

const std::string* HttpRequest::Find(std::string_view name) const {
  for (const auto& [field_name, value] : fields) {
    if (EqualsIgnoringCase(field_name, name)) return &value;
  }
  return nullptr;
}

bool HttpRequest::HasToken(std::string_view name,
                           std::string_view token) const {
  for (const auto& [field_name, value] : fields) {
    if (!EqualsIgnoringCase(field_name, name)) continue;
    std::string_view rest = value;
    for (;;) {
      const size_t comma = rest.find(',');
      if (EqualsIgnoringCase(Trim(rest.substr(0, comma)), token)) return true;
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
    case 206:
      return "Partial Content";
    case 304:
      return "Not Modified";
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

std::string FormatResponseHead(const HttpResponse& response) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(HttpStatusName(response.status)).append("\r\n");
  for (const auto& [name, value] : response.fields) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
  if (!HasField(response.fields, "Content-Length")) {
    size_t length = 0;
    for (const Bytes& segment : response.body) length += segment.size();
    head.append("Content-Length: ").append(std::to_string(length));
    head.append("\r\n");
  }
  head.append("Server: linguine\r\nConnection: close\r\n\r\n");
  return head;
}

HttpResponse AnswerWithoutHandler(const HttpRequest& request) {
  const std::string_view target = request.target;
  if (target.substr(0, target.find('?')) != "/") {
    return MakeTextResponse(404, "there is only a websocket here");
  }
  HttpResponse response =
      MakeTextResponse(426, "this is a NOODLES service; use a websocket");
  response.fields.emplace_back("Upgrade", "websocket");
  return response;
}

}  // namespace noodles::transport
