// The layout of values in a buffer view: the size of each, and whether all lie
// inside.
//
// Thread-safety: pure functions.
#ifndef NOODLES_STATE_COMPONENTS_BUFFER_LAYOUT_H_
#define NOODLES_STATE_COMPONENTS_BUFFER_LAYOUT_H_

#include <cstdint>

#include "noodles/protocol/common_types.h"

namespace noodles::state_internal {

// Bytes of one value.
constexpr uint64_t BytesOf(Format format) {
  switch (format) {
    case Format::kU8:
      return 1;
    case Format::kU16:
      return 2;
    case Format::kU32:
    case Format::kU8Vec4:
    case Format::kU16Vec2:
      return 4;
    case Format::kVec2:
      return 8;
    case Format::kVec3:
      return 12;
    case Format::kVec4:
      return 16;
    case Format::kMat3:
      return 36;
    case Format::kMat4:
      return 64;
  }
  return 0;
}

// `count` values of `bytes` each, `stride` apart; 0 is tightly packed.
struct ValueLayout {
  uint64_t offset = 0;
  uint64_t stride = 0;
  uint64_t count = 0;
  uint64_t bytes = 0;

  constexpr uint64_t distance() const { return stride == 0 ? bytes : stride; }
};

// Whether all values lie within `length` bytes; the numbers may have any value.
constexpr bool IsInside(const ValueLayout& layout, uint64_t length) {
  if (layout.count == 0 || layout.distance() == 0) return true;
  return layout.offset <= length && layout.bytes <= length - layout.offset &&
         layout.count - 1 <=
             (length - layout.offset - layout.bytes) / layout.distance();
}

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_BUFFER_LAYOUT_H_
