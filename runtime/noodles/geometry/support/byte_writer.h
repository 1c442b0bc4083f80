// Appends little-endian numbers and text to bytes.
//
// Thread-safety: none. Ownership: a ByteWriter owns the bytes until Take.
#ifndef NOODLES_GEOMETRY_SUPPORT_BYTE_WRITER_H_
#define NOODLES_GEOMETRY_SUPPORT_BYTE_WRITER_H_

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles::geometry_internal {

static_assert(std::endian::native == std::endian::little,
              "numbers are written as they lie in memory");

class ByteWriter {
 public:
  // A number, or an array of some.
  template <class T>
  requires std::is_trivially_copyable_v<T>
  void Put(const T& value) { PutBytes(&value, sizeof value); }

  template <class T>
  requires std::is_trivially_copyable_v<T>
  void PutAll(const std::vector<T>& values) {
    PutBytes(values.data(), values.size() * sizeof(T));
  }

  void PutText(std::string_view text) { PutBytes(text.data(), text.size()); }

  // The shortest text that reads as the same number.
  template <class T>
  void PutNumber(T number) {
    char text[32];
    const auto [end, error] = std::to_chars(text, text + sizeof text, number);
    PutText({text, static_cast<size_t>(end - text)});
  }

  // Appends `filling` up to a multiple of `alignment` bytes.
  void Pad(size_t alignment, char filling = '\0') {
    while (bytes_.size() % alignment != 0) {
      bytes_.push_back(static_cast<uint8_t>(filling));
    }
  }

  void Reserve(size_t bytes) { bytes_.reserve(bytes); }
  size_t size() const { return bytes_.size(); }
  Bytes Take() { return Bytes::Adopt(std::move(bytes_)); }

 private:
  void PutBytes(const void* from, size_t count) {
    const size_t at = bytes_.size();
    bytes_.resize(at + count);
    if (count > 0) std::memcpy(bytes_.data() + at, from, count);
  }

  std::vector<uint8_t> bytes_;
};

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SUPPORT_BYTE_WRITER_H_
