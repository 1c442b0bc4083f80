// Calls of a member function with untyped arguments.
//
// Thread-safety: pure functions.
#ifndef NOODLES_CALLS_CALL_WITH_ARGUMENTS_H_
#define NOODLES_CALLS_CALL_WITH_ARGUMENTS_H_

#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "noodles/calls/arguments.h"
#include "noodles/calls/call_types.h"
#include "noodles/cbor/any.h"

namespace noodles {

// Converts the arguments to the parameter types of `function`, by the rules of
// calls/typed_method.h, and calls it on `object`. `names` are the names of the
// arguments in errors. Errors: InvalidArgument for a missing or wrong argument;
// `function` is not called then.
template <class Class, class... Parameters>
absl::Status CallWithArguments(Class& object,
                               void (Class::*function)(Parameters...),
                               const std::vector<Any>& arguments,
                               const std::vector<std::string>& names) {
  if constexpr ((... &&
                 calls_internal::RequireArgument<std::decay_t<Parameters>>())) {
    std::tuple<std::decay_t<Parameters>...> values;
    absl::Status status = calls_internal::ReadArguments(
        arguments, names, values, std::index_sequence_for<Parameters...>());
    if (!status.ok()) return status;
    std::apply(
        [&](auto&... unpacked) { (object.*function)(std::move(unpacked)...); },
        values);
    return status;
  } else {
    return absl::OkStatus();
  }
}

}  // namespace noodles

#endif  // NOODLES_CALLS_CALL_WITH_ARGUMENTS_H_
