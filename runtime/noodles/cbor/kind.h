// The kinds of CBOR items, as a Reader meets them and an Any holds them.
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
  kFloat,    // of any width
  kText,
  kBytes,
  kArray,
  kMap,
  kTag,
  kSimple,   // a simple value without a meaning
  kEnd,      // met by a Reader only: nothing more in the input
  kInvalid,  // met by a Reader only: a break or no well-formed item
};

// "null", "integer", "byte string", ...: as used in error messages.
std::string_view ToString(Kind kind);

// Any integer of CBOR: `argument` itself, or -1 - argument.
struct Integer {
  bool negative = false;
  uint64_t argument = 0;
};

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_KIND_H_
