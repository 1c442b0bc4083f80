// Bytes that lie inside the object where they are few: messages of a few dozen
// bytes cross from one thread to another without an allocation, which one
// thread would make and the other one free.
//
// Thread-safety: like an int: any number of readers, or one writer.
// Ownership: few bytes are its own; more are shared, as Bytes are.
#ifndef NOODLES_BASE_SUPPORT_SHORT_BYTES_H_
#define NOODLES_BASE_SUPPORT_SHORT_BYTES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "noodles/base/bytes.h"

namespace noodles::base_internal {

class ShortBytes {
 public:
  // What lies inside at most.
  static constexpr size_t kInlineBytes = 79;

  ShortBytes() = default;
  ShortBytes(Bytes bytes) {  // NOLINT
    if (bytes.size() > kInlineBytes) {
      long_ = std::move(bytes);
    } else {
      size_ = static_cast<uint8_t>(bytes.size());
      std::copy(bytes.begin(), bytes.end(), inline_.begin());
    }
  }

  // Where nothing lies inside, nothing is copied.
  ShortBytes(const ShortBytes& other) : long_(other.long_) {
    CopyInline(other);
  }
  ShortBytes(ShortBytes&& other) noexcept
      : long_(std::exchange(other.long_, {})) {
    CopyInline(other);
    other.size_ = 0;
  }
  ShortBytes& operator=(const ShortBytes& other) {
    if (this != &other) {
      long_ = other.long_;
      CopyInline(other);
    }
    return *this;
  }
  ShortBytes& operator=(ShortBytes&& other) noexcept {
    if (this != &other) {
      long_ = std::exchange(other.long_, {});
      CopyInline(other);
      other.size_ = 0;
    }
    return *this;
  }
  ~ShortBytes() = default;

  size_t size() const { return is_inline() ? size_ : long_.size(); }
  bool is_inline() const { return long_.empty(); }
  // Valid until this object is moved or ends.
  std::span<const uint8_t> span() const {
    return is_inline() ? std::span<const uint8_t>(inline_).first(size_)
                       : long_.span();
  }
  // A copy of few bytes, a share of more.
  Bytes ToBytes() const { return is_inline() ? Bytes::Copy(span()) : long_; }

 private:
  void CopyInline(const ShortBytes& other) {
    size_ = other.size_;
    if (size_ != 0) inline_ = other.inline_;
  }

  Bytes long_;
  std::array<uint8_t, kInlineBytes> inline_;
  uint8_t size_ = 0;
};

}  // namespace noodles::base_internal

#endif  // NOODLES_BASE_SUPPORT_SHORT_BYTES_H_
