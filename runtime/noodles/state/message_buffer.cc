#include "noodles/state/message_buffer.h"

#include <span>
#include <utility>
#include <vector>

namespace noodles {
namespace {

using SharedPieces = std::span<const cbor::Writer::SharedPiece>;

// The first `end` bytes of `all`, with `shared` between them, as pieces.
EncodedMessages Split(const Bytes& all, size_t end, SharedPieces shared) {
  EncodedMessages messages;
  if (shared.empty()) {
    messages.items = all.Slice(0, end);
    return messages;
  }
  size_t begin = shared.front().position;
  messages.items = all.Slice(0, begin);
  for (size_t i = 0; i < shared.size(); ++i) {
    messages.more.push_back(shared[i].bytes);
    const size_t next = i + 1 < shared.size() ? shared[i + 1].position : end;
    if (next > begin) messages.more.push_back(all.Slice(begin, next - begin));
    begin = next;
  }
  return messages;
}

}  // namespace

size_t MessageBuffer::SizeBetween(Mark begin, Mark end) const {
  size_t size = end.position - begin.position;
  for (size_t i = begin.shared_count; i < end.shared_count; ++i) {
    size += writer_.shared()[i].bytes.size();
  }
  return size;
}

void MessageBuffer::Append(const MessageBuffer& from, Mark begin, Mark end) {
  size_t position = begin.position;
  for (size_t i = begin.shared_count; i < end.shared_count; ++i) {
    const cbor::Writer::SharedPiece& piece = from.writer_.shared()[i];
    writer_.WriteEncoded(
        from.writer_.view().subspan(position, piece.position - position));
    writer_.Share(piece.bytes);
    position = piece.position;
  }
  writer_.WriteEncoded(
      from.writer_.view().subspan(position, end.position - position));
}

EncodedMessages MessageBuffer::TakeUpTo(
    Mark end, uint64_t count, std::shared_ptr<const Audience> audience) {
  const std::vector<cbor::Writer::SharedPiece> shared = writer_.TakeShared();
  const Bytes all = writer_.Take();
  EncodedMessages messages =
      Split(all, end.position, SharedPieces(shared).first(end.shared_count));
  messages.count = count;
  messages.audience = std::move(audience);
  size_t position = end.position;
  for (const auto& piece : SharedPieces(shared).subspan(end.shared_count)) {
    writer_.WriteEncoded(
        all.span().subspan(position, piece.position - position));
    writer_.Share(piece.bytes);
    position = piece.position;
  }
  writer_.WriteEncoded(all.span().subspan(position));
  return messages;
}

EncodedMessages MessageBuffer::Take(uint64_t count,
                                    std::shared_ptr<const Audience> audience) {
  return TakeUpTo(End(), count, std::move(audience));
}

}  // namespace noodles
