// The error of a decoder: code, path, byte offset, expected and found item.
#ifndef NOODLES_CBOR_ERROR_H_
#define NOODLES_CBOR_ERROR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace noodles::cbor {

enum class DecodeErrorCode : uint8_t {
  kTruncated,           // the input ends inside an item
  kMalformed,           // not well-formed CBOR (RFC 8949, appendix F)
  kTrailingBytes,       // bytes after the last item
  kWrongType,           // an item of another kind than expected
  kOutOfRange,          // a number outside the range of the expected type
  kWrongLength,         // an array of another length than expected
  kUnknownValue,        // a text or number that is not in the enumeration
  kMissingKey,          // a required key is not in the map
  kDuplicateKey,        // the same key twice in one map
  kConflictingKeys,     // two alternatives of a one-of
  kMissingAlternative,  // no alternative of a required one-of
  kInvalidText,         // not valid UTF-8, or not valid base64
  kLimitExceeded,       // more than one of the DecodeLimits allows
};

// "truncated", "malformed", "trailing-bytes", ...: the names in logs and test
// vectors.
std::string_view ToString(DecodeErrorCode code);

struct DecodeError {
  DecodeErrorCode code = DecodeErrorCode::kMalformed;

  // The path from the decoded value to the wrong item: keys after dots, indices
  // in brackets, such as `[1].transform.position[2]`. Empty for the decoded
  // value itself.
  std::string path;

  // Byte offset of the wrong item in the input. For a missing key or
  // alternative: the map. For a duplicate or conflicting key: the second key.
  // For a truncated input: the incomplete item, or the end of the input if a
  // further item was expected there.
  size_t offset = 0;

  std::string expected;  // such as `unsigned integer`
  std::string found;     // such as `text "abc"`

  // Example: `wrong-type at [1].slot (byte 7): expected unsigned integer, found
  // true`
  std::string ToString() const;

  friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_ERROR_H_
