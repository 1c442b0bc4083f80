// NOODLES structures from and to JSON.
//
//   std::string text = ToJson(MsgEntityDelete{{3, 0}});    // {"id":[3,0]}
//   absl::StatusOr<MsgEntityDelete> back = FromJson<MsgEntityDelete>(text);
//
// The JSON of a structure corresponds to its CBOR: identifiers are [slot, gen],
// members with a default are written, absent members are left out.
// json/transcode.h describes the JSON of CBOR items that JSON does not have.
// FromJson accepts the same forms as the CBOR decoder, and a base64 text where
// the specification has a byte string.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_JSON_H_
#define NOODLES_JSON_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/codec.h"
#include "noodles/json/transcode.h"

namespace noodles {

namespace json_internal {

// JSON of CBOR that the toolkit has encoded itself, and that is therefore
// valid.
std::string JsonOfEncoded(const Bytes& encoded, const JsonOptions& options);
// The error with its path. The byte offset is left out: it refers to the
// intermediate CBOR, not to the JSON text.
absl::Status JsonError(const cbor::DecodeError& error);

}  // namespace json_internal

template <class T>
std::string ToJson(const T& value, const JsonOptions& options = {}) {
  return json_internal::JsonOfEncoded(Encode(value), options);
}

// Errors: those of JsonToCbor; InvalidArgument with the path of the value that
// does not match the specification.
template <class T>
absl::StatusOr<T> FromJson(std::string_view json,
                           const JsonOptions& options = {}) {
  const absl::StatusOr<Bytes> encoded = JsonToCbor(json, options);
  if (!encoded.ok()) return encoded.status();
  cbor::Reader reader(*encoded, options.limits);
  reader.AcceptBase64Text(true);
  T value{};
  if (!Read(reader, value)) return json_internal::JsonError(reader.TakeError());
  return value;
}

}  // namespace noodles

#endif  // NOODLES_JSON_H_
