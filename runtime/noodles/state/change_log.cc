#include "noodles/state/change_log.h"

#include <type_traits>

#include "noodles/state/frame_cutter.h"

namespace noodles {

size_t ChangeLog::Mark() {
  last_update_.clear();
  return entries_.size();
}

void ChangeLog::TruncateTo(size_t mark) {
  entries_.resize(mark);
  last_update_.clear();
}

std::vector<EncodedMessages> ChangeLog::Take(size_t max_frame_bytes) {
  FrameCutter frames(max_frame_bytes);
  for (const Entry& entry : entries_) {
    frames.SetAudience(entry.audience);
    std::visit(
        [&]<class Message>(const Message& message) {
          if constexpr (std::is_same_v<Message, std::monostate>) {
            const auto encoded =
                writer_.view().subspan(entry.begin, entry.end - entry.begin);
            frames.Add(
                [&](cbor::Writer& writer) { writer.WriteEncoded(encoded); },
                entry.count);
          } else {
            frames.Add([&](cbor::Writer& writer) {
              writer.WriteUint(MessageTraits<Message>::kNumber);
              Write(writer, message);
            });
          }
        },
        entry.update);
  }
  entries_.clear();
  last_update_.clear();
  writer_.Clear();
  return frames.Take();
}

}  // namespace noodles
