// Pulls CBOR items (RFC 8949) out of a block of bytes, one call per item.
//
//   Reader reader(frame);
//   Reader::Sequence list;
//   if (!reader.EnterArray(list)) return reader.TakeError();
//   while (reader.More(list)) { ... read one element ... }
//   if (!reader.Leave(list)) return reader.TakeError();
//
// Accepted: definite and indefinite lengths; heads of any width; floats of any
// width; an integer where a float is expected; a float with an integral value
// where an integer is expected. Tag 55799 (self-described CBOR) before any item
// and tag 32 (URI) before a text are ignored. A typed array (RFC 8746, tags 64
// to 87, of any width and byte order) is read as an array of numbers where an
// array is expected, and as its bytes, as they stand, where a byte string is
// expected. Any other tag is a wrong type, except for EnterTag and Skip.
//
// Every Read function consumes one item and returns true. On failure it records
// an error, returns false, and leaves `out` unspecified. The first error is
// kept: after it, every call fails until ResumeAt. Memory is never allocated by
// a length that the input only claims. Common heads are decoded inline
// (reader_inline.h), all others by libcbor's streaming decoder.
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
  // ReadBytes shares the owner of `input`.
  explicit Reader(const Bytes& input, const DecodeLimits& limits = {});
  explicit Reader(Bytes&& input, const DecodeLimits& limits = {}) = delete;
  // ReadBytes copies.
  explicit Reader(std::span<const uint8_t> input,
                  const DecodeLimits& limits = {});
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // Sets whether ReadBytes also accepts a text and decodes it as base64 (see
  // base/support/base64.h). Default: false. Used for JSON, which has no byte
  // strings.
  void AcceptBase64Text(bool accept) { accept_base64_text_ = accept; }

  bool ok() const { return error_ == nullptr; }
  // The number of bytes consumed; after an error, the place where reading
  // stopped.
  size_t offset() const { return static_cast<size_t>(position_ - begin_); }
  // The number of bytes not yet consumed; 0 after an error.
  size_t remaining() const { return static_cast<size_t>(end_ - position_); }
  bool at_end() const { return position_ == end_; }
  const DecodeLimits& limits() const { return limits_; }

  // The kind of the next item. Consumes tag 55799 only; returns kText for tag
  // 32 before a text, and kArray for a typed array of whole elements. Does not
  // fail: returns kEnd or kInvalid instead.
  Kind PeekKind();
  // After PeekKind has returned kArray: whether the array is a typed array,
  // which ReadBytes reads too.
  bool IsTypedArray() const {
    return position_ != end_ && *position_ >> 5 == 6;
  }
  bool IsText() { return PeekKind() == Kind::kText; }
  bool IsBytes() { return PeekKind() == Kind::kBytes; }
  bool IsArray() { return PeekKind() == Kind::kArray; }
  bool IsMap() { return PeekKind() == Kind::kMap; }
  bool IsInteger() { return PeekKind() == Kind::kInteger; }
  bool IsFloat() { return PeekKind() == Kind::kFloat; }

  bool ReadUint(uint64_t& out);
  bool ReadUint32(uint32_t& out);
  bool ReadInt(int64_t& out);
  // Reads any integer of CBOR. Unlike the three functions above, it does not
  // accept a float.
  bool ReadInteger(Integer& out);
  // Rounds to the nearest float. A finite number beyond the range of float is
  // kOutOfRange; infinities and NaN are accepted.
  bool ReadFloat(float& out);
  bool ReadDouble(double& out);
  bool ReadBool(bool& out);
  // Reads a simple value other than false, true, null and undefined.
  bool ReadSimple(uint8_t& out);

  // Reads a text, which must be valid UTF-8.
  bool ReadText(std::string& out);
  // The view points into the input or, for a text of indefinite length, into a
  // buffer of the reader that is valid until the next call.
  bool ReadTextView(std::string_view& out);
  // Shares the owner of the input if there is one. A byte string of indefinite
  // length is always copied.
  bool ReadBytes(Bytes& out);

  // Reads an array of exactly two unsigned 32-bit integers.
  bool ReadIdPair(uint32_t& slot, uint32_t& generation);
  // Reads an array of exactly out.size() numbers, by the rules of ReadFloat.
  // Fast if all numbers have the same float width.
  bool ReadFloats(std::span<float> out);
  template <size_t N>
  requires(N < 24) bool ReadFloats(std::array<float, N>& out);
  // Reads an array of numbers of any length and replaces the contents of `out`.
  bool ReadFloatList(std::vector<float>& out);

  // Consumes the next item if it is null or undefined.
  bool TryReadNull();
  // Consumes the next item if it is `text` in the shortest form, without tags,
  // and at least 8 bytes of input are left. False does not mean that the next
  // item is another text.
  bool TryReadText(const EncodedText& text);

  // Consumes one item of any kind with all its contents. Checks that the item
  // is well-formed and within the depth and item limits; does not check texts
  // for valid UTF-8. Does not recurse.
  bool Skip();

  // An open array, map or tagged item.
  struct Sequence {
    uint64_t remaining = 0;   // elements or pairs left; 0 if indefinite
    size_t offset = 0;        // byte offset of the head
    size_t depth = 0;         // nesting depth, 1 for the outermost sequence
    uint8_t item_weight = 1;  // items per element; 2 in a map
    bool indefinite = false;
  };
  bool EnterArray(Sequence& sequence);
  bool EnterMap(Sequence& sequence);
  // Enters a map if it is next, without tags, and its head is one byte. Sets
  // `pairs` to their number; the caller counts them, and calls LeaveShortMap
  // when all are read. ShortMap is the same map as a Sequence: at byte
  // `offset`, with `pairs` left.
  bool TryEnterShortMap(uint64_t& pairs);
  void LeaveShortMap() { --depth_; }
  Sequence ShortMap(size_t offset, uint64_t pairs) const {
    return {pairs, offset, depth_, 2, false};
  }
  // Enters a tag other than the ignored ones, also that of a typed array. The
  // content is the only element.
  bool EnterTag(Sequence& sequence, uint64_t& number);
  // True if another element (in a map: a key and its value) follows; read it
  // before the next call. False at the end, where a break is consumed, and
  // after an error.
  bool More(Sequence& sequence);
  // Closes the sequence after More has returned false. Returns ok().
  bool Leave(Sequence& sequence);
  // The number of elements to reserve memory for: the count of the sequence,
  // but not more than the remaining bytes can hold if each element takes
  // `minimum_item_bytes` (for a pair of a map at least 2). 0 for an indefinite
  // length.
  size_t ReserveHint(const Sequence& sequence, size_t minimum_item_bytes) const;

  // Records an error and returns false, for `return reader.Fail(...)`. If
  // `found` is empty, the error describes the item at `at_offset`.
  bool Fail(DecodeErrorCode code, size_t at_offset, std::string_view expected,
            std::string_view found = {});
  // Prepends a key or an index to the path of the error; called by nested reads
  // while they return. Returns false. Does nothing if there is no error.
  bool InKey(std::string_view key);
  bool InIndex(size_t index);
  // Moves the error out; the reader stays failed. Call it only if !ok().
  DecodeError TakeError();

  // Clears the error and continues at byte `offset` (at most the size of the
  // input) and nesting depth `depth` (Sequence::depth for an element of an open
  // sequence). Counting for max_items starts again.
  void ResumeAt(size_t offset, size_t depth = 0);

  // The input from `start` to offset(), for example the bytes of the item that
  // was just read. SinceAsBytes shares the owner, or copies if there is none.
  std::span<const uint8_t> Since(size_t start) const {
    return {begin_ + start, position_};
  }
  Bytes SinceAsBytes(size_t start) const;

 private:
  // The general forms of the inline functions with the same names.
  bool ReadUintSlow(uint64_t& out, uint64_t maximum);
  bool ReadIntSlow(int64_t& out);
  bool ReadIntegerSlow(Integer& out);
  bool ReadFloatSlow(float& out);
  bool ReadDoubleSlow(double& out);
  bool ReadBoolSlow(bool& out);
  bool ReadTextViewSlow(std::string_view& out);
  bool ReadBytesSlow(Bytes& out);
  bool ReadIdPairSlow(uint32_t& slot, uint32_t& generation);
  bool TryReadNullSlow();
  bool EnterSlow(Sequence& sequence, Kind kind);
  bool EnterTypedArray(Sequence& sequence, const internal::Head& tag);
  void LeaveTypedArray();
  bool MoreSlow(Sequence& sequence);
  Kind PeekTagKind();

  bool EnterDefinite(Sequence& sequence, uint64_t count, size_t head_bytes,
                     uint8_t item_weight);
  bool CountItems(uint64_t items, size_t at_offset);
  // Consumes ignored tags, then decodes the head of the next item (for a
  // definite string with its payload) without consuming it.
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

  // The last text or byte string of indefinite length.
  std::string& Pieces();

  struct TypedArray;
  // Keeps what is rarely freed out of the inline destructor.
  struct Deleter {
    void operator()(DecodeError* error) const;
    void operator()(std::string* pieces) const;
    void operator()(TypedArray* array) const;
  };

  const uint8_t* begin_;
  const uint8_t* position_;
  const uint8_t* end_;  // equal to position_ after an error
  size_t size_;
  size_t depth_ = 0;
  // max_items or the size of the input, whichever is less, minus the items
  // counted so far.
  uint64_t items_left_;
  // counted so far
  std::unique_ptr<DecodeError, Deleter> error_;
  const std::shared_ptr<const void>* owner_ = nullptr;
  DecodeLimits limits_;
  bool accept_base64_text_ = false;
  std::unique_ptr<std::string, Deleter> pieces_;  // made by Pieces

  // While the elements of a typed array are read: the input, which the
  // elements, encoded as items, take the place of.
  struct TypedArray {
    const uint8_t* begin;
    const uint8_t* position;  // behind the typed array
    const uint8_t* end;
    size_t size;
    size_t offset;  // of the tag
    std::vector<uint8_t> items;
  };
  std::unique_ptr<TypedArray, Deleter> typed_array_;
};

}  // namespace noodles::cbor

#include "noodles/cbor/reader_inline.h"  // IWYU pragma: export

#endif  // NOODLES_CBOR_READER_H_
