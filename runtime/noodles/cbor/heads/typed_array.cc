#include "noodles/cbor/heads/typed_array.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "noodles/cbor/heads/head.h"
#include "noodles/cbor/store.h"

namespace noodles::cbor::internal {
namespace {

// The bits of a tag (RFC 8746, section 2.1): 010 f s e ll.
constexpr uint64_t kFloatBit = 16;
constexpr uint64_t kSignedBit = 8;
constexpr uint64_t kLittleEndianBit = 4;
constexpr uint64_t kWidthBits = 3;

constexpr size_t kWidestElement = 16;

bool IsFloat(uint64_t tag) { return (tag & kFloatBit) != 0; }
bool IsSigned(uint64_t tag) { return (tag & kSignedBit) != 0; }
bool IsLittleEndian(uint64_t tag) { return (tag & kLittleEndianBit) != 0; }

// The first `bytes` bytes, at most 8, as an unsigned integer.
uint64_t Load(const uint8_t* from, size_t bytes) {
  uint64_t number = 0;
  for (size_t i = 0; i < bytes; ++i) number = number << 8 | from[i];
  return number;
}

// A float of 128 bits (IEEE 754, binary128): sign, 15 bits of the exponent, 112
// bits of the fraction. Rounds to a double, or to an infinity.
double LoadQuad(const uint8_t* from) {
  constexpr int kBias = 16383;
  constexpr int kSpecialExponent = 0x7fff;
  const uint64_t high = Load(from, 8);
  const uint64_t low = Load(from + 8, 8);
  const bool is_negative = high >> 63 != 0;
  const int exponent = static_cast<int>(high >> 48 & kSpecialExponent);
  const uint64_t fraction = high & 0xffff'ffff'ffff;
  double magnitude = 0;
  if (exponent == kSpecialExponent) {
    magnitude = (fraction | low) != 0 ? std::numeric_limits<double>::quiet_NaN()
                                      : std::numeric_limits<double>::infinity();
  } else if (exponent != 0) {
    // Smaller numbers, whose exponent is 0, are less than every double.
    const uint64_t leading = fraction | uint64_t{1} << 48;
    magnitude =
        std::ldexp(static_cast<double>(leading), exponent - kBias - 48) +
        std::ldexp(static_cast<double>(low), exponent - kBias - 112);
  }
  return is_negative ? -magnitude : magnitude;
}

// `element` is in big-endian order. Returns the end of what was written.
uint8_t* StoreFloatElement(uint8_t* to, const uint8_t* element, size_t bytes) {
  if (bytes == kWidestElement) return Store(to, LoadQuad(element));
  constexpr uint8_t kHalf = 0xf9;
  constexpr uint8_t kSingle = 0xfa;
  constexpr uint8_t kDouble = 0xfb;
  *to++ = bytes == 2 ? kHalf : bytes == 4 ? kSingle : kDouble;
  return std::copy_n(element, bytes, to);
}

uint8_t* StoreIntegerElement(uint8_t* to, const uint8_t* element, size_t bytes,
                             bool is_signed) {
  uint64_t number = Load(element, bytes);
  const size_t unused_bits = 64 - 8 * bytes;
  if (!is_signed) return Store(to, number);
  const auto shifted = static_cast<int64_t>(number << unused_bits);
  return Store(to, shifted >> unused_bits);
}

}  // namespace

size_t TypedElementBytes(uint64_t tag) {
  return size_t{1} << ((tag & kWidthBits) + (IsFloat(tag) ? 1 : 0));
}

bool HoldsElements(uint64_t tag, std::span<const uint8_t> input) {
  if (input.empty() || input[0] >> 5 != 2) return false;
  Head head;
  if (DecodeHead(input, head) != HeadStatus::kOk) return true;
  size_t size = head.payload.size();
  bool is_open = head.indefinite;
  while (is_open) {
    input = input.subspan(head.size);
    if (DecodeHead(input, head) != HeadStatus::kOk) return true;
    is_open = head.kind == Kind::kBytes && !head.indefinite;
    size += head.payload.size();
  }
  return size % TypedElementBytes(tag) == 0;
}

std::vector<uint8_t> EncodeElements(uint64_t tag,
                                    std::span<const uint8_t> payload) {
  const size_t bytes = TypedElementBytes(tag);
  const size_t count = payload.size() / bytes;
  // A head, and the element or a double.
  std::vector<uint8_t> items(count * (1 + std::min(bytes, size_t{8})));
  uint8_t* to = items.data();
  for (size_t i = 0; i < count; ++i) {
    uint8_t element[kWidestElement];
    std::copy_n(payload.data() + i * bytes, bytes, element);
    if (IsLittleEndian(tag)) std::reverse(element, element + bytes);
    to = IsFloat(tag) ? StoreFloatElement(to, element, bytes)
                      : StoreIntegerElement(to, element, bytes, IsSigned(tag));
  }
  items.resize(static_cast<size_t>(to - items.data()));
  return items;
}

}  // namespace noodles::cbor::internal
