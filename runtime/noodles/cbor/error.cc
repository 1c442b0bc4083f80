#include "noodles/cbor/error.h"

#include "noodles/cbor/kind.h"

namespace noodles::cbor {

std::string_view ToString(DecodeErrorCode code) {
  switch (code) {
    case DecodeErrorCode::kTruncated:
      return "truncated";
    case DecodeErrorCode::kMalformed:
      return "malformed";
    case DecodeErrorCode::kTrailingBytes:
      return "trailing-bytes";
    case DecodeErrorCode::kWrongType:
      return "wrong-type";
    case DecodeErrorCode::kOutOfRange:
      return "out-of-range";
    case DecodeErrorCode::kWrongLength:
      return "wrong-length";
    case DecodeErrorCode::kUnknownValue:
      return "unknown-value";
    case DecodeErrorCode::kMissingKey:
      return "missing-key";
    case DecodeErrorCode::kDuplicateKey:
      return "duplicate-key";
    case DecodeErrorCode::kConflictingKeys:
      return "conflicting-keys";
    case DecodeErrorCode::kMissingAlternative:
      return "missing-alternative";
    case DecodeErrorCode::kInvalidText:
      return "invalid-text";
    case DecodeErrorCode::kLimitExceeded:
      return "limit-exceeded";
  }
  return "unknown";
}

std::string_view ToString(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kUndefined:
      return "undefined";
    case Kind::kBool:
      return "bool";
    case Kind::kInteger:
      return "integer";
    case Kind::kFloat:
      return "float";
    case Kind::kText:
      return "text";
    case Kind::kBytes:
      return "byte string";
    case Kind::kArray:
      return "array";
    case Kind::kMap:
      return "map";
    case Kind::kTag:
      return "tag";
    case Kind::kSimple:
      return "simple value";
    case Kind::kEnd:
      return "end of input";
    case Kind::kInvalid:
      return "malformed item";
  }
  return "unknown";
}

std::string DecodeError::ToString() const {
  std::string text(cbor::ToString(code));
  if (!path.empty()) text.append(" at ").append(path);
  text.append(" (byte ").append(std::to_string(offset)).append("): expected ");
  return text.append(expected).append(", found ").append(found);
}

}  // namespace noodles::cbor
