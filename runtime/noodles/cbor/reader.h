// Pulls CBOR items (RFC 8949) out of a block of bytes, one call per item.
//
//   Reader reader(frame);
//   Reader::Sequence list;
//   if (!reader.EnterArray(list)) return reader.TakeError();
//   while (reader.More(list)) { ... read one element ... }
//   if (!reader.Leave(list)) return reader.TakeError();
//
// What is taken: definite and indefinite lengths, heads of any width, floats
// of any width and integers where a float is meant, a float with an integral
// value where an integer is meant. Tag 55799 (self-described CBOR) before any
// item and tag 32 (URI) before a text mean nothing and vanish. Any other tag
// is a wrong type, except to EnterTag and Skip.
//
// Every Read consumes one item and returns true, or leaves `out` unspecified,
// records an error and returns false. The first error wins: after it every
// call fails until ResumeAt. Nothing is allocated from a length that the input
// merely claims. The common heads are decoded inline (reader_inline.h), all
// others by libcbor's streaming decoder.
//
// Thread-safety: one thread at a time. Ownership: the input, and a Bytes that
// was given as input, must outlive the Reader.
#ifndef NOODLES_CBOR_READER_H_
#define NOODLES_CBOR_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/cbor/encoded_text.h"
#include "noodles/cbor/error.h"
#include "noodles/cbor/kind.h"
#include "noodles/cbor/limits.h"

namespace noodles::cbor {

namespace internal {
struct Head;
}  // namespace internal

class Reader {
 public:
  // Byte strings that are read share the input's owner.
  explicit Reader(const Bytes& input, const DecodeLimits& limits = {});
  explicit Reader(Bytes&& input, const DecodeLimits& limits = {}) = delete;
  // Byte strings that are read are copied.
  explicit Reader(std::span<const uint8_t> input,
                  const DecodeLimits& limits = {});
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // Whether ReadBytes takes a text too and decodes it as base64 (see
  // base/base64.h). Off by default; JSON has no other way to say bytes.
  void AcceptBase64Text(bool accept) { accept_base64_text_ = accept; }

  bool ok() const { return error_ == nullptr; }
  // Bytes consumed; after an error, where the reader stopped.
  size_t offset() const { return static_cast<size_t>(position_ - begin_); }
  // Bytes not consumed yet; 0 after an error.
  size_t remaining() const { return static_cast<size_t>(end_ - position_); }
  bool at_end() const { return position_ == end_; }
  const DecodeLimits& limits() const { return limits_; }

  // The kind of the next item; consumes tag 55799 only. Tag 32 before a text
  // counts as the text. Never fails: see kEnd and kInvalid.
  Kind PeekKind();
  bool IsText() { return PeekKind() == Kind::kText; }
  bool IsBytes() { return PeekKind() == Kind::kBytes; }
  bool IsArray() { return PeekKind() == Kind::kArray; }
  bool IsMap() { return PeekKind() == Kind::kMap; }
  bool IsInteger() { return PeekKind() == Kind::kInteger; }
  bool IsFloat() { return PeekKind() == Kind::kFloat; }

  bool ReadUint(uint64_t& out);
  bool ReadUint32(uint32_t& out);
  bool ReadInt(int64_t& out);
  // Any integer of CBOR; unlike the three above, floats are a wrong type.
  bool ReadInteger(Integer& out);
  // Rounds to the nearest float; a finite number beyond the largest float is
  // out of range, infinities and NaN pass.
  bool ReadFloat(float& out);
  bool ReadDouble(double& out);
  bool ReadBool(bool& out);
  // A simple value other than false, true, null and undefined.
  bool ReadSimple(uint8_t& out);

  // Valid UTF-8 only.
  bool ReadText(std::string& out);
  // A view into the input or, for a text in pieces, into a buffer of the
  // reader that lasts until the next call.
  bool ReadTextView(std::string_view& out);
  // Shares the input's owner if there is one; a byte string in pieces is
  // copied together.
  bool ReadBytes(Bytes& out);

  // An array of exactly two unsigned 32-bit integers.
  bool ReadIdPair(uint32_t& slot, uint32_t& generation);
  // An array of exactly out.size() numbers, as ReadFloat takes them. One pass
  // when all have the same float width.
  bool ReadFloats(std::span<float> out);
  template <size_t N>
  requires(N < 24) bool ReadFloats(std::array<float, N>& out);
  // An array of numbers of any length, replacing the contents of `out`.
  bool ReadFloatList(std::vector<float>& out);

  // Consumes the next item if it is null or undefined.
  bool TryReadNull();
  // Consumes the next item if it is this text in the shortest form, without
  // tags, and not within the last few bytes of the input: a quick guess.
  bool TryReadText(const EncodedText& text);

  // Consumes one item of any kind with all that it holds. Checks that it is
  // well-formed and within the depth and item limits, not that texts are valid
  // UTF-8. Iterative.
  bool Skip();

  // An open array, map or tagged item.
  struct Sequence {
    uint64_t remaining = 0;   // elements or pairs to come; 0 if indefinite
    size_t offset = 0;        // where its head is
    size_t depth = 0;         // its own nesting depth, 1 for an outermost one
    uint8_t item_weight = 1;  // items per element: 2 in maps
    bool indefinite = false;
  };
  bool EnterArray(Sequence& sequence);
  bool EnterMap(Sequence& sequence);
  // A tag other than the vanishing ones; its content is the one element.
  bool EnterTag(Sequence& sequence, uint64_t& number);
  // True if another element (in a map: a key and its value) follows, to be read
  // before the next call. False at the end, whose break it consumes, and after
  // an error.
  bool More(Sequence& sequence);
  // Closes the sequence after More was false; returns ok().
  bool Leave(Sequence& sequence);
  // How many elements are worth reserving memory for: the count, but no more
  // than the remaining bytes hold if each takes `minimum_item_bytes` (a map's
  // pair at least 2). 0 for an indefinite length.
  size_t ReserveHint(const Sequence& sequence, size_t minimum_item_bytes) const;

  // Records an error; false, so that callers can `return reader.Fail(...)`. An
  // empty `found` is filled with a description of the item at `at_offset`.
  bool Fail(DecodeErrorCode code, size_t at_offset, std::string_view expected,
            std::string_view found = {});
  // Puts a key or an index before the error's path, on the way out of nested
  // reads; false. Without an error nothing happens.
  bool InKey(std::string_view key);
  bool InIndex(size_t index);
  // The error, moved out; the reader remains failed. Only if !ok().
  DecodeError TakeError();

  // Clears an error and continues at `offset` (at most the input's size), at
  // nesting depth `depth` (Sequence::depth for an element of an open one).
  // Items are counted anew.
  void ResumeAt(size_t offset, size_t depth = 0);

  // The input between `start` and offset(), as after reading or skipping an
  // item; as Bytes sharing the owner, or copied if there is none.
  std::span<const uint8_t> Since(size_t start) const {
    return {begin_ + start, position_};
  }
  Bytes SinceAsBytes(size_t start) const;

 private:
  // Each continues where the inline path of the same name gave up.
  bool ReadUintSlow(uint64_t& out, uint64_t maximum);
  bool ReadIntSlow(int64_t& out);
  bool ReadIntegerSlow(Integer& out);
  bool ReadFloatSlow(float& out);
  bool ReadDoubleSlow(double& out);
  bool ReadBoolSlow(bool& out);
  bool ReadTextViewSlow(std::string_view& out);
  bool ReadIdPairSlow(uint32_t& slot, uint32_t& generation);
  bool TryReadNullSlow();
  bool EnterSlow(Sequence& sequence, Kind kind);
  bool MoreSlow(Sequence& sequence);
  Kind PeekTagKind();

  bool EnterDefinite(Sequence& sequence, uint64_t count, size_t head_bytes,
                     uint8_t item_weight);
  bool CountItems(uint64_t items, size_t at_offset);
  // Decodes the next item's head (a definite string with its payload) without
  // consuming it, after consuming the tags that mean nothing.
  bool NextHead(internal::Head& head, std::string_view expected);
  bool FailType(std::string_view expected) {
    return Fail(DecodeErrorCode::kWrongType, offset(), expected);
  }
  bool FailRange(std::string_view expected) {
    return Fail(DecodeErrorCode::kOutOfRange, offset(), expected);
  }
  bool CheckNesting(size_t at_offset);
  bool ReadPieces(const internal::Head& start, size_t maximum);
  bool SkipPieces(const internal::Head& start);
  bool NextPiece(Kind kind, internal::Head& piece);
  bool SkipPlain();
  bool CheckText(std::string_view text, size_t at_offset);
  bool ReadBase64(const internal::Head& head, Bytes& out);
  bool ReadFloatsSlow(std::span<float> out);

  const uint8_t* begin_;
  const uint8_t* position_;
  const uint8_t* end_;  // moved to position_ by an error: ends inline paths
  size_t size_;
  size_t depth_ = 0;
  uint64_t items_left_;  // of the limit, or of the input's size if that is less
  std::unique_ptr<DecodeError> error_;
  const std::shared_ptr<const void>* owner_ = nullptr;
  DecodeLimits limits_;
  bool accept_base64_text_ = false;
  std::string pieces_;  // of the text or byte string read last
};

}  // namespace noodles::cbor

#include "noodles/cbor/reader_inline.h"  // IWYU pragma: export

#endif  // NOODLES_CBOR_READER_H_
