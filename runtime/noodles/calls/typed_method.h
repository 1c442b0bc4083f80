// Methods from ordinary functions.
//
// A function, lambda or functor with typed parameters can be a method:
//
//   double Add(double a, double b);
//
//   absl::StatusOr<EntityID> MakeArrow(
//       CallContext& context, Vec3 from, Vec3 to,
//       std::optional<std::string> label);
//
// A first parameter `CallContext&` receives the context of the call; the other
// parameters are the arguments. Arguments and results may have every type with
// a generated codec, numbers, bool, std::string, Bytes, Any, and std::vector,
// std::array, std::map and std::variant of these. The function returns a value,
// void, absl::Status, absl::StatusOr of a value, or a PendingResult.
//
// Arguments at the end that are std::optional may be missing. Additional
// arguments are ignored. A missing argument, or an argument of another type,
// fails with -32602 and the name of the argument.
//
// Thread-safety: the returned MethodFunction is as thread-safe as the function.
#ifndef NOODLES_CALLS_TYPED_METHOD_H_
#define NOODLES_CALLS_TYPED_METHOD_H_

#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/arguments.h"
#include "noodles/calls/call_context.h"
#include "noodles/calls/method.h"
#include "noodles/protocol/methods.h"

namespace noodles {

namespace calls_internal {

// The parameters and the result of a function, lambda or functor.
template <class Function>
struct Signature : Signature<decltype(&Function::operator())> {};
template <class Result_, class... Parameters>
struct Signature<Result_ (*)(Parameters...)> {
  using Result = Result_;
  using Arguments = std::tuple<std::decay_t<Parameters>...>;
};
template <class Class, class Result_, class... Parameters>
struct Signature<Result_ (Class::*)(Parameters...)>
    : Signature<Result_ (*)(Parameters...)> {};
template <class Class, class Result_, class... Parameters>
struct Signature<Result_ (Class::*)(Parameters...) const>
    : Signature<Result_ (*)(Parameters...)> {};

template <class T>
inline constexpr bool kIsStatusOr = false;
template <class T>
inline constexpr bool kIsStatusOr<absl::StatusOr<T>> = true;

template <class Tuple>
struct WithoutContext {
  static constexpr bool kTakesContext = false;
  using Arguments = Tuple;
};
template <class... Rest>
struct WithoutContext<std::tuple<CallContext, Rest...>> {
  static constexpr bool kTakesContext = true;
  using Arguments = std::tuple<Rest...>;
};

// Converts the return value of a function to the result of a method.
template <class T>
MethodResult ToMethodResult(T result) {
  if constexpr (std::is_constructible_v<MethodResult, T>) {
    return MethodResult(std::move(result));
  } else if constexpr (kIsStatusOr<T>) {
    return MethodResult(ToAnswer(std::move(result)));
  } else {
    return MethodResult(Answer(ToResultValue(std::move(result))));
  }
}

}  // namespace calls_internal

// The method that calls `function`. `names` are the names of the arguments in
// errors.
template <class Function>
MethodFunction MakeMethod(Function function, std::vector<std::string> names) {
  using Signature = calls_internal::Signature<Function>;
  using Split = calls_internal::WithoutContext<typename Signature::Arguments>;
  using Arguments = typename Split::Arguments;
  return [function = std::move(function), names = std::move(names)](
             CallContext& context,
             const CallArguments& arguments) -> MethodResult {
    Arguments values;
    absl::Status status = calls_internal::ReadArguments(
        arguments, names, values,
        std::make_index_sequence<std::tuple_size_v<Arguments>>());
    if (!status.ok()) return status;
    const auto call = [&](auto&... unpacked) {
      if constexpr (Split::kTakesContext) {
        return function(context, std::move(unpacked)...);
      } else {
        return function(std::move(unpacked)...);
      }
    };
    if constexpr (std::is_void_v<typename Signature::Result>) {
      std::apply(call, values);
      return MethodResult(Any());
    } else {
      return calls_internal::ToMethodResult(std::apply(call, values));
    }
  };
}

// The description of `Function` for clients, with hints from the types of the
// arguments.
template <class Function>
Method DescribeMethod(std::string name, std::string doc,
                      const std::vector<std::string>& arguments) {
  using Split = calls_internal::WithoutContext<
      typename calls_internal::Signature<Function>::Arguments>;
  Method method{.name = std::move(name)};
  if (!doc.empty()) method.doc = std::move(doc);
  size_t index = 0;
  const auto describe = [&]<class T>(std::type_identity<T>) {
    MethodArg& described = method.arg_doc.emplace_back();
    described.name =
        index < arguments.size() ? arguments[index] : std::to_string(index);
    described.editor_hint = calls_internal::HintOf<T>();
    ++index;
  };
  [&]<class... Ts>(std::type_identity<std::tuple<Ts...>>) {
    (describe(std::type_identity<Ts>()), ...);
  }(std::type_identity<typename Split::Arguments>());
  return method;
}

}  // namespace noodles

#endif  // NOODLES_CALLS_TYPED_METHOD_H_
