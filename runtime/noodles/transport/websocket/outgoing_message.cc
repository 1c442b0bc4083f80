#include "noodles/transport/websocket/outgoing_message.h"

#include <optional>
#include <utility>

#include "noodles/transport/websocket/deflate.h"

namespace noodles::transport_internal {

std::shared_ptr<const OutgoingMessage> MakeOutgoingMessage(
    std::vector<Bytes> segments, bool is_text) {
  auto message = std::make_shared<OutgoingMessage>();
  for (const Bytes& segment : segments) message->size += segment.size();
  message->segments = std::move(segments);
  message->is_text = is_text;
  return message;
}

std::shared_ptr<const OutgoingMessage> OutgoingMessage::Deflated(
    const DeflateOptions& options) const {
  std::call_once(deflations_once_,
                 [&] { deflations_ = std::make_unique<Deflations>(); });
  Deflation& deflation =
      deflations_->at(static_cast<size_t>(options.window_bits));
  std::call_once(deflation.once, [&] {
    if (is_deflated) return;
    const std::optional<Bytes> compressed = Deflate(segments, options);
    if (!compressed) return;
    const auto message = std::make_shared<OutgoingMessage>();
    message->segments = {*compressed};
    message->size = compressed->size();
    message->is_text = is_text;
    message->is_deflated = true;
    deflation.message = message;
  });
  return deflation.message;
}

}  // namespace noodles::transport_internal
