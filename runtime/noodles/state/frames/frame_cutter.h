// Collects encoded messages and cuts them into frames of a bounded size.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_STATE_FRAMES_FRAME_CUTTER_H_
#define NOODLES_STATE_FRAMES_FRAME_CUTTER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "noodles/state/encoded_messages.h"
#include "noodles/state/frames/message_buffer.h"

namespace noodles::state_internal {

class FrameCutter {
 public:
  // The most that the head of a frame's array takes.
  static constexpr size_t kHeadBytes = 9;

  // A frame has at most `max_frame_bytes`, the head of its array included,
  // unless a single message is longer. A frame has pieces of about
  // `piece_bytes`, without it one piece, and large bytes are pieces of their
  // own.
  explicit FrameCutter(size_t max_frame_bytes,
                       size_t piece_bytes = std::numeric_limits<size_t>::max())
      : max_bytes_(std::max(max_frame_bytes, kHeadBytes + 1) - kHeadBytes),
        piece_bytes_(piece_bytes) {}
  FrameCutter(const FrameCutter&) = delete;
  FrameCutter& operator=(const FrameCutter&) = delete;

  // Adds the messages that `write` writes into the given buffer: the numbers
  // and contents of `count` messages that stay together. `structure`: their
  // changes of the structure. `is_published`: they hold a URL of a
  // PublishedContent.
  template <class WriteMessages>
  void Add(WriteMessages write, uint64_t count = 1,
           std::span<const StructureChange> structure = {},
           bool is_published = false) {
    if (buffer_.writer().size() >= piece_bytes_) buffer_.Seal();
    const MessageBuffer::Mark begin = buffer_.End();
    write(buffer_);
    const size_t added = buffer_.SizeBetween(begin, buffer_.End());
    if (size_ + added > max_bytes_ && count_ != 0) {
      Push(buffer_.TakeUpTo(begin, count_, audience_));
    }
    structure_.insert(structure_.end(), structure.begin(), structure.end());
    is_published_ = is_published_ || is_published;
    count_ += count;
    size_ += added;
    total_size_ += added;
  }

  // The next message begins a new frame.
  void Cut() {
    if (count_ == 0) return;
    Push(buffer_.Take(count_, audience_));
  }

  // The next messages are for these clients.
  void SetAudience(const std::shared_ptr<const Audience>& audience) {
    if (audience == audience_) return;
    Cut();
    audience_ = audience;
  }

  // The bytes of all messages that were added, also in frames that have been
  // taken.
  size_t total_size() const { return total_size_; }

  // The frames that are full; the last one is still being filled.
  std::vector<EncodedMessages> TakeFull() { return std::exchange(frames_, {}); }

  // All frames. Empties the cutter.
  std::vector<EncodedMessages> Take() {
    Cut();
    return TakeFull();
  }

 private:
  void Push(EncodedMessages frame) {
    frame.structure = std::exchange(structure_, {});
    frame.has_published_urls = std::exchange(is_published_, false);
    frames_.push_back(std::move(frame));
    count_ = 0;
    size_ = 0;
  }

  const size_t max_bytes_;
  const size_t piece_bytes_;
  MessageBuffer buffer_;
  uint64_t count_ = 0;
  size_t size_ = 0;
  size_t total_size_ = 0;
  std::vector<StructureChange> structure_;
  bool is_published_ = false;
  std::shared_ptr<const Audience> audience_;
  std::vector<EncodedMessages> frames_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_FRAMES_FRAME_CUTTER_H_
