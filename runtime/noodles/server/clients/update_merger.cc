#include "noodles/server/clients/update_merger.h"

#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "noodles/codec.h"
#include "noodles/state/frames/change_log.h"

namespace noodles::server_internal {
namespace {

// The server encoded these messages itself, so they need no limits.
cbor::DecodeLimits NoLimits() {
  cbor::DecodeLimits limits;
  limits.max_messages = std::numeric_limits<size_t>::max();
  limits.max_items = std::numeric_limits<size_t>::max();
  return limits;
}

class UpdateMerger {
 public:
  explicit UpdateMerger(size_t max_frame_bytes)
      : max_frame_bytes_(max_frame_bytes) {}

  void Add(const FramePointer& frame) {
    const std::vector<Bytes>& segments = frame->segments;
    if (!frame->is_reply && segments.size() == 2) return AddMessages(*frame);
    // No message may move from one side of this frame to the other.
    Flush();
    merged_.push_back(frame);
  }

  std::deque<FramePointer> Take() {
    Flush();
    return std::move(merged_);
  }

 private:
  void Flush() {
    for (EncodedMessages& messages : log_.Take(max_frame_bytes_)) {
      merged_.push_back(MakeFrame(std::move(messages)));
    }
  }

  void AddMessages(const QueuedFrame& frame) {
    std::string joined(frame.segments[0].text());
    joined.append(frame.segments[1].text());
    const Bytes bytes = Bytes::Adopt(std::move(joined));
    cbor::FrameReader reader(bytes, NoLimits());
    auto structure = frame.structure.begin();
    while (reader.Next()) {
      if (AllUpdateMessages<AddUpdate>::Call(*this, reader, structure)) {
        continue;
      }
      const std::optional<Bytes> content = reader.SkipContent();
      if (!content) return;
      std::optional<StructureChange> change;
      if (IsOfStructure(reader.number())) change = *structure++;
      log_.AddContent(reader.number(), content->span(), change);
    }
  }

  using Structure = std::vector<StructureChange>::const_iterator;

  template <class... Messages>
  struct AddUpdate {
    static bool Call(UpdateMerger& merger, cbor::FrameReader& reader,
                     Structure& structure) {
      return (merger.TryAddUpdate<Messages>(reader, structure) || ...);
    }
  };

  template <class Message>
  bool TryAddUpdate(cbor::FrameReader& reader, Structure& structure) {
    if (reader.number() != MessageTraits<Message>::kNumber) return false;
    Message message;
    if (!Read(reader.content(), message)) return false;
    std::optional<StructureChange> change;
    if constexpr (std::is_same_v<Message, MsgEntityUpdate>) {
      if (message.content.parent) change = *structure++;
    }
    log_.AddUpdate(std::move(message), change);
    return true;
  }

  // Whether the message is a create or a delete.
  static bool IsOfStructure(uint64_t number) {
    return AllComponents<OfComponents>::HasNumber(number);
  }
  template <class... Components>
  struct OfComponents {
    static bool HasNumber(uint64_t number) {
      return (
          (number ==
               NumberOf<typename ComponentTraits<Components>::CreateMessage> ||
           number ==
               NumberOf<typename ComponentTraits<Components>::DeleteMessage>) ||
          ...);
    }
  };
  template <class Message>
  static constexpr uint64_t NumberOf = MessageTraits<Message>::kNumber;

  const size_t max_frame_bytes_;
  state_internal::ChangeLog log_;
  std::deque<FramePointer> merged_;
};

}  // namespace

std::deque<FramePointer> MergeUpdates(const std::deque<FramePointer>& frames,
                                      size_t max_frame_bytes) {
  UpdateMerger merger(max_frame_bytes);
  for (const FramePointer& frame : frames) merger.Add(frame);
  return merger.Take();
}

}  // namespace noodles::server_internal
