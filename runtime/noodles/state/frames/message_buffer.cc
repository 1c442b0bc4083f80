#include "noodles/state/frames/message_buffer.h"

#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace noodles::state_internal {
namespace {

using SharedPieces = std::span<const cbor::Writer::SharedPiece>;

// Adds the first `end` bytes of `all`, with `shared` between them.
void AddPieces(std::vector<Bytes>& pieces, const Bytes& all, size_t end,
               SharedPieces shared) {
  size_t begin = 0;
  const auto add_up_to = [&](size_t next) {
    if (next > begin) pieces.push_back(all.Slice(begin, next - begin));
    begin = next;
  };
  for (const cbor::Writer::SharedPiece& piece : shared) {
    add_up_to(piece.position);
    pieces.push_back(piece.bytes);
  }
  add_up_to(end);
}

}  // namespace

size_t MessageBuffer::SizeBetween(Mark begin, Mark end) const {
  size_t size = end.position - begin.position;
  for (size_t i = begin.shared_count; i < end.shared_count; ++i) {
    size += writer_.shared()[i].bytes.size();
  }
  return size;
}

void MessageBuffer::Seal() {
  const size_t size = writer_.size();
  const std::vector<cbor::Writer::SharedPiece> shared = writer_.TakeShared();
  AddPieces(sealed_, writer_.Take(), size, shared);
  writer_.Reserve(size + size / 8);
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

// The messages are one piece, as those of most changes: without lists.
EncodedMessages MessageBuffer::TakePiece(
    size_t end, uint64_t count, std::shared_ptr<const Audience> audience) {
  EncodedMessages messages;
  messages.items = writer_.Take();
  messages.count = count;
  messages.audience = std::move(audience);
  if (end == messages.items.size()) return messages;
  writer_.WriteEncoded(messages.items.span().subspan(end));
  messages.items = messages.items.Slice(0, end);
  return messages;
}

EncodedMessages MessageBuffer::TakeUpTo(
    Mark end, uint64_t count, std::shared_ptr<const Audience> audience) {
  if (sealed_.empty() && writer_.shared().empty()) {
    return TakePiece(end.position, count, std::move(audience));
  }
  const std::vector<cbor::Writer::SharedPiece> shared = writer_.TakeShared();
  const Bytes all = writer_.Take();
  std::vector<Bytes> pieces = std::exchange(sealed_, {});
  if (!pieces.empty()) writer_.Reserve(pieces.front().size());
  AddPieces(pieces, all, end.position,
            SharedPieces(shared).first(end.shared_count));
  EncodedMessages messages;
  if (!pieces.empty()) {
    messages.items = std::move(pieces.front());
    messages.more.assign(std::make_move_iterator(pieces.begin() + 1),
                         std::make_move_iterator(pieces.end()));
  }
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

}  // namespace noodles::state_internal
