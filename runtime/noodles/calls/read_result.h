// Conversion of the result of a call to a typed value, for a callback or a
// future.
//
// Thread-safety: the returned functions are as thread-safe as `done`.
#ifndef NOODLES_CALLS_READ_RESULT_H_
#define NOODLES_CALLS_READ_RESULT_H_

#include <functional>
#include <future>
#include <memory>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/arguments.h"
#include "noodles/calls/call_types.h"
#include "noodles/calls/caller.h"
#include "noodles/cbor/any.h"
#include "noodles/cbor/reader.h"

namespace noodles {

namespace calls_internal {

// The error for a result whose type is not that of the specification.
absl::Status ResultError(const cbor::DecodeError& error);
absl::Status ResultOutOfRange();

template <class T>
absl::StatusOr<T> ReadValue(Any result) {
  if constexpr (std::is_same_v<T, Any>) {
    return result;
  } else if constexpr (!RequireArgument<T>()) {
    return absl::OkStatus();
  } else {
    const Bytes encoded = EncodeArgument(result);
    cbor::Reader reader(encoded);
    T value{};
    if (ReadArgument(reader, value)) return value;
    if (reader.ok()) return ResultOutOfRange();
    return ResultError(reader.TakeError());
  }
}

}  // namespace calls_internal

// Wraps `done` for a Caller. A result that is not of type T becomes an Internal
// status with the expected and the found type.
template <class T>
Caller::Done ReadResult(std::function<void(absl::StatusOr<T>)> done) {
  return [done = std::move(done)](absl::StatusOr<Any> result) {
    if (!result.ok()) return done(result.status());
    done(calls_internal::ReadValue<T>(*std::move(result)));
  };
}

// Wraps `done` for a method without a result; a received value is ignored.
inline Caller::Done ReadResult(std::function<void(absl::Status)> done) {
  return [done = std::move(done)](const absl::StatusOr<Any>& result) {
    done(result.status());
  };
}

// A function that takes a result, and the future of the result.
template <class Result>
struct FutureResult {
  std::function<void(Result)> done;
  std::future<Result> result;
};

template <class Result>
FutureResult<Result> MakeFutureResult() {
  const auto promise = std::make_shared<std::promise<Result>>();
  return {[promise](Result result) { promise->set_value(std::move(result)); },
          promise->get_future()};
}

}  // namespace noodles

#endif  // NOODLES_CALLS_READ_RESULT_H_
