// Feeds frames of a server into a mirror, as a client does.
//
// Thread-safety: one thread at a time.
#ifndef TESTS_RELAY_FEED_MIRROR_H_
#define TESTS_RELAY_FEED_MIRROR_H_

#include "noodles/codec.h"
#include "noodles/protocol/message_visitors.h"
#include "noodles/state/document.h"
#include "noodles/state/encoded_messages.h"
#include "noodles/state/mirror.h"

namespace noodles {

class MirrorFeed : public ServerMessageVisitor<MirrorFeed>,
                   public DocumentListener {
 public:
  explicit MirrorFeed(Mirror& mirror) : mirror_(mirror) {}

  template <class Message>
  void OnMessage(Message&& message) {
    constexpr MessageRole kRole = MessageTraits<Message>::kRole;
    if constexpr (kRole == MessageRole::kCreate) {
      mirror_.Create(message.id, std::move(message.content));
    } else if constexpr (kRole == MessageRole::kUpdate) {
      mirror_.Update(message);
    } else if constexpr (kRole == MessageRole::kDelete) {
      mirror_.Delete(message.id);
    } else if constexpr (std::is_same_v<Message, MsgDocumentUpdate>) {
      mirror_.UpdateDocument(message);
    }
  }
  void OnUnknownMessage(uint64_t, const Bytes&) override {}
  void OnInvalidMessage(uint64_t, const cbor::DecodeError&) override {}

  void Receive(const EncodedMessages& messages) {
    cbor::Writer writer;
    writer.WriteArrayHead(2 * messages.count);
    writer.WriteEncoded(messages.items.span());
    for (const Bytes& piece : messages.more) {
      writer.WriteEncoded(piece.span());
    }
    static_cast<void>(Dispatch(writer.Take(), *this));
  }

  // DocumentListener
  bool IsListening() const override { return true; }
  void OnChanges(const std::vector<EncodedMessages>& frames) override {
    for (const EncodedMessages& frame : frames) Receive(frame);
  }

 private:
  Mirror& mirror_;
};

}  // namespace noodles

#endif  // TESTS_RELAY_FEED_MIRROR_H_
