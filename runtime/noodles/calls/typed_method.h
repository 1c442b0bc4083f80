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
// parameters are the arguments, taken by value or by const reference.
// call_types.h lists the types of arguments and results. The function returns a
// value, void, absl::Status, absl::StatusOr of a value, or a PendingResult. A
// lambda may be `mutable`; the captures must be copyable.
//
// Arguments at the end that are std::optional may be missing. Additional
// arguments are ignored. A missing argument, or an argument of another type,
// fails with -32602 and the name of the argument.
//
// Thread-safety: the returned MethodFunction is as thread-safe as the function.
#ifndef NOODLES_CALLS_TYPED_METHOD_H_
#define NOODLES_CALLS_TYPED_METHOD_H_

#include <concepts>
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
#include "noodles/calls/call_types.h"
#include "noodles/calls/method.h"
#include "noodles/protocol/methods.h"

namespace noodles {

namespace calls_internal {

template <class... Ts>
struct TypeList {};

// The parameters and the result of a function, lambda or functor. Without
// members for what is none of these, and for what has several forms.
template <class Function>
struct Signature {};
template <class Function>
requires requires {
  typename std::type_identity<decltype(&Function::operator())>;
}
struct Signature<Function> : Signature<decltype(&Function::operator())> {};
template <class Result_, class... Parameters_, bool is_noexcept>
struct Signature<Result_ (*)(Parameters_...) noexcept(is_noexcept)> {
  using Result = Result_;
  using Parameters = TypeList<Parameters_...>;
  using Arguments = std::tuple<std::decay_t<Parameters_>...>;
};
template <class Class, class Result, class... Parameters, bool is_noexcept>
struct Signature<Result (Class::*)(Parameters...) noexcept(is_noexcept)>
    : Signature<Result (*)(Parameters...)> {};
template <class Class, class Result, class... Parameters, bool is_noexcept>
struct Signature<Result (Class::*)(Parameters...) const noexcept(is_noexcept)>
    : Signature<Result (*)(Parameters...)> {};
template <class Class, class Result, class... Parameters, bool is_noexcept>
struct Signature<Result (Class::*)(Parameters...)& noexcept(is_noexcept)>
    : Signature<Result (*)(Parameters...)> {};
template <class Class, class Result, class... Parameters, bool is_noexcept>
struct Signature<Result (Class::*)(Parameters...) const& noexcept(is_noexcept)>
    : Signature<Result (*)(Parameters...)> {};

template <class Function>
concept HasOneForm = !std::is_member_pointer_v<Function> && requires {
  typename Signature<Function>::Result;
};

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

template <class Function>
constexpr bool RequireOneForm() {
  static_assert(
      HasOneForm<Function>,
      "NOODLES: the type Function cannot be a method. A method is a function, "
      "a lambda, or an object with one operator(), whose parameters have types "
      "(not `auto`); put a member function into a lambda that has its object");
  return HasOneForm<Function>;
}

template <class Parameter>
inline constexpr bool kIsTaken =
    !std::is_lvalue_reference_v<Parameter> ||
    std::is_const_v<std::remove_reference_t<Parameter>>;

template <class Parameter>
constexpr bool RequireTaken() {
  static_assert(kIsTaken<Parameter>,
                "NOODLES: a method takes its arguments by value or by const "
                "reference; only a CallContext& as the first parameter is a "
                "reference that is not const");
  return kIsTaken<Parameter> && RequireArgument<std::decay_t<Parameter>>();
}

template <class Function>
constexpr bool RequireCopyable() {
  static_assert(std::is_copy_constructible_v<Function>,
                "NOODLES: a method must be copyable; capture a "
                "std::shared_ptr, not a std::unique_ptr");
  return std::is_copy_constructible_v<Function>;
}

template <class Result>
constexpr bool RequireReturned() {
  if constexpr (std::is_void_v<Result> ||
                std::is_constructible_v<MethodResult, Result>) {
    return true;
  } else {
    return RequireResult<Result>();
  }
}

template <class... Parameters>
constexpr bool RequireArguments(TypeList<Parameters...>) {
  return (... && RequireTaken<Parameters>());
}

// The same without a CallContext as the first parameter.
template <class... Parameters>
constexpr bool RequireParameters(TypeList<Parameters...> parameters) {
  return RequireArguments(parameters);
}
template <class First, class... Rest>
requires(
    std::same_as<std::decay_t<First>, CallContext> &&
    !std::is_rvalue_reference_v<
        First>) constexpr bool RequireParameters(TypeList<First, Rest...>) {
  return RequireArguments(TypeList<Rest...>());
}

// Whether `Function` can be a method; the compiler names each fault.
template <class Function>
constexpr bool RequireMethod() {
  if constexpr (RequireOneForm<Function>()) {
    using Form = Signature<Function>;
    return RequireCopyable<Function>() &&
           RequireParameters(typename Form::Parameters()) &&
           RequireReturned<typename Form::Result>();
  } else {
    return false;
  }
}

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
  if constexpr (calls_internal::RequireMethod<Function>()) {
    using Signature = calls_internal::Signature<Function>;
    using Split = calls_internal::WithoutContext<typename Signature::Arguments>;
    using Arguments = typename Split::Arguments;
    return [function = std::move(function), names = std::move(names)](
               CallContext& context,
               const CallArguments& arguments) mutable -> MethodResult {
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
  } else {
    return MethodFunction();
  }
}

namespace calls_internal {

// The hints for the parameters of `Function` without its context.
template <class Function>
std::vector<std::string> HintsOf() {
  using Split = WithoutContext<typename Signature<Function>::Arguments>;
  return []<class... Ts>(std::type_identity<std::tuple<Ts...>>) {
    return std::vector<std::string>{HintOf<Ts>()...};
  }(std::type_identity<typename Split::Arguments>());
}

}  // namespace calls_internal

// The description of `Function` for clients, with hints from the types of the
// arguments. An argument without a name is called by its index.
template <class Function>
Method DescribeMethod(std::string name, std::string doc,
                      const std::vector<std::string>& arguments) {
  Method method{.name = std::move(name)};
  if (!doc.empty()) method.doc = std::move(doc);
  if constexpr (calls_internal::RequireMethod<Function>()) {
    for (std::string& hint : calls_internal::HintsOf<Function>()) {
      const size_t index = method.arg_doc.size();
      MethodArg& described = method.arg_doc.emplace_back();
      described.name = calls_internal::ArgumentName(arguments, index);
      described.editor_hint = std::move(hint);
    }
  }
  return method;
}

}  // namespace noodles

#endif  // NOODLES_CALLS_TYPED_METHOD_H_
