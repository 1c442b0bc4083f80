// The kinds of CBOR items, for Reader and Any.
#ifndef NOODLES_CBOR_KIND_H_
#define NOODLES_CBOR_KIND_H_

#include <cstdint>
#include <string_view>

namespace noodles::cbor {

enum class Kind : uint8_t {
  kNull,
  kUndefined,
  kBool,
  kInteger,  // -2^64 to 2^64 - 1
  kFloat,    // 16, 32 or 64 bits
  kText,
  kBytes,
  kArray,
  kMap,
  kTag,
  kSimple,   // a simple value other than bool, null and undefined
  kEnd,      // Reader only: the end of the input
  kInvalid,  // Reader only: a break, or an item that is not well-formed
};

// "null", "integer", "byte string", ...: the names in error messages.
std::string_view ToString(Kind kind);

// An integer of CBOR: `argument`, or -1 - argument if `negative`.
struct Integer {
  bool negative = false;
  uint64_t argument = 0;
};

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_KIND_H_
