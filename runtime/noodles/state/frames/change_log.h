// The changes of a transaction so far, in the order in which clients must get
// them.
//
// Updates of one component are merged, until it is deleted, but for an update
// that names other components: it stays behind the changes that it may depend
// on.
//
// Thread-safety: none of its own; the Document guards it.
#ifndef NOODLES_STATE_FRAMES_CHANGE_LOG_H_
#define NOODLES_STATE_FRAMES_CHANGE_LOG_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/protocol/codecs.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"
#include "noodles/state/encoded_messages.h"
#include "noodles/state/frames/message_buffer.h"

namespace noodles::state_internal {

class FrameCutter;

class ChangeLog {
 public:
  ChangeLog() = default;
  ChangeLog(const ChangeLog&) = delete;
  ChangeLog& operator=(const ChangeLog&) = delete;

  // `structure`: the message's change of the structure, if any. Returns the
  // bytes of the encoded message.
  template <class Message>
  size_t AddMessage(const Message& message,
                    const std::optional<StructureChange>& structure = {}) {
    return Add(
        [&](cbor::Writer& writer) {
          writer.WriteUint(MessageTraits<Message>::kNumber);
          Write(writer, message);
        },
        structure);
  }

  // `write` writes the create message of the component `id`.
  template <class WriteMessage>
  void AddCreate(ComponentRef id, EntityID parent, WriteMessage write,
                 bool is_published = false) {
    Add(write, StructureChange{StructureChange::What::kCreated, id, parent});
    entries_.back().is_published = is_published;
  }

  // A message whose content is encoded already.
  void AddContent(uint64_t number, std::span<const uint8_t> content,
                  const std::optional<StructureChange>& structure = {}) {
    Add(
        [&](cbor::Writer& writer) {
          writer.WriteUint(number);
          writer.WriteEncoded(content);
        },
        structure);
  }

  void AddEncoded(const EncodedMessages& messages) {
    Add([&](cbor::Writer& writer) {
      writer.WriteEncoded(messages.items.span());
      for (const Bytes& piece : messages.more) writer.Share(piece);
    });
    entries_.back().count = messages.count;
    entries_.back().audience = messages.audience;
    entries_.back().structure = messages.structure;
    entries_.back().is_published = messages.has_published_urls;
    entries_.back().is_announced = true;
  }

  // `id` and the update's message tell which component it is.
  template <class Message>
  void AddUpdate(Message message,
                 const std::optional<StructureChange>& structure = {}) {
    const ComponentRef ref = message.id;
    const auto found = last_update_.find(ref);
    if (found != last_update_.end() && !TouchesReferences(message.content)) {
      auto& earlier = std::get<Message>(entries_[found->second].update);
      Merge(earlier.content, message.content);
      return;
    }
    last_update_[ref] = entries_.size();
    entries_.push_back({});
    entries_.back().update = std::move(message);
    if (structure) entries_.back().structure.push_back(*structure);
  }

  bool empty() const { return entries_.empty(); }

  // A mark for TruncateTo. Later updates are not merged into changes before the
  // mark.
  size_t Mark();
  void TruncateTo(size_t mark);

  // All changes, encoded, as frames of at most `max_frame_bytes`. Empties the
  // log.
  std::vector<EncodedMessages> Take(size_t max_frame_bytes);

  // Writes the create message of a component as Create got it; false: the
  // component has gone.
  using WriteOriginal =
      std::function<bool(ComponentRef ref, cbor::Writer& writer)>;
  // The same as Take, but without the messages of AddEncoded, and with the
  // originals of published components. Leaves the log as it is.
  std::vector<EncodedMessages> CutOriginals(
      size_t max_frame_bytes, const WriteOriginal& write_original) const;

 private:
  template <class... Messages>
  using OneOf = std::variant<std::monostate, Messages...>;
  using Update = AllUpdateMessages<OneOf>;

  struct Entry {
    // The place of encoded messages in buffer_. Updates are encoded by Take.
    MessageBuffer::Mark begin;
    MessageBuffer::Mark end;
    uint64_t count = 1;
    bool is_published = false;
    bool is_announced = false;  // by AddEncoded
    Update update;
    std::shared_ptr<const Audience> audience;
    std::vector<StructureChange> structure;
  };

  // Returns the bytes that `write` wrote.
  template <class WriteMessages>
  size_t Add(WriteMessages write,
             const std::optional<StructureChange>& structure = {}) {
    Entry entry;
    entry.begin = buffer_.End();
    write(buffer_.writer());
    entry.end = buffer_.End();
    if (structure) {
      entry.structure.push_back(*structure);
      // A component that gets this identifier later is another one.
      last_update_.erase(structure->ref);
    }
    const size_t bytes = buffer_.SizeBetween(entry.begin, entry.end);
    entries_.push_back(std::move(entry));
    return bytes;
  }

  static void AddUpdateTo(FrameCutter& frames, const Entry& entry);
  std::vector<EncodedMessages> Cut(size_t max_frame_bytes) const;

  MessageBuffer buffer_;
  std::vector<Entry> entries_;
  std::map<ComponentRef, size_t> last_update_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_FRAMES_CHANGE_LOG_H_
