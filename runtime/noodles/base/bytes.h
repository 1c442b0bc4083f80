// Immutable bytes with a shared owner.
//
// A received frame becomes one Bytes object. A buffer that is decoded from the
// frame is a slice of the same memory, so decoding copies no payload. A slice
// keeps the whole frame in memory: to keep a small slice of a large frame for a
// long time, copy it with `Bytes::Copy(slice.span())`.
//
// Thread-safety: the bytes never change, so any number of threads may read
// them; one Bytes object is as thread-safe as a std::shared_ptr. Ownership:
// shared; the memory is freed with the last Bytes object or other holder of
// `owner()`.
#ifndef NOODLES_BASE_BYTES_H_
#define NOODLES_BASE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace noodles {

class Bytes {
 public:
  // Empty, without an owner.
  Bytes() = default;

  // Copies into newly allocated memory.
  static Bytes Copy(std::span<const uint8_t> bytes);
  static Bytes Copy(std::string_view text);

  // Takes ownership of the container. The contents are not copied, except for a
  // text that is short enough to be stored inside the std::string object.
  static Bytes Adopt(std::vector<uint8_t>&& bytes);
  static Bytes Adopt(std::string&& text);

  // `bytes` must stay valid and unchanged as long as `owner` exists.
  static Bytes Share(std::shared_ptr<const void> owner,
                     std::span<const uint8_t> bytes) {
    return Bytes(std::move(owner), bytes.data(), bytes.size());
  }

  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::span<const uint8_t> span() const { return {data_, size_}; }
  // The bytes as characters. Does not check that they are valid UTF-8.
  std::string_view text() const {
    return {reinterpret_cast<const char*>(data_), size_};
  }

  const uint8_t* begin() const { return data_; }
  const uint8_t* end() const { return data_ + size_; }
  // `index` must be below size().
  uint8_t operator[](size_t index) const { return data_[index]; }

  // The `length` bytes from `offset` on, with the same owner. The range is cut
  // at the end, so the result can be shorter than `length`, or empty.
  Bytes Slice(size_t offset, size_t length) const;

  const std::shared_ptr<const void>& owner() const { return owner_; }

  // Compares the contents only, not the owners.
  friend bool operator==(const Bytes& a, const Bytes& b) {
    return a.text() == b.text();
  }

 private:
  Bytes(std::shared_ptr<const void> owner, const uint8_t* data, size_t size)
      : owner_(std::move(owner)), data_(data), size_(size) {}

  std::shared_ptr<const void> owner_;
  const uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace noodles

#endif  // NOODLES_BASE_BYTES_H_
