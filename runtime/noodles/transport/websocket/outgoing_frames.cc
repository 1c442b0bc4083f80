#include "noodles/transport/websocket/outgoing_frames.h"

#include <algorithm>
#include <utility>

namespace noodles::transport_internal {
namespace {

// RSV1: the message is compressed.

// Appends pieces to a caller's array until it is full.
class PieceList {
 public:
  explicit PieceList(std::span<OutgoingFrames::Piece> pieces)
      : pieces_(pieces) {}

  // Adds `bytes` without the first `skip`, which is reduced by what it met.
  void Add(OutgoingFrames::Piece bytes, size_t& skip) {
    const size_t skipped = std::min(skip, bytes.size());
    skip -= skipped;
    if (skipped == bytes.size() || full()) return;
    pieces_[used_++] = bytes.subspan(skipped);
  }

  // Adds `bytes`, to the last piece if they follow it in memory.
  void Extend(OutgoingFrames::Piece bytes) {
    size_t no_skip = 0;
    if (used_ > 0 && LastEnd() == bytes.data()) {
      OutgoingFrames::Piece& last = pieces_[used_ - 1];
      last = {last.data(), last.size() + bytes.size()};
    } else {
      Add(bytes, no_skip);
    }
  }

  bool full() const { return used_ == pieces_.size(); }
  size_t used() const { return used_; }

 private:
  const uint8_t* LastEnd() const {
    return pieces_[used_ - 1].data() + pieces_[used_ - 1].size();
  }

  std::span<OutgoingFrames::Piece> pieces_;
  size_t used_ = 0;
};

}  // namespace

std::optional<MaskKey> OutgoingFrames::NewMask() const {
  if (role_ == Role::kServer) return std::nullopt;
  return RandomMaskKey();
}

void OutgoingFrames::AddMessage(QueuedMessage message) {
  const Opcode opcode = message.is_text() ? Opcode::kText : Opcode::kBinary;
  const std::optional<MaskKey> mask = NewMask();
  message.header = MakeFrameHeader(opcode, message.size(), true, mask);
  if (message.is_deflated()) message.header.bytes.front() |= kDeflatedBit;
  if (mask) {
    std::vector<uint8_t> masked;
    masked.reserve(message.size());
    message.ForEachSegment([&masked](Piece segment) {
      masked.insert(masked.end(), segment.begin(), segment.end());
    });
    ApplyMask(masked, *mask, 0);
    message.shared = nullptr;
    message.single = Bytes::Adopt(std::move(masked));
  }
  bytes_ += message.frame_size();
  messages_.push_back(std::move(message));
}

void OutgoingFrames::AddHead(std::string_view bytes) {
  control_.insert(control_.end(), bytes.begin(), bytes.end());
}

void OutgoingFrames::AddPing() {
  AppendControlFrame(control_, Opcode::kPing, {}, NewMask());
}

void OutgoingFrames::AddPong(std::span<const uint8_t> payload) {
  const bool replace = has_pong_ && control_.size() > kMaxControlBytes &&
                       control_offset_ <= last_pong_;
  if (replace) control_.resize(last_pong_);
  last_pong_ = control_.size();
  has_pong_ = true;
  AppendControlFrame(control_, Opcode::kPong, payload, NewMask());
}

void OutgoingFrames::AddClose(CloseCode code, std::string_view reason) {
  AppendCloseFrame(close_, code, reason, NewMask());
  close_added_ = true;
}

// Copies a small frame behind those copied before; false if it is not small or
// there is no room left.
bool OutgoingFrames::Join(const QueuedMessage& message, size_t& skip) {
  const size_t size = message.frame_size();
  if (size > kSmallFrameBytes || joined_.size() + size > kJoinBytes) {
    return false;
  }
  const auto append = [&](Piece bytes) {
    const size_t skipped = std::min(skip, bytes.size());
    skip -= skipped;
    const Piece rest = bytes.subspan(skipped);
    joined_.insert(joined_.end(), rest.begin(), rest.end());
  };
  append(message.header.span());
  message.ForEachSegment(append);
  return true;
}

size_t OutgoingFrames::JoinableBytes() const {
  size_t sum = 0;
  for (size_t i = first_; i < messages_.size() && sum < kJoinBytes; ++i) {
    const size_t size = messages_[i].frame_size();
    if (size <= kSmallFrameBytes) sum += size;
  }
  return std::min(sum, kJoinBytes);
}

size_t OutgoingFrames::Gather(std::span<Piece> pieces) {
  PieceList list(pieces);
  // The pieces point into joined_, which must not move.
  joined_.clear();
  joined_.reserve(JoinableBytes());
  size_t no_skip = 0;
  size_t control_skip = control_offset_;
  if (offset_ == 0) list.Add(control_, control_skip);
  size_t skip = offset_;
  for (size_t i = first_; i < messages_.size() && !list.full(); ++i) {
    const QueuedMessage& message = messages_[i];
    const size_t start = joined_.size();
    if (Join(message, skip)) {
      list.Extend(Piece(joined_).subspan(start));
    } else {
      list.Add(message.header.span(), skip);
      message.ForEachSegment([&](Piece segment) { list.Add(segment, skip); });
    }
    if (i == first_ && offset_ > 0) list.Add(control_, control_skip);
  }
  if (!list.full()) list.Add(Piece(close_).subspan(close_offset_), no_skip);
  return list.used();
}

size_t OutgoingFrames::ConsumeControl(size_t count) {
  const size_t used = std::min(count, control_.size() - control_offset_);
  control_offset_ += used;
  if (control_offset_ == control_.size()) {
    control_.clear();
    control_offset_ = 0;
    has_pong_ = false;
  }
  return used;
}

// Returns how many of `count` bytes the oldest message took.
size_t OutgoingFrames::ConsumeMessage(size_t count, size_t& cost) {
  QueuedMessage& message = messages_[first_];
  const size_t size = message.frame_size();
  const size_t used = std::min(count, size - offset_);
  offset_ += used;
  bytes_ -= used;
  if (offset_ == size) {
    cost += message.cost();
    message = {};
    ++first_;
    offset_ = 0;
  }
  return used;
}

void OutgoingFrames::ForgetDone() {
  if (first_ == messages_.size()) {
    ClearMessages(messages_);
    first_ = 0;
    if (joined_.capacity() > kKeptJoinBytes) joined_ = {};
  } else if (first_ >= kMaxMessages) {
    messages_.erase(messages_.begin(),
                    messages_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
}

size_t OutgoingFrames::Consume(size_t count) {
  size_t cost = 0;
  if (offset_ > 0) count -= ConsumeMessage(count, cost);
  if (offset_ == 0) count -= ConsumeControl(count);
  while (count > 0 && first_ < messages_.size()) {
    count -= ConsumeMessage(count, cost);
  }
  ForgetDone();
  close_offset_ += count;
  if (close_offset_ == close_.size()) {
    close_.clear();
    close_offset_ = 0;
  }
  return cost;
}

size_t OutgoingFrames::DropUnstarted() {
  const size_t keep = offset_ > 0 ? 1 : 0;
  size_t cost = 0;
  while (messages_.size() > first_ + keep) {
    const QueuedMessage& last = messages_.back();
    bytes_ -= last.frame_size();
    cost += last.cost();
    messages_.pop_back();
  }
  ForgetDone();
  return cost;
}

void OutgoingFrames::Clear() { *this = OutgoingFrames(role_); }

}  // namespace noodles::transport_internal
