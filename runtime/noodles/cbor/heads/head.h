// One item's head of any form, decoded by libcbor. Internal to this room; the
// common heads never come here.
//
// Thread-safety: pure functions.
#ifndef NOODLES_CBOR_HEADS_HEAD_H_
#define NOODLES_CBOR_HEADS_HEAD_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "noodles/cbor/kind.h"

namespace noodles::cbor::internal {

// The tags that mean nothing to this protocol and vanish.
inline constexpr uint64_t kSelfDescribedTag = 55799;
inline constexpr uint64_t kUriTag = 32;  // before a text

struct Head {
  Kind kind = Kind::kInvalid;  // kInvalid: a break
  bool indefinite = false;     // a string, array or map that a break ends
  bool negative = false;       // an integer of -1 - argument

  // Of an integer the value, of a tag its number, of an array or map the
  // count, of a bool or simple value the value.
  uint64_t argument = 0;
  double number = 0;                 // of a float
  uint8_t float_bytes = 0;           // of a float: 2, 4 or 8
  std::span<const uint8_t> payload;  // of a definite string, within the input

  size_t size = 0;  // bytes of the head and the payload
};

enum class HeadStatus : uint8_t { kOk, kTruncated, kMalformed };

// Decodes the head at the start of `input`. kTruncated also if a definite
// string's payload is not all there.
HeadStatus DecodeHead(std::span<const uint8_t> input, Head& head);

// The argument of any head of major types 0 to 6 in its own bytes, however
// much follows; false if they are not all there.
bool DecodeArgument(std::span<const uint8_t> input, uint64_t& argument);

// What is at the start of `input`, in words for an error message: `integer -3`,
// `text "abc"`, `map of 4`, `end of input`. At most about 60 characters.
std::string DescribeItem(std::span<const uint8_t> input);

}  // namespace noodles::cbor::internal

#endif  // NOODLES_CBOR_HEADS_HEAD_H_
