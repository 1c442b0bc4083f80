// NOODLES structures from and to JSON.
//
//   std::string text = ToJson(MsgEntityDelete{{3, 0}});    // {"id":[3,0]}
//   absl::StatusOr<MsgEntityDelete> back = FromJson<MsgEntityDelete>(text);
//
// The JSON of a structure is that of its CBOR: identifiers as [slot, gen],
// defaults written, absent members left out; see json/transcode.h for what JSON
// has no word for. Reading takes what the CBOR codec takes, and a plain base64
// text where the specification says bytes.
//
// Thread-safety: pure functions.
#ifndef NOODLES_JSON_H_
#define NOODLES_JSON_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/codec.h"
#include "noodles/json/transcode.h"

namespace noodles {

namespace json_internal {

// The JSON of CBOR that our own codecs have written.
std::string JsonOfEncoded(const Bytes& encoded, const JsonOptions& options);
// The error with its path but without the offset, which is not one in the text.
absl::Status JsonError(const cbor::DecodeError& error);

}  // namespace json_internal

template <class T>
std::string ToJson(const T& value, const JsonOptions& options = {}) {
  return json_internal::JsonOfEncoded(Encode(value), options);
}

// Errors: as JsonToCbor, and InvalidArgument with the path to what does not fit
// the specification.
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
