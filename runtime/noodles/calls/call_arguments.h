// The arguments of a call as they came: an encoded list, which is decoded as
// the types that the method wants, without a step between.
//
// Thread-safety: plain values. Ownership: shares the bytes of the message.
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
  // `encoded` is one array. The limits are those that it was received under.
  explicit CallArguments(Bytes encoded, const cbor::DecodeLimits& limits = {})
      : encoded_(std::move(encoded)), limits_(limits) {}
  CallArguments(const std::vector<Any>& arguments);    // NOLINT
  CallArguments(std::initializer_list<Any> arguments)  // NOLINT
      : CallArguments(std::vector<Any>(arguments)) {}

  const Bytes& encoded() const { return encoded_; }
  const cbor::DecodeLimits& limits() const { return limits_; }

  // All of them, decoded. Errors: InvalidArgument for one that cannot be.
  absl::StatusOr<std::vector<Any>> ToAny() const;

 private:
  Bytes encoded_;
  cbor::DecodeLimits limits_;
};

}  // namespace noodles

#endif  // NOODLES_CALLS_CALL_ARGUMENTS_H_
