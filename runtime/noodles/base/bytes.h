// Immutable bytes that share their owner.
//
// A received frame becomes one Bytes; every buffer decoded from it is a slice
// of the same memory, so decoding copies no payload. The price: a slice keeps
// the whole owner alive. Whoever keeps a small slice of a large frame for long
// stores `Bytes::Copy(slice.span())` instead.
//
// Thread-safety: the bytes never change, so any number of threads may read
// them; one Bytes object itself is as thread-safe as a std::shared_ptr.
// Ownership: shared; the last Bytes (or other holder of `owner()`) frees it.
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
  // No bytes and no owner.
  Bytes() = default;

  // Bytes in memory of their own.
  static Bytes Copy(std::span<const uint8_t> bytes);
  static Bytes Copy(std::string_view text);

  // Takes the container over; its contents stay where they are, except those
  // of a string so short that it lives inside the std::string object.
  static Bytes Adopt(std::vector<uint8_t>&& bytes);
  static Bytes Adopt(std::string&& text);

  // Bytes inside something that `owner` keeps alive and unchanged.
  static Bytes Share(std::shared_ptr<const void> owner,
                     std::span<const uint8_t> bytes) {
    return Bytes(std::move(owner), bytes.data(), bytes.size());
  }

  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::span<const uint8_t> span() const { return {data_, size_}; }
  // The bytes seen as characters; whether they are valid UTF-8 is not checked.
  std::string_view text() const {
    return {reinterpret_cast<const char*>(data_), size_};
  }

  const uint8_t* begin() const { return data_; }
  const uint8_t* end() const { return data_ + size_; }
  // `index` must be below size().
  uint8_t operator[](size_t index) const { return data_[index]; }

  // The `length` bytes from `offset` on, sharing the owner. What lies beyond
  // the end is left out, so the result can be shorter or empty.
  Bytes Slice(size_t offset, size_t length) const;

  const std::shared_ptr<const void>& owner() const { return owner_; }

  // Equal contents; the owners do not matter.
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
