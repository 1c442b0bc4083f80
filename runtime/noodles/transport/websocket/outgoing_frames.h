// The frames that are about to be written, in their order, as a list of memory
// pieces for one gathering write. A server copies nothing but small frames: the
// system takes longer over two pieces than over a few hundred bytes.
//
// Control frames go before messages that have not begun, never inside one.
//
// Thread-safety: one thread at a time. Ownership: holds the messages until
// their last byte has been consumed.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_OUTGOING_FRAMES_H_
#define NOODLES_TRANSPORT_WEBSOCKET_OUTGOING_FRAMES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "noodles/base/support/short_bytes.h"
#include "noodles/transport/websocket/frame_writer.h"
#include "noodles/transport/websocket/outgoing_message.h"

namespace noodles::transport_internal {

// A message in the queue of one connection: shared with other connections, or
// else a single piece. A short piece lies inside, without an allocation.
struct QueuedMessage {
  std::shared_ptr<const OutgoingMessage> shared;
  base_internal::ShortBytes single;
  FrameHeader header{};  // from OutgoingFrames::AddMessage on

  // Calls take(span) for each piece of the payload, in order.
  template <class Take>
  void ForEachSegment(Take&& take) const {
    if (shared == nullptr) return take(single.span());
    for (const Bytes& segment : shared->segments) take(segment.span());
  }
  // The bytes of the payload.
  size_t size() const { return shared ? shared->size : single.size(); }
  size_t frame_size() const { return header.size + size(); }
  bool is_text() const { return shared && shared->is_text; }
  bool is_deflated() const { return shared && shared->is_deflated; }
  // The bytes that the message counts against max_queue_bytes.
  size_t cost() const { return size() + kQueuedMessageCost; }
};

// Empties a list of messages, and gives memory beyond kKeptMessages back.
inline constexpr size_t kKeptMessages = 32;
inline void ClearMessages(std::vector<QueuedMessage>& messages) {
  messages.clear();
  if (messages.capacity() > kKeptMessages) messages.shrink_to_fit();
}

class OutgoingFrames {
 public:
  using Piece = std::span<const uint8_t>;

  // Messages and bytes that are taken from a connection's queue at once: the
  // rest stays where it can still be inspected and dropped.
  static constexpr size_t kMaxMessages = 512;
  static constexpr size_t kMaxBytes = size_t{256} << 10;

  // Frames up to this size are joined with their neighbours in kJoinBytes of
  // memory.
  static constexpr size_t kSmallFrameBytes = 512;
  static constexpr size_t kJoinBytes = size_t{32} << 10;

  // Memory for joined frames that a connection without frames keeps.
  static constexpr size_t kKeptJoinBytes = 512;

  // Control frames that wait: beyond this, only the newest pong is kept, as
  // RFC 6455, section 5.5.3 allows. Stops a peer that pings without reading.
  static constexpr size_t kMaxControlBytes = 4096;

  // A client's frames are masked, which copies their payload.
  explicit OutgoingFrames(Role role = Role::kServer) : role_(role) {}

  bool empty() const {
    return messages_.empty() && control_.empty() && close_.empty();
  }

  // False: take no more messages, beside those taken with these bytes, until
  // some have been consumed.
  bool has_room(size_t taken_messages = 0, size_t taken_bytes = 0) const {
    return messages_.size() - first_ + taken_messages < kMaxMessages &&
           bytes_ + taken_bytes < kMaxBytes;
  }

  // A message with a header of its own, behind all others.
  void AddMessage(QueuedMessage message);

  // Bytes without a header ahead of everything that has not begun, and ahead of
  // the control frames added later: the answer to the opening handshake.
  void AddHead(std::string_view bytes);

  // Not after AddClose().
  void AddPing();
  void AddPong(std::span<const uint8_t> payload);

  // The close frame, behind all messages; the last thing that is added.
  void AddClose(CloseCode code, std::string_view reason);
  bool close_added() const { return close_added_; }

  // Fills `pieces` from the start with what is to be written next; returns how
  // many it used. They are valid until any other function is called.
  size_t Gather(std::span<Piece> pieces);

  // The first `count` bytes of what Gather() showed have been written. Nothing
  // may be added in between. Returns the cost of the messages that are done.
  size_t Consume(size_t count);

  // Drops the messages of which nothing has been written. Returns their cost.
  size_t DropUnstarted();

  // Drops everything.
  void Clear();

 private:
  std::optional<MaskKey> NewMask() const;
  // The bytes of the frames that Join may take, at most kJoinBytes.
  size_t JoinableBytes() const;
  bool Join(const QueuedMessage& message, size_t& skip);
  size_t ConsumeControl(size_t count);
  size_t ConsumeMessage(size_t count, size_t& cost);
  void ForgetDone();

  Role role_;
  std::vector<QueuedMessage> messages_;  // those before first_ are done
  size_t first_ = 0;
  size_t offset_ = 0;            // bytes of messages_[first_] that are done
  size_t bytes_ = 0;             // of all that are not done
  std::vector<uint8_t> joined_;  // small frames of the last Gather()

  std::vector<uint8_t> control_;
  size_t control_offset_ = 0;  // bytes of control_ that are done
  size_t last_pong_ = 0;       // where the newest pong begins
  bool has_pong_ = false;

  std::vector<uint8_t> close_;
  size_t close_offset_ = 0;  // bytes of close_ that are done
  bool close_added_ = false;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_OUTGOING_FRAMES_H_
