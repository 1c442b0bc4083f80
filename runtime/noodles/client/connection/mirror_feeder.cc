#include "noodles/client/connection/mirror_feeder.h"

#include <optional>
#include <string>
#include <utility>

#include "noodles/client/connection/client_state.h"
#include "noodles/codec.h"

namespace noodles::client_internal {
namespace {

// Every message by hand: a new one in the specification breaks the build here.
class Feeder final : public ServerMessageHandler {
 public:
  explicit Feeder(ClientState& client)
      : mirror_(client.mirror), client_(client) {}

#define NOODLES_FEED_IMMUTABLE(Kind)                            \
  void On##Kind##Create(Msg##Kind##Create&& message) override { \
    mirror_.Create(message.id, std::move(message.content));     \
  }                                                             \
  void On##Kind##Delete(Msg##Kind##Delete&& message) override { \
    mirror_.Delete(message.id);                                 \
  }
#define NOODLES_FEED_UPDATABLE(Kind)                            \
  NOODLES_FEED_IMMUTABLE(Kind)                                  \
  void On##Kind##Update(Msg##Kind##Update&& message) override { \
    mirror_.Update(message);                                    \
  }
  NOODLES_FEED_IMMUTABLE(Method)
  NOODLES_FEED_IMMUTABLE(Signal)
  NOODLES_FEED_UPDATABLE(Entity)
  NOODLES_FEED_UPDATABLE(Plot)
  NOODLES_FEED_IMMUTABLE(Buffer)
  NOODLES_FEED_IMMUTABLE(BufferView)
  NOODLES_FEED_UPDATABLE(Material)
  NOODLES_FEED_IMMUTABLE(Image)
  NOODLES_FEED_IMMUTABLE(Texture)
  NOODLES_FEED_IMMUTABLE(Sampler)
  NOODLES_FEED_UPDATABLE(Light)
  NOODLES_FEED_IMMUTABLE(Geometry)
  NOODLES_FEED_UPDATABLE(Table)
  NOODLES_FEED_IMMUTABLE(Physics)
#undef NOODLES_FEED_UPDATABLE
#undef NOODLES_FEED_IMMUTABLE

  void OnDocumentUpdate(MsgDocumentUpdate&& message) override {
    mirror_.UpdateDocument(message);
    client_.OnDocumentMessage();
  }
  void OnDocumentReset(MsgDocumentReset&&) override { mirror_.Reset(); }
  void OnSignalInvoke(MsgSignalInvoke&& message) override {
    client_.OnSignalMessage(std::move(message));
  }
  void OnMethodReply(MsgMethodReply&& message) override {
    client_.OnReplyMessage(std::move(message));
  }
  void OnDocumentInitialized(MsgDocumentInitialized&&) override {
    client_.OnInitializedMessage();
  }
  void OnUnknownMessage(uint64_t number, const Bytes&) override {
    client_.OnUnreadable("unknown message " + std::to_string(number));
  }
  // Carbonara's and others' message 35 holds `true`: its presence counts.
  void OnInvalidMessage(uint64_t number,
                        const cbor::DecodeError& error) override {
    client_.OnUnreadable("message " + std::to_string(number) + ": " +
                         error.ToString());
    if (number == MessageTraits<MsgDocumentInitialized>::kNumber) {
      client_.OnInitializedMessage();
    } else if (number == MessageTraits<MsgDocumentReset>::kNumber) {
      mirror_.Reset();
    }
  }

 private:
  Mirror& mirror_;
  ClientState& client_;
};

// The items that stand behind an array, as an array of their own.
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
