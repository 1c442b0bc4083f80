#include "noodles/client/connection/mirror_feeder.h"

#include <optional>
#include <string>
#include <utility>

#include "noodles/client/connection/client_state.h"
#include "noodles/codec.h"
#include "noodles/protocol/message_visitors.h"

namespace noodles::client_internal {
namespace {

// Passes each message on to the mirror or to the receiver.
class Feeder final : public ServerMessageVisitor<Feeder> {
 public:
  explicit Feeder(ClientState& client)
      : mirror_(client.mirror), client_(client) {}

  template <class Message>
  void OnMessage(Message&& message) {
    constexpr MessageRole kRole = MessageTraits<Message>::kRole;
    if constexpr (kRole == MessageRole::kCreate) {
      mirror_.Create(message.id, std::move(message.content));
    } else if constexpr (kRole == MessageRole::kUpdate) {
      mirror_.Update(message);
    } else if constexpr (kRole == MessageRole::kDelete) {
      mirror_.Delete(message.id);
    } else {
      OnOther(std::forward<Message>(message));
    }
  }

  void OnUnknownMessage(uint64_t number, const Bytes&) override {
    client_.OnUnreadable("unknown message " + std::to_string(number));
  }
  // Carbonara and other servers send `true` as the content of message 35. The
  // message counts, whatever its content.
  void OnInvalidMessage(uint64_t number,
                        const cbor::DecodeError& error) override {
    std::string what(ServerMessageName(number));
    if (!what.empty()) what += ", ";
    client_.OnUnreadable(what + "message " + std::to_string(number) + ": " +
                         error.ToString());
    if (number == MessageTraits<MsgDocumentInitialized>::kNumber) {
      client_.OnInitializedMessage();
    } else if (number == MessageTraits<MsgDocumentReset>::kNumber) {
      mirror_.Reset();
    }
  }

 private:
  void OnOther(MsgDocumentUpdate&& message) {
    mirror_.UpdateDocument(message);
    client_.OnDocumentMessage();
  }
  void OnOther(MsgDocumentReset&&) { mirror_.Reset(); }
  void OnOther(MsgSignalInvoke&& message) {
    client_.OnSignalMessage(std::move(message));
  }
  void OnOther(MsgMethodReply&& message) {
    client_.OnReplyMessage(std::move(message));
  }
  void OnOther(MsgDocumentInitialized&&) { client_.OnInitializedMessage(); }
  // A message that the specification got later.
  template <class Message>
  void OnOther(Message&&) {
    client_.OnUnreadable(std::string(MessageTraits<Message>::kName) +
                         " has no meaning for this client");
  }

  Mirror& mirror_;
  ClientState& client_;
};

// An array of the items that follow the array of a frame.
Bytes ToFrame(const Bytes& items) {
  constexpr char kArrayOfAnyLength = '\x9f';
  constexpr char kBreak = '\xff';
  std::string frame(1, kArrayOfAnyLength);
  frame.append(items.text());
  frame.push_back(kBreak);
  return Bytes::Adopt(std::move(frame));
}

}  // namespace

void FeedMirror(const Bytes& frame, ClientState& client) {
  const cbor::DecodeLimits& limits = client.options.decode_limits;
  Feeder feeder(client);
  std::optional<cbor::DecodeError> error = Dispatch(frame, feeder, limits);
  if (!error) return;
  client.OnUnreadable("frame: " + error->ToString());
  if (!client.options.reads_behind_frame ||
      error->code != cbor::DecodeErrorCode::kTrailingBytes) {
    return;
  }
  const Bytes behind = frame.Slice(error->offset, frame.size() - error->offset);
  if ((error = Dispatch(ToFrame(behind), feeder, limits))) {
    client.OnUnreadable("behind the frame: " + error->ToString());
  }
}

}  // namespace noodles::client_internal
