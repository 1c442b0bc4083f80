// Encoded messages that are still being collected. Large bytes among them are
// shared, not copied, so a buffer of 64 MiB passes through without a touch.
//
// Thread-safety: one thread at a time. Ownership: it owns its memory until Take
// gives it away.
#ifndef NOODLES_STATE_FRAMES_MESSAGE_BUFFER_H_
#define NOODLES_STATE_FRAMES_MESSAGE_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/cbor/writer.h"
#include "noodles/state/encoded_messages.h"

namespace noodles::state_internal {

class MessageBuffer {
 public:
  // Bytes of at least this size are shared. A piece of its own costs as much as
  // a copy of some thousand bytes.
  static constexpr size_t kShareFrom = 4096;

  MessageBuffer() { writer_.ShareBytes(kShareFrom); }
  MessageBuffer(const MessageBuffer&) = delete;
  MessageBuffer& operator=(const MessageBuffer&) = delete;

  // A place between messages.
  struct Mark {
    size_t position = 0;
    size_t shared_count = 0;
  };

  cbor::Writer& writer() { return writer_; }
  Mark End() const { return {writer_.size(), writer_.shared().size()}; }
  // The bytes between two marks, with those that are shared.
  size_t SizeBetween(Mark begin, Mark end) const;
  bool empty() const { return writer_.size() == 0 && sealed_.empty(); }

  // Puts away what has been written as pieces of their own, and has room for as
  // much again: memory of this size is cheaper than a growing one. Marks made
  // before mean nothing any more.
  void Seal();

  // Appends what lies between two marks of another buffer.
  void Append(const MessageBuffer& from, Mark begin, Mark end);

  // The messages up to `end`; what lies behind it stays, and its marks are
  // those of an empty buffer onwards.
  EncodedMessages TakeUpTo(Mark end, uint64_t count,
                           std::shared_ptr<const Audience> audience);
  EncodedMessages Take(uint64_t count,
                       std::shared_ptr<const Audience> audience);

  // Forgets the contents, keeps the memory.
  void Clear() {
    sealed_.clear();
    writer_.Clear();
  }

 private:
  std::vector<Bytes> sealed_;
  cbor::Writer writer_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_FRAMES_MESSAGE_BUFFER_H_
