// What is wrong with an input: one code, one place, one sentence.
#ifndef NOODLES_CBOR_ERROR_H_
#define NOODLES_CBOR_ERROR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace noodles::cbor {

enum class DecodeErrorCode : uint8_t {
  kTruncated,           // the input ends inside an item
  kMalformed,           // no well-formed CBOR (RFC 8949, appendix F)
  kTrailingBytes,       // something follows the last item
  kWrongType,           // another kind of item is meant here
  kOutOfRange,          // a number that the type meant here cannot hold
  kWrongLength,         // an array of another length is meant here
  kUnknownValue,        // a text or number that the enumeration does not have
  kMissingKey,          // a map without a required key
  kDuplicateKey,        // a key twice in one map
  kConflictingKeys,     // two alternatives of a one-of
  kMissingAlternative,  // none of the alternatives of a required one-of
  kInvalidText,         // a text that is not UTF-8, or not base64 as it should
  kLimitExceeded,       // beyond one of the DecodeLimits
};

// "truncated", "malformed", "trailing-bytes", ...: the names used in logs and
// test vectors.
std::string_view ToString(DecodeErrorCode code);

struct DecodeError {
  DecodeErrorCode code = DecodeErrorCode::kMalformed;

  // From the root of what was decoded to the item: keys with dots, indices in
  // brackets, as in `[1].transform.position[2]`. Empty at the root.
  std::string path;

  // Byte offset, in the input, of the item that is wrong: for a missing key or
  // alternative the map, for a duplicate or conflicting key the second key,
  // for a truncated input the item that is cut (the end of the input where a
  // further item had to begin).
  size_t offset = 0;

  std::string expected;  // as in `unsigned integer`
  std::string found;     // as in `text "abc"`

  // `wrong-type at [1].slot (byte 7): expected unsigned integer, found true`
  std::string ToString() const;

  friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_ERROR_H_
