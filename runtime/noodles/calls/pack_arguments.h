// Conversion of typed values to the arguments of a call or a signal.
//
// Thread-safety: pure functions.
#ifndef NOODLES_CALLS_PACK_ARGUMENTS_H_
#define NOODLES_CALLS_PACK_ARGUMENTS_H_

#include <cstddef>
#include <optional>
#include <type_traits>
#include <vector>

#include "noodles/calls/arguments.h"
#include "noodles/calls/call_types.h"
#include "noodles/cbor/any.h"

namespace noodles {

namespace calls_internal {

// Appends an argument. Returns whether the argument is present.
template <class T>
bool AppendArgument(std::vector<Any>& arguments, const T& value) {
  arguments.push_back(ToAny(value));
  return true;
}
template <class T>
bool AppendArgument(std::vector<Any>& arguments,
                    const std::optional<T>& value) {
  arguments.push_back(value ? ToAny(*value) : Any());
  return value.has_value();
}

}  // namespace calls_internal

// The arguments for these values. An absent optional argument is null, or left
// out if no present argument follows.
template <class... Ts>
std::vector<Any> PackArguments(const Ts&... values) {
  std::vector<Any> arguments;
  if constexpr ((... && calls_internal::RequireValue<std::decay_t<Ts>>())) {
    arguments.reserve(sizeof...(values));
    size_t used = 0;
    [[maybe_unused]] const auto append = [&](const auto& value) {
      if (calls_internal::AppendArgument(arguments, value))
        used = arguments.size();
    };
    (append(values), ...);
    arguments.resize(used);
  }
  return arguments;
}

}  // namespace noodles

#endif  // NOODLES_CALLS_PACK_ARGUMENTS_H_
