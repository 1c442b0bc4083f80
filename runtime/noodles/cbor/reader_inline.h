// The inline functions of Reader for the heads that nearly all items of a
// NOODLES stream have. Included by reader.h only. All other items and all
// errors go to the function with the suffix Slow, which decodes the item from
// its beginning.
#ifndef NOODLES_CBOR_READER_INLINE_H_
#define NOODLES_CBOR_READER_INLINE_H_

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "noodles/cbor/byte_order.h"
#include "noodles/cbor/initial_byte.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/utf8.h"

namespace noodles::cbor {

namespace internal {

// Halfway between the largest float and the next power of two. A smaller
// magnitude rounds to a float.
inline constexpr double kFloatBound = 0x1.ffffffp+127;

inline bool FitsFloat(double number) {
  return std::fabs(number) < kFloatBound || !std::isfinite(number);
}

// True if N float32 items begin at `at`, where 5 * N bytes can be read. A word
// of 8 bytes holds the heads of two items.
template <size_t N>
inline bool AreSingles(const uint8_t* at) {
  constexpr uint64_t kHeads = SwapToBigEndian(0xfa00'0000'00fa'0000);
  constexpr uint64_t kMask = SwapToBigEndian(0xff00'0000'00ff'0000);
  uint64_t mismatch = 0;
  for (size_t i = 0; i + 1 < N; i += 2) {
    uint64_t word = 0;
    std::memcpy(&word, at + 5 * i, sizeof(word));
    mismatch |= word ^ kHeads;
  }
  const bool is_last_single = N % 2 == 0 || at[5 * (N - 1)] == 0xfa;
  return (mismatch & kMask) == 0 && is_last_single;
}

}  // namespace internal

// An item has at least one byte, so the input cannot hold more items than
// bytes.
inline Reader::Reader(std::span<const uint8_t> input,
                      const DecodeLimits& limits)
    : begin_(input.data()),
      position_(begin_),
      end_(begin_ + input.size()),
      size_(input.size()),
      items_left_(std::min(limits.max_items, input.size())),
      limits_(limits) {
  limits_.max_depth = std::min(limits_.max_depth, kDepthCeiling);
}

inline Reader::Reader(const Bytes& input, const DecodeLimits& limits)
    : Reader(input.span(), limits) {
  if (input.owner() != nullptr) owner_ = &input.owner();
}

inline Kind Reader::PeekKind() {
  if (position_ == end_) return Kind::kEnd;
  const Kind kind = internal::kKindOfInitialByte[*position_];
  return kind == Kind::kTag ? PeekTagKind() : kind;
}

inline bool Reader::ReadUint(uint64_t& out) {
  uint32_t argument = 0;
  const size_t head = internal::ShortHead<0>(position_, remaining(), argument);
  if (head == 0) [[unlikely]] {
    return ReadUintSlow(out, std::numeric_limits<uint64_t>::max());
  }
  out = argument;
  position_ += head;
  return true;
}

inline bool Reader::ReadUint32(uint32_t& out) {
  const size_t head = internal::ShortHead<0>(position_, remaining(), out);
  if (head == 0) [[unlikely]] {
    uint64_t wide = 0;
    if (!ReadUintSlow(wide, std::numeric_limits<uint32_t>::max())) return false;
    out = static_cast<uint32_t>(wide);
    return true;
  }
  position_ += head;
  return true;
}

inline bool Reader::ReadInt(int64_t& out) {
  uint32_t argument = 0;
  size_t head = internal::ShortHead<0>(position_, remaining(), argument);
  if (head != 0) [[likely]] {
    out = argument;
  } else {
    head = internal::ShortHead<1>(position_, remaining(), argument);
    if (head == 0) return ReadIntSlow(out);
    out = -1 - static_cast<int64_t>(argument);
  }
  position_ += head;
  return true;
}

inline bool Reader::ReadInteger(Integer& out) {
  uint32_t argument = 0;
  size_t head = internal::ShortHead<0>(position_, remaining(), argument);
  out.negative = false;
  if (head == 0) {
    head = internal::ShortHead<1>(position_, remaining(), argument);
    if (head == 0) return ReadIntegerSlow(out);
    out.negative = true;
  }
  out.argument = argument;
  position_ += head;
  return true;
}

inline bool Reader::ReadFloat(float& out) {
  const uint8_t* at = position_;
  if (remaining() >= 5 && *at == 0xfa) [[likely]] {
    out = std::bit_cast<float>(LoadBigEndian<uint32_t>(at + 1));
    position_ += 5;
    return true;
  }
  if (remaining() >= 9 && *at == 0xfb) {
    const double wide = std::bit_cast<double>(LoadBigEndian<uint64_t>(at + 1));
    if (internal::FitsFloat(wide)) [[likely]] {
      out = static_cast<float>(wide);
      position_ += 9;
      return true;
    }
  }
  return ReadFloatSlow(out);
}

inline bool Reader::ReadDouble(double& out) {
  const uint8_t* at = position_;
  if (remaining() >= 9 && *at == 0xfb) {
    out = std::bit_cast<double>(LoadBigEndian<uint64_t>(at + 1));
    position_ += 9;
    return true;
  }
  if (remaining() >= 5 && *at == 0xfa) {
    out = std::bit_cast<float>(LoadBigEndian<uint32_t>(at + 1));
    position_ += 5;
    return true;
  }
  return ReadDoubleSlow(out);
}

inline bool Reader::ReadBool(bool& out) {
  if (position_ != end_ && (*position_ | 1) == 0xf5) [[likely]] {
    out = *position_ == 0xf5;
    ++position_;
    return true;
  }
  return ReadBoolSlow(out);
}

inline bool Reader::ReadTextView(std::string_view& out) {
  uint32_t size = 0;
  const size_t head = internal::ShortHead<3>(position_, remaining(), size);
  if (head != 0 && size <= remaining() - head && size <= limits_.max_text_bytes)
      [[likely]] {
    const std::string_view text(reinterpret_cast<const char*>(position_ + head),
                                size);
    if (IsAscii(text)) [[likely]] {
      out = text;
      position_ += head + size;
      return true;
    }
  }
  return ReadTextViewSlow(out);
}

inline bool Reader::ReadText(std::string& out) {
  std::string_view view;
  if (!ReadTextView(view)) return false;
  out.assign(view);
  return true;
}

inline bool Reader::ReadIdPair(uint32_t& slot, uint32_t& generation) {
  if (remaining() >= 3 && *position_ == 0x82) [[likely]] {
    const uint8_t* at = position_ + 1;
    const uint8_t* end = end_;
    uint32_t first = 0;
    uint32_t second = 0;
    size_t head =
        internal::ShortHead<0>(at, static_cast<size_t>(end - at), first);
    if (head != 0) [[likely]] {
      at += head;
      head = internal::ShortHead<0>(at, static_cast<size_t>(end - at), second);
      if (head != 0 && items_left_ >= 2 && depth_ < limits_.max_depth)
          [[likely]] {
        slot = first;
        generation = second;
        items_left_ -= 2;
        position_ = at + head;
        return true;
      }
    }
  }
  return ReadIdPairSlow(slot, generation);
}

template <size_t N>
requires(N < 24) bool Reader::ReadFloats(std::array<float, N>& out) {
  const uint8_t* at = position_;
  if (remaining() >= 1 + 5 * N && at[0] == (0x80 | N) && items_left_ >= N &&
      depth_ < limits_.max_depth && internal::AreSingles<N>(at + 1))
      [[likely]] {
    for (size_t i = 0; i < N; ++i) {
      out[i] = std::bit_cast<float>(LoadBigEndian<uint32_t>(at + 2 + 5 * i));
    }
    items_left_ -= N;
    position_ += 1 + 5 * N;
    return true;
  }
  return ReadFloats(std::span<float>(out));
}

inline bool Reader::TryReadNull() {
  if (position_ == end_) [[unlikely]]
    return false;
  const uint8_t first = *position_;
  if ((first | 1) == 0xf7) {  // null or undefined
    ++position_;
    return true;
  }
  return first >> 5 == 6 && TryReadNullSlow();  // after a tag
}

inline bool Reader::TryReadText(const EncodedText& text) {
  if (!text.Matches(position_, remaining())) return false;
  position_ += text.size();
  return true;
}

inline bool Reader::EnterDefinite(Sequence& sequence, uint64_t count,
                                  size_t head_bytes, uint8_t item_weight) {
  const size_t after = remaining() - head_bytes;
  if (count <= after / item_weight && count * item_weight <= items_left_ &&
      depth_ < limits_.max_depth) [[likely]] {
    sequence.remaining = count;
    sequence.offset = offset();
    sequence.depth = ++depth_;
    sequence.item_weight = item_weight;
    sequence.indefinite = false;
    items_left_ -= count * item_weight;
    position_ += head_bytes;
    return true;
  }
  return false;
}

inline bool Reader::EnterArray(Sequence& sequence) {
  uint32_t count = 0;
  const size_t head = internal::ShortHead<4>(position_, remaining(), count);
  if (head != 0 && EnterDefinite(sequence, count, head, 1)) [[likely]] {
    return true;
  }
  return EnterSlow(sequence, Kind::kArray);
}

inline bool Reader::EnterMap(Sequence& sequence) {
  uint32_t count = 0;
  const size_t head = internal::ShortHead<5>(position_, remaining(), count);
  if (head != 0 && EnterDefinite(sequence, count, head, 2)) [[likely]] {
    return true;
  }
  return EnterSlow(sequence, Kind::kMap);
}

inline bool Reader::TryEnterShortMap(uint64_t& pairs) {
  if (position_ == end_) [[unlikely]]
    return false;
  const unsigned count = *position_ - 0xa0u;
  const size_t items = size_t{2} * count;
  if (count >= 24 || items >= remaining() || items > items_left_ ||
      depth_ >= limits_.max_depth) [[unlikely]] {
    return false;
  }
  pairs = count;
  ++depth_;
  items_left_ -= items;
  ++position_;
  return true;
}

inline bool Reader::More(Sequence& sequence) {
  if (sequence.remaining != 0 && ok()) [[likely]] {
    --sequence.remaining;
    return true;
  }
  return sequence.indefinite && MoreSlow(sequence);
}

inline bool Reader::Leave(Sequence& sequence) {
  depth_ = sequence.depth - 1;
  return ok();
}

inline size_t Reader::ReserveHint(const Sequence& sequence,
                                  size_t minimum_item_bytes) const {
  const size_t bytes = std::max<size_t>(minimum_item_bytes, 1);
  return static_cast<size_t>(
      std::min<uint64_t>(sequence.remaining, remaining() / bytes));
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_READER_INLINE_H_
