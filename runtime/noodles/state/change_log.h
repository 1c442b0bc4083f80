// What a transaction has changed so far, in the order in which clients must
// hear of it.
//
// Updates of one component become one, where that changes nothing else: an
// update that names other components stays behind what it may depend on.
//
// Thread-safety: none of its own; the Document guards it.
#ifndef NOODLES_STATE_CHANGE_LOG_H_
#define NOODLES_STATE_CHANGE_LOG_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/cbor/writer.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"
#include "noodles/state/encoded_messages.h"

namespace noodles {

class ChangeLog {
 public:
  ChangeLog() = default;
  ChangeLog(const ChangeLog&) = delete;
  ChangeLog& operator=(const ChangeLog&) = delete;

  template <class Component>
  void AddCreate(typename ComponentTraits<Component>::Identifier id,
                 const Component& component) {
    const size_t begin = writer_.size();
    using Message = typename ComponentTraits<Component>::CreateMessage;
    writer_.WriteUint(MessageTraits<Message>::kNumber);
    WriteCreate(writer_, id, component);
    entries_.push_back({begin, writer_.size(), 1, {}, nullptr});
  }

  template <class Message>
  void AddMessage(const Message& message) {
    const size_t begin = writer_.size();
    writer_.WriteUint(MessageTraits<Message>::kNumber);
    Write(writer_, message);
    entries_.push_back({begin, writer_.size(), 1, {}, nullptr});
  }

  void AddEncoded(const EncodedMessages& messages) {
    const size_t begin = writer_.size();
    writer_.WriteEncoded(messages.items.span());
    entries_.push_back(
        {begin, writer_.size(), messages.count, {}, messages.audience});
  }

  // `id` and the update's message tell which component it is.
  template <class Message>
  void AddUpdate(Message message) {
    const ComponentRef ref = message.id;
    const auto found = last_update_.find(ref);
    if (found != last_update_.end() && !TouchesReferences(message.content)) {
      auto& earlier = std::get<Message>(entries_[found->second].update);
      Merge(earlier.content, message.content);
      return;
    }
    last_update_[ref] = entries_.size();
    entries_.push_back({0, 0, 1, std::move(message), nullptr});
  }

  bool empty() const { return entries_.empty(); }

  // A mark to go back to. What stands before it is not merged with any more.
  size_t Mark();
  void TruncateTo(size_t mark);

  // All of it, encoded, as frames of at most `max_frame_bytes`; the log is
  // empty then.
  std::vector<EncodedMessages> Take(size_t max_frame_bytes);

 private:
  template <class... Messages>
  using OneOf = std::variant<std::monostate, Messages...>;
  using Update = AllUpdateMessages<OneOf>;

  struct Entry {
    // Encoded messages lie here in writer_; updates are encoded in the end.
    size_t begin = 0;
    size_t end = 0;
    uint64_t count = 1;
    Update update;
    std::shared_ptr<const Audience> audience;
  };

  cbor::Writer writer_;
  std::vector<Entry> entries_;
  std::map<ComponentRef, size_t> last_update_;
};

}  // namespace noodles

#endif  // NOODLES_STATE_CHANGE_LOG_H_
