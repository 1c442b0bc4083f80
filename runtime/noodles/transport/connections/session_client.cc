#include <utility>

#include "noodles/transport/connections/session.h"
#include "noodles/transport/http/http_response_head.h"

namespace noodles::transport_internal {
namespace {

// What is wrong with an answer of 101; "" if nothing is.
std::string_view CheckUpgradeAnswer(const HttpResponseHead& head,
                                    std::string_view accept) {
  if (!HasToken(head.fields, "Upgrade", "websocket")) {
    return "the answer does not upgrade to a websocket";
  }
  if (!HasToken(head.fields, "Connection", "Upgrade")) {
    return "Connection does not name Upgrade";
  }
  const std::string* const received =
      FindField(head.fields, "Sec-WebSocket-Accept");
  if (received == nullptr || TrimBlanks(*received) != accept) {
    return "Sec-WebSocket-Accept is missing or wrong";
  }
  if (FindField(head.fields, "Sec-WebSocket-Extensions") != nullptr ||
      FindField(head.fields, "Sec-WebSocket-Protocol") != nullptr) {
    return "the answer chooses what was not offered";
  }
  return "";
}

}  // namespace

void Session::OnOpeningBytes(std::span<const uint8_t> bytes) {
  request_bytes_.append(bytes.begin(), bytes.end());
  const size_t size = FindResponseHeadEnd(request_bytes_);
  if (size > options_.max_request_bytes ||
      (size == 0 && request_bytes_.size() > options_.max_request_bytes)) {
    FailOpening(0, "the header of the answer is too long");
    return;
  }
  if (!MayBeResponse(request_bytes_)) {
    FailOpening(0, "the answer is not HTTP");
    return;
  }
  if (size == 0) return;
  std::string received = std::exchange(request_bytes_, {});
  const std::optional<HttpResponseHead> head =
      ParseResponseHead(std::string_view(received).substr(0, size));
  if (!head) {
    FailOpening(0, "the answer is not HTTP");
    return;
  }
  if (head->status != 101) {
    std::string text = "the server answers " + std::to_string(head->status) +
                       " " + std::string(HttpStatusName(head->status));
    const std::string* const location = FindField(head->fields, "Location");
    if (location != nullptr) text.append(" to ").append(*location);
    FailOpening(head->status, text);
    return;
  }
  if (const std::string_view problem =
          CheckUpgradeAnswer(*head, opening_->accept);
      !problem.empty()) {
    FailOpening(head->status, problem);
    return;
  }
  if (!host_->AdmitConnection()) {
    FailOpening(0, "given up");
    return;
  }
  Open();
  const std::span<uint8_t> rest =
      std::span(reinterpret_cast<uint8_t*>(received.data()), received.size())
          .subspan(size);
  if (phase_ != Phase::kOpen || rest.empty()) return;
  parser_.Feed(rest);
  HandleEvents();
}

void Session::FailOpening(int http_status, std::string_view text) {
  if (!std::exchange(opening_failed_, true)) {
    const auto on_failed = std::exchange(opening_->on_failed, nullptr);
    CallHandler([&] {
      on_failed({.http_status = http_status, .text = std::string(text)});
    });
  }
  End();
}

}  // namespace noodles::transport_internal
