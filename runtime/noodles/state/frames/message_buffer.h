// Encoded messages that are being collected. Large bytes in them are shared,
// not copied.
//
// Thread-safety: one thread at a time. Ownership: owns its memory until Take.
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
  // Bytes of at least this size are shared. A shared piece costs as much as a
  // copy of some thousand bytes.
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
  // The bytes between two marks, with shared bytes.
  size_t SizeBetween(Mark begin, Mark end) const;
  bool empty() const { return writer_.size() == 0 && sealed_.empty(); }

  // Closes the piece that is being written, and reserves as much memory for the
  // next piece, which is cheaper than memory that grows. Earlier marks become
  // invalid.
  void Seal();

  // Appends the messages between two marks of another buffer.
  void Append(const MessageBuffer& from, Mark begin, Mark end);

  // Takes the messages up to `end`. The messages behind `end` stay, and then
  // begin at the default Mark.
  EncodedMessages TakeUpTo(Mark end, uint64_t count,
                           std::shared_ptr<const Audience> audience);
  EncodedMessages Take(uint64_t count,
                       std::shared_ptr<const Audience> audience);

  // Removes the contents and keeps the memory.
  void Clear() {
    sealed_.clear();
    writer_.Clear();
  }

 private:
  EncodedMessages TakePiece(size_t end, uint64_t count,
                            std::shared_ptr<const Audience> audience);

  std::vector<Bytes> sealed_;
  cbor::Writer writer_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_FRAMES_MESSAGE_BUFFER_H_
