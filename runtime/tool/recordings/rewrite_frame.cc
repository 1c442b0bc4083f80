#include "tool/recordings/rewrite_frame.h"

#include <optional>

#include "tool/recordings/recording.h"

namespace noodles::tool {

Bytes RewriteFrame(
    const Bytes& frame,
    const std::function<Rewriting(uint64_t number, const Bytes& content,
                                  cbor::Writer& writer)>& rewrite) {
  cbor::Writer messages;
  uint64_t count = 0;
  bool is_changed = false;
  cbor::FrameReader reader(frame, LimitsOfRecording());
  while (reader.Next()) {
    const uint64_t number = reader.number();
    const std::optional<Bytes> content = reader.SkipContent();
    if (!content) break;
    const Rewriting rewriting = rewrite(number, *content, messages);
    is_changed = is_changed || rewriting != Rewriting::kKept;
    if (rewriting != Rewriting::kLeftOut) ++count;
    if (rewriting != Rewriting::kKept) continue;
    messages.WriteUint(number);
    messages.WriteEncoded(content->span());
  }
  if (!is_changed || reader.TakeError()) return frame;
  cbor::Writer rewritten;
  rewritten.WriteArrayHead(2 * count);
  rewritten.WriteEncoded(messages.Take().span());
  return rewritten.Take();
}

}  // namespace noodles::tool
