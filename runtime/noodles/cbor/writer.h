// Puts CBOR items (RFC 8949) one after another into a growing buffer.
//
// Heads are always the shortest, lengths definite, floats float32 or float64
// as called: the form that every peer reads. The caller announces as many
// elements as it writes; nothing checks that. Texts are written as valid
// UTF-8: what is invalid in them becomes U+FFFD, since one bad byte would make
// peers drop the frame.
//
// The buffer is uninitialised memory that doubles; one bounds check per call.
// Memory that runs out ends in std::bad_alloc.
//
// Large bytes need not be copied: after ShareBytes they stay where they are,
// and the writer only remembers where in its buffer they belong.
//
// Thread-safety: one thread at a time. Ownership: the writer owns its buffer
// until Take gives it away, and shares the bytes that it does not copy.
#ifndef NOODLES_CBOR_WRITER_H_
#define NOODLES_CBOR_WRITER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/cbor/kind.h"
#include "noodles/cbor/store.h"

namespace noodles::cbor {

class Writer {
 public:
  // Allocates when the first item is written.
  Writer() = default;
  // Allocates `capacity` bytes immediately.
  explicit Writer(size_t capacity) { Reserve(capacity); }
  ~Writer() {
    if (buffer_ != nullptr) Free();
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void WriteUint(uint64_t number) { WriteHead<0>(number); }
  void WriteInt(int64_t number) { WriteSmall(number); }
  void WriteInteger(Integer number) {
    number.negative ? WriteHead<1>(number.argument)
                    : WriteHead<0>(number.argument);
  }
  // Always five bytes, also for an integral number.
  void WriteFloat(float number) { WriteSmall(number); }
  // Always nine bytes, also for an integral number.
  void WriteDouble(double number) { WriteSmall(number); }
  void WriteBool(bool value) { WriteSmall(value); }
  void WriteNull() { WriteByte(0xf6); }
  void WriteUndefined() { WriteByte(0xf7); }
  // A simple value (RFC 8949, section 3.3): 0 to 19 or 32 to 255. 20 to 23 give
  // false, true, null and undefined; 24 to 31 are not allowed and give
  // undefined.
  void WriteSimple(uint8_t value);

  void WriteText(std::string_view text);
  void WriteBytes(const Bytes& bytes) {
    if (bytes.size() >= share_from_) [[unlikely]]
      return WriteShared(bytes);
    WriteByteString(bytes.span());
  }
  void WriteByteString(std::span<const uint8_t> bytes);

  // The caller writes `count` elements next, or `count` keys each with its
  // value.
  void WriteArrayHead(uint64_t count) { WriteHead<4>(count); }
  void WriteMapHead(uint64_t count) { WriteHead<5>(count); }
  // The caller writes the content next, as one item.
  void WriteTag(uint64_t number) { WriteHead<6>(number); }

  // Indefinite lengths, for transcoding a source that does not tell its counts.
  // Not for peers: not all of them read these.
  void WriteIndefiniteArrayHead() { WriteByte(0x9f); }
  void WriteIndefiniteMapHead() { WriteByte(0xbf); }
  void WriteBreak() { WriteByte(0xff); }

  // The array [slot, generation].
  void WriteIdPair(uint32_t slot, uint32_t generation) {
    Advance(StoreIdPair(Room(11), slot, generation));
  }

  // Writes an array of float32.
  void WriteFloats(std::span<const float> numbers);
  template <size_t N>
  requires(N < 24) void WriteFloats(const std::array<float, N>& numbers) {
    WriteSmall(numbers);
  }

  // Copies the N - 1 bytes of a string literal, which must be encoded CBOR.
  template <size_t N>
  void WriteLiteral(const char (&encoded)[N]) {
    Advance(StoreLiteral(Room(N - 1), encoded));
  }
  // Copies items that are already encoded.
  void WriteEncoded(std::span<const uint8_t> encoded);

  // For several items with one bounds check: Room reserves `most` bytes and
  // returns where to write (see store.h); Advance sets the end of what was
  // written.
  uint8_t* Room(size_t most) {
    Reserve(most);
    return position_;
  }
  void Advance(uint8_t* end) { position_ = end; }
  // Room for a caller that has written up to `end` without Advance.
  uint8_t* RoomAt(uint8_t* end, size_t most) {
    if (most > static_cast<size_t>(end_ - end)) [[unlikely]]
      return GrowAt(end, most);
    return end;
  }
  // Adds 1 to a byte that is written already; `position` is below size().
  void Increment(size_t position) { ++buffer_[position]; }

  // Bytes outside the buffer. Their place is after the first `position` bytes
  // of the buffer.
  struct SharedPiece {
    size_t position = 0;
    Bytes bytes;
  };
  // After this call, WriteBytes shares byte strings of at least `from` bytes
  // instead of copying them: only the head is written to the buffer. size(),
  // view() and Take() refer to the buffer alone.
  void ShareBytes(size_t from) { share_from_ = from; }
  // Appends CBOR that is already encoded, shared.
  void Share(const Bytes& encoded) { shared_.push_back({size(), encoded}); }
  // The shared pieces, in ascending order of position. TakeShared leaves an
  // empty list behind.
  const std::vector<SharedPiece>& shared() const { return shared_; }
  std::vector<SharedPiece> TakeShared() { return std::exchange(shared_, {}); }

  size_t size() const { return static_cast<size_t>(position_ - buffer_); }
  // Valid until the next write.
  std::span<const uint8_t> view() const { return {buffer_, position_}; }
  // Removes the contents and keeps the memory.
  void Clear() {
    position_ = buffer_;
    shared_.clear();
  }
  // Ensures memory for `additional` more bytes.
  void Reserve(size_t additional) {
    if (additional > room()) [[unlikely]]
      Grow(additional);
  }
  // Moves the contents out without a copy. The writer is empty afterwards.
  Bytes Take();

 private:
  size_t room() const { return static_cast<size_t>(end_ - position_); }
  void WriteByte(uint8_t byte) {
    uint8_t* to = Room(1);
    *to = byte;
    Advance(to + 1);
  }

  template <uint8_t major>
  void WriteHead(uint64_t argument) {
    Advance(StoreHead<major>(Room(kLongestHead), argument));
  }
  template <class T>
  void WriteSmall(const T& value) {
    Advance(Store(Room(kRoomFor<T>), value));
  }
  void WriteLongText(std::string_view text);
  void WriteShared(const Bytes& bytes);
  void Grow(size_t additional);
  uint8_t* GrowAt(uint8_t* end, size_t additional);
  void Free();
  bool Reallocate(size_t capacity);

  uint8_t* buffer_ = nullptr;  // inside a block from std::malloc, see writer.cc
  uint8_t* position_ = nullptr;
  uint8_t* end_ = nullptr;
  size_t share_from_ = std::numeric_limits<size_t>::max();
  std::vector<SharedPiece> shared_;
};

inline void Writer::WriteText(std::string_view text) {
  uint8_t* to = Room(1 + kShortCopy);
  if (!StoreShortAscii(to + 1, text)) return WriteLongText(text);
  to[0] = static_cast<uint8_t>(0x60 | text.size());
  Advance(to + 1 + text.size());
}

// Writes a text of any length to `to`, behind what the Writer holds, and
// returns its end. `to` has room for a short text.
uint8_t* WriteTextAt(Writer& writer, uint8_t* to, std::string_view text);

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_WRITER_H_
