// Decodes the head of one item in any form, with libcbor. The Reader decodes
// common heads inline and calls this for the others.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CBOR_HEADS_HEAD_H_
#define NOODLES_CBOR_HEADS_HEAD_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "noodles/cbor/kind.h"

namespace noodles::cbor::internal {

// Tags that the Reader ignores.
inline constexpr uint64_t kSelfDescribedTag = 55799;
inline constexpr uint64_t kUriTag = 32;  // only before a text

struct Head {
  Kind kind = Kind::kInvalid;  // kInvalid for a break
  bool indefinite = false;     // a string, array or map of indefinite length
  bool negative = false;       // an integer whose value is -1 - argument

  // Of an integer the argument, of a tag its number, of an array or map the
  // count, of a bool or simple value the value.
  uint64_t argument = 0;
  double number = 0;                 // of a float
  uint8_t float_bytes = 0;           // of a float: 2, 4 or 8
  std::span<const uint8_t> payload;  // of a definite string, inside the input

  size_t size = 0;  // of head and payload, in bytes
};

enum class HeadStatus : uint8_t { kOk, kTruncated, kMalformed };

// Decodes the head at the start of `input`. kTruncated also if the payload of a
// definite string is incomplete.
HeadStatus DecodeHead(std::span<const uint8_t> input, Head& head);

// Decodes the argument of a head of major type 0 to 6 without looking at the
// payload. False if the bytes of the head are incomplete.
bool DecodeArgument(std::span<const uint8_t> input, uint64_t& argument);

// Describes the item at the start of `input` for an error message: `integer
// -3`, `text "abc"`, `map of 4`, `end of input`. At most about 60 characters.
std::string DescribeItem(std::span<const uint8_t> input);

}  // namespace noodles::cbor::internal

#endif  // NOODLES_CBOR_HEADS_HEAD_H_
