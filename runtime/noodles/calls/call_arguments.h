// The arguments of a call in encoded form. A method decodes them directly as
// the types of its parameters.
//
// Thread-safety: plain values. Ownership: CallArguments share the bytes of the
// message.
#ifndef NOODLES_CALLS_CALL_ARGUMENTS_H_
#define NOODLES_CALLS_CALL_ARGUMENTS_H_

#include <initializer_list>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"
#include "noodles/cbor/limits.h"

namespace noodles {

class CallArguments {
 public:
  // `encoded` is one array; `limits` are the limits for its decoding.
  explicit CallArguments(Bytes encoded, const cbor::DecodeLimits& limits = {})
      : encoded_(std::move(encoded)), limits_(limits) {}
  CallArguments(const std::vector<Any>& arguments);    // NOLINT
  CallArguments(std::initializer_list<Any> arguments)  // NOLINT
      : CallArguments(std::vector<Any>(arguments)) {}

  const Bytes& encoded() const { return encoded_; }
  const cbor::DecodeLimits& limits() const { return limits_; }

  // The decoded arguments. Errors: InvalidArgument if one cannot be decoded.
  absl::StatusOr<std::vector<Any>> ToAny() const;

 private:
  Bytes encoded_;
  cbor::DecodeLimits limits_;
};

}  // namespace noodles

#endif  // NOODLES_CALLS_CALL_ARGUMENTS_H_
