#include "tool/connections/raw_websocket.h"

#include <noodles/transport/http/http_request_text.h>
#include <noodles/transport/websocket/frame_writer.h>
#include <noodles/transport/websocket/upgrade.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "noodles/base/status.h"

namespace noodles::tool {
namespace {

using transport_internal::FrameParser;
using transport_internal::Opcode;

std::span<const uint8_t> ToSpan(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string_view ToText(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

RawWebsocket::RawWebsocket(const ClientOptions& options,
                           std::chrono::milliseconds limit)
    : options_(options),
      connection_(limit),
      parser_({.role = transport_internal::Role::kClient,
               .max_message_bytes = options.max_message_bytes,
               .accept_text = true,
               .accept_deflated = false}) {}

absl::StatusOr<transport_internal::HttpResponseHead> RawWebsocket::Open(
    const transport_internal::Url& url) {
  const std::string key = transport_internal::RandomWebsocketKey();
  accept_ = transport_internal::WebsocketAccept(key);
  HttpFields fields = {{"Upgrade", "websocket"},
                       {"Connection", "Upgrade"},
                       {"Sec-WebSocket-Key", key},
                       {"Sec-WebSocket-Version", "13"}};
  fields.insert(fields.end(), options_.headers.begin(), options_.headers.end());
  if (!options_.token.empty()) {
    fields.emplace_back("Authorization", "Bearer " + options_.token);
  }
  absl::Status status = transport_internal::CheckFields(fields);
  if (status.ok()) status = connection_.Open(url, options_);
  if (status.ok()) {
    status =
        connection_.Write(transport_internal::FormatGetRequest(url, fields));
  }
  if (!status.ok()) return status;
  const absl::StatusOr<std::string> text = connection_.ReadHead();
  if (!text.ok()) return text.status();
  auto head = transport_internal::ParseResponseHead(*text);
  if (!head) return DataLoss("the answer is not HTTP");
  return *std::move(head);
}

void RawWebsocket::Send(std::string_view message) {
  const transport_internal::MaskKey key = transport_internal::RandomMaskKey();
  const transport_internal::FrameHeader header =
      transport_internal::MakeFrameHeader(Opcode::kBinary, message.size(), true,
                                          key);
  std::string masked(message);
  transport_internal::ApplyMask(
      {reinterpret_cast<uint8_t*>(masked.data()), masked.size()}, key, 0);
  connection_.Write(std::string(ToText(header.span())) + masked).IgnoreError();
}

void RawWebsocket::Ping(std::string_view payload) {
  std::vector<uint8_t> frame;
  transport_internal::AppendControlFrame(frame, Opcode::kPing, ToSpan(payload),
                                         transport_internal::RandomMaskKey());
  connection_.Write(ToText(frame)).IgnoreError();
}

void RawWebsocket::Close(transport_internal::CloseCode code) {
  std::vector<uint8_t> frame;
  transport_internal::AppendCloseFrame(frame, code, "",
                                       transport_internal::RandomMaskKey());
  connection_.Write(ToText(frame)).IgnoreError();
}

absl::StatusOr<RawWebsocket::Event> RawWebsocket::Next() {
  while (true) {
    const FrameParser::Event type = parser_.Next();
    if (type != FrameParser::Event::kNeedMore) return EventOf(type);
    absl::StatusOr<std::string> part = connection_.Read();
    if (!part.ok()) return part.status();
    if (part->empty()) return Event();
    received_ = *std::move(part);
    parser_.Feed(
        {reinterpret_cast<uint8_t*>(received_.data()), received_.size()});
  }
}

RawWebsocket::Event RawWebsocket::EventOf(FrameParser::Event type) {
  Event event;
  event.type = type;
  switch (type) {
    case FrameParser::Event::kBinaryMessage:
    case FrameParser::Event::kTextMessage:
      event.message = parser_.TakeMessage();
      break;
    case FrameParser::Event::kPing:
    case FrameParser::Event::kPong:
      event.text = ToText(parser_.control_payload());
      break;
    case FrameParser::Event::kClose:
    case FrameParser::Event::kError:
      event.code = parser_.close_code();
      event.text = parser_.reason();
      break;
    case FrameParser::Event::kNeedMore:
      break;
  }
  return event;
}

}  // namespace noodles::tool
