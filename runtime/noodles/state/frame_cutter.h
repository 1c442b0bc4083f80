// Collects encoded messages and cuts them into frames of a bounded size.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_STATE_FRAME_CUTTER_H_
#define NOODLES_STATE_FRAME_CUTTER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "noodles/cbor/writer.h"
#include "noodles/state/encoded_messages.h"

namespace noodles {

class FrameCutter {
 public:
  // A frame has at most `max_frame_bytes`, the head of its array included,
  // unless it is a single message that is longer.
  explicit FrameCutter(size_t max_frame_bytes)
      : max_bytes_(std::max(max_frame_bytes, kHeadBytes + 1) - kHeadBytes) {}
  FrameCutter(const FrameCutter&) = delete;
  FrameCutter& operator=(const FrameCutter&) = delete;

  // Adds what `write` writes: the number and the content of `count` messages
  // that stay together.
  template <class WriteMessages>
  void Add(WriteMessages write, uint64_t count = 1) {
    const size_t begin = writer_.size();
    write(writer_);
    if (writer_.size() > max_bytes_ && count_ != 0) {
      const Bytes all = writer_.Take();
      frames_.push_back({all.Slice(0, begin), count_, audience_});
      writer_.WriteEncoded(all.span().subspan(begin));
      count_ = 0;
    }
    count_ += count;
  }

  // What comes next starts a frame of its own.
  void Cut() {
    if (count_ == 0) return;
    frames_.push_back({writer_.Take(), count_, audience_});
    count_ = 0;
  }

  // What comes next is for these clients.
  void SetAudience(const std::shared_ptr<const Audience>& audience) {
    if (audience == audience_) return;
    Cut();
    audience_ = audience;
  }

  // All frames; the cutter is empty then.
  std::vector<EncodedMessages> Take() {
    Cut();
    return std::exchange(frames_, {});
  }

 private:
  // The most that the head of a frame's array takes.
  static constexpr size_t kHeadBytes = 9;

  const size_t max_bytes_;
  cbor::Writer writer_;
  uint64_t count_ = 0;
  std::shared_ptr<const Audience> audience_;
  std::vector<EncodedMessages> frames_;
};

}  // namespace noodles

#endif  // NOODLES_STATE_FRAME_CUTTER_H_
