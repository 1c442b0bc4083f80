// A constant CBOR text with its head, prepared so that a reader recognizes it
// with two comparisons of 64-bit words, which hold the bytes in the order of
// the machine's memory. Used for the keys of structures.
//
// Thread-safety: constants.
#ifndef NOODLES_CBOR_ENCODED_TEXT_H_
#define NOODLES_CBOR_ENCODED_TEXT_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace noodles::cbor {

class EncodedText {
 public:
  // A literal of at most 255 bytes.
  constexpr EncodedText(const char* literal)  // NOLINT: as good as its text
      : EncodedText(std::string_view(literal)) {}
  constexpr explicit EncodedText(std::string_view text)
      : text_(text.data()),
        size_(text.size() < 24 ? text.size() + 1 : text.size() + 2) {
    for (size_t i = 0; i < kWord; ++i) {
      first_ |= i < size_ ? InWord(i, ByteAt(i)) : 0;
      mask_ |= i < size_ ? InWord(i, 0xff) : 0;
      if (size_ > kWord) last_ |= InWord(i, ByteAt(size_ - kWord + i));
    }
  }

  constexpr std::string_view text() const {
    return {text_, size_ - head_size()};
  }
  // The size of head and text in bytes.
  constexpr size_t size() const { return size_; }

  // True if the `available` bytes at `at` begin with this head and text. False
  // also if fewer than 8 bytes are available; callers then compare in another
  // way.
  bool Matches(const uint8_t* at, size_t available) const {
    if (available < kWord || (LoadWord(at) & mask_) != first_) return false;
    if (size_ <= kWord) return true;
    return available >= size_ && LoadWord(at + size_ - kWord) == last_ &&
           (size_ <= 2 * kWord || MatchesMiddle(at));
  }

 private:
  static constexpr size_t kWord = sizeof(uint64_t);

  static uint64_t LoadWord(const uint8_t* from) {
    uint64_t word = 0;
    std::memcpy(&word, from, sizeof(word));
    return word;
  }
  // A word that has `byte` at byte `index` in memory, and 0 elsewhere.
  static constexpr uint64_t InWord(size_t index, uint64_t byte) {
    const size_t place =
        std::endian::native == std::endian::big ? kWord - 1 - index : index;
    return byte << (8 * place);
  }

  constexpr size_t head_size() const { return size_ <= 24 ? 1 : 2; }
  constexpr unsigned ByteAt(size_t index) const {
    const size_t head = head_size();
    if (index >= head) return static_cast<unsigned char>(text_[index - head]);
    if (head == 1) return 0x60 + static_cast<unsigned>(size_ - 1);
    return index == 0 ? 0x78 : static_cast<unsigned>(size_ - 2);
  }
  bool MatchesMiddle(const uint8_t* at) const {
    return std::memcmp(at + kWord, text_ + kWord - head_size(),
                       size_ - 2 * kWord) == 0;
  }

  uint64_t first_ = 0;
  uint64_t mask_ = 0;
  uint64_t last_ = 0;  // the last 8 bytes; 0 if size_ is at most 8
  const char* text_;
  size_t size_;
};

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_ENCODED_TEXT_H_
