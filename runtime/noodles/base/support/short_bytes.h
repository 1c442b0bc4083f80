// Bytes that are stored inside the object if they are few, so that a message of
// a few dozen bytes crosses from one thread to another without an allocation.
//
// Thread-safety: any number of threads may read; a thread that changes a
// ShortBytes must be the only one that uses it. Ownership: up to kInlineBytes
// are copied into the object; more are shared with Bytes.
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
  // The largest number of bytes that are stored inside the object.
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

  // Copies `inline_` only if it is in use.
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
  // Valid until this object is changed, moved or destroyed.
  std::span<const uint8_t> span() const {
    return is_inline() ? std::span<const uint8_t>(inline_).first(size_)
                       : long_.span();
  }
  // A copy of inline bytes; otherwise the shared Bytes.
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
