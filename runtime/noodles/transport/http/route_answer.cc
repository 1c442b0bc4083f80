#include "noodles/transport/http/route_answer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "noodles/base/logging.h"

namespace noodles::transport_internal {
namespace {

constexpr int kFirstStatus = 200;
constexpr int kLastStatus = 599;

// Fields that say how the answer is sent, and are the connection's.
constexpr std::array<std::string_view, 6> kFieldsOfConnection = {
    "Connection", "Content-Length", "Keep-Alive",
    "Server",     "Trailer",        "Transfer-Encoding"};

// RFC 9110, section 5.5. A line feed in a value would begin another field.
bool IsFieldValue(std::string_view text) {
  constexpr char kDelete = 0x7f;
  return std::none_of(text.begin(), text.end(), [](char c) {
    const bool is_control = static_cast<unsigned char>(c) < ' ' && c != '\t';
    return is_control || c == kDelete;
  });
}

std::string FaultOfField(const std::string& name, const std::string& value) {
  if (!IsToken(name)) return "the name of a field is no token";
  if (!IsFieldValue(value)) return name + " has a control character";
  const bool is_of_connection = std::any_of(
      kFieldsOfConnection.begin(), kFieldsOfConnection.end(),
      [&](std::string_view own) { return EqualsIgnoringCase(name, own); });
  return is_of_connection ? name + " is written by the connection" : "";
}

}  // namespace

std::string FaultOf(const HttpReply& reply) {
  if (reply.status < kFirstStatus || reply.status > kLastStatus) {
    return "the status is " + std::to_string(reply.status) +
           "; expected 200 to 599";
  }
  // A body that the client does not expect would count as the next answer.
  const bool is_bodiless = reply.status == 204 || reply.status == 304;
  if (is_bodiless && !reply.body.empty()) {
    return "an answer of " + std::to_string(reply.status) + " has no body";
  }
  for (const auto& [name, value] : reply.fields) {
    if (std::string fault = FaultOfField(name, value); !fault.empty()) {
      return fault;
    }
  }
  return "";
}

HttpResponse AnswerRoute(const HttpRoute& route, const HttpRequest& request,
                         std::string_view address) {
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response =
        MakeTextResponse(405, "this is read with GET or HEAD");
    response.fields.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  HttpReply reply = route.function(request, address);
  if (const std::string fault = FaultOf(reply); !fault.empty()) {
    LogForPeer(address, LogSeverity::kError, "http",
               "a route has answered with what cannot be sent",
               {{"route", route.path}, {"fault", fault}});
    return MakeTextResponse(500, "internal error");
  }
  HttpResponse response;
  response.status = reply.status;
  response.fields = std::move(reply.fields);
  if (FindField(response.fields, "Date") == nullptr) {
    response.fields.emplace_back(
        "Date", FormatHttpDate(std::chrono::system_clock::now()));
  }
  response.body = {std::move(reply.body)};
  return response;
}

}  // namespace noodles::transport_internal
