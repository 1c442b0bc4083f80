// Bytes that are written whole before anything reads them: their memory is not
// cleared first.
//
//   NewBytes bytes(64 * count);
//   ... write all of bytes.data()
//   Buffer{.source = std::move(bytes).Take()}
//
// Thread-safety: one thread at a time. Ownership: owns the bytes until Take.
#ifndef NOODLES_GEOMETRY_SUPPORT_NEW_BYTES_H_
#define NOODLES_GEOMETRY_SUPPORT_NEW_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "noodles/base/bytes.h"

namespace noodles::geometry_internal {

class NewBytes {
 public:
  explicit NewBytes(size_t size) : size_(size), bytes_(new uint8_t[size]) {}

  uint8_t* data() { return bytes_.get(); }
  size_t size() const { return size_; }

  Bytes Take() && {
    const std::span<const uint8_t> all(bytes_.get(), size_);
    return Bytes::Share(std::move(bytes_), all);
  }

 private:
  size_t size_;
  std::shared_ptr<uint8_t[]> bytes_;
};

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SUPPORT_NEW_BYTES_H_
