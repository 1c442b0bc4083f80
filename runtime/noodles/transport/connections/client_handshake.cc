#include "noodles/transport/connections/client_handshake.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "noodles/transport/http/http_response_head.h"
#include "noodles/transport/websocket/deflate_answer.h"

namespace noodles::transport_internal {
namespace {

// The fault of an answer of 101; "" for none.
std::string_view CheckUpgradeAnswer(const HttpResponseHead& head,
                                    std::string_view accept,
                                    const std::vector<std::string>& offered) {
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
  const std::string* const chosen =
      FindField(head.fields, "Sec-WebSocket-Protocol");
  if (chosen != nullptr && std::find(offered.begin(), offered.end(),
                                     TrimBlanks(*chosen)) == offered.end()) {
    return "the answer chooses a subprotocol that was not offered";
  }
  return "";
}

}  // namespace

ClientHandshake::ClientHandshake(ClientOpening opening, size_t max_head_bytes,
                                 std::vector<std::string> subprotocols)
    : opening_(std::move(opening)),
      max_head_bytes_(max_head_bytes),
      subprotocols_(std::move(subprotocols)) {}

ClientHandshake::Step ClientHandshake::Feed(std::span<const uint8_t> bytes) {
  received_.append(bytes.begin(), bytes.end());
  size_t size = 0;
  for (;;) {
    size = FindResponseHeadEnd(received_);
    if (interim_bytes_ + (size != 0 ? size : received_.size()) >
        max_head_bytes_) {
      return Fail(0, "the header of the answer is too long");
    }
    if (!MayBeResponse(received_)) return Fail(0, "the answer is not HTTP");
    if (size == 0) return Step::kNeedMore;
    if (!IsInterimResponse(received_)) break;
    interim_bytes_ += size;
    received_.erase(0, size);
  }
  const Step step = ReadHead(std::string_view(received_).substr(0, size));
  received_.erase(0, size);
  return step;
}

ClientHandshake::Step ClientHandshake::ReadHead(std::string_view text) {
  const std::optional<HttpResponseHead> head = ParseResponseHead(text);
  if (!head) return Fail(0, "the answer is not HTTP");
  if (head->status != 101) {
    std::string answer = "the server answers " + std::to_string(head->status) +
                         " " + std::string(HttpStatusName(head->status));
    const std::string* const location = FindField(head->fields, "Location");
    if (location != nullptr) answer.append(" to ").append(*location);
    return Fail(head->status, answer);
  }
  std::string_view problem =
      CheckUpgradeAnswer(*head, opening_.accept, subprotocols_);
  if (FindField(head->fields, "Sec-WebSocket-Extensions") != nullptr) {
    deflates_ = opening_.offers_deflate && AcceptsDeflateOffer(head->fields);
    if (!deflates_ && problem.empty()) {
      problem = "the answer chooses an extension that was not offered";
    }
  }
  return problem.empty() ? Step::kAccepted : Fail(head->status, problem);
}

ClientHandshake::Step ClientHandshake::Fail(int http_status,
                                            std::string_view text) {
  failure_ = {.http_status = http_status, .text = std::string(text)};
  return Step::kFailed;
}

void ClientHandshake::ReportFailure(const OpeningFailure& failure) {
  if (const auto on_failed = std::exchange(opening_.on_failed, nullptr)) {
    on_failed(failure);
  }
}

}  // namespace noodles::transport_internal
