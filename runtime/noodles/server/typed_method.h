// Methods from ordinary functions.
//
// A function, lambda or functor with typed arguments is a method:
//
//   double Add(double a, double b);
//   absl::StatusOr<EntityID> MakeArrow(CallContext& context, Vec3 from, Vec3
//   to,
//                                      std::optional<std::string> label);
//
// A first parameter `CallContext&` gets the call. Every type with a generated
// codec is an argument or a result, and so are numbers, bool, std::string,
// Bytes, Any, std::vector, std::array, std::map and std::variant of these.
// Arguments at the end that are std::optional may be left out; too many
// arguments are ignored; too few, or one of another type, is -32602 with the
// argument's name. A function returns a value, nothing, absl::Status or
// absl::StatusOr of a value.
//
// Thread-safety: what MakeMethod returns is as thread-safe as the function.
#ifndef NOODLES_SERVER_TYPED_METHOD_H_
#define NOODLES_SERVER_TYPED_METHOD_H_

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/methods.h"
#include "noodles/server/call.h"

namespace noodles {

namespace internal {

// The parameters and the result of anything that can be called.
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

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

// The type that the codec reads for a C++ number type.
template <class T>
struct WireType {
  using Type = T;
};
template <class T>
requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) struct WireType<T> {
  using Type = std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>;
};

// "noo::entity_id".
std::string IdHint(ComponentKind kind);

// The `editor_hint` of a type. Only hints of the published list: Orzo fails at
// any other.
template <class T>
std::string HintOf() {
  if constexpr (kIsOptional<T>) {
    return HintOf<typename T::value_type>();
  } else if constexpr (std::is_same_v<T, bool>) {
    return "noo::any";
  } else if constexpr (std::is_integral_v<T>) {
    return "noo::integer";
  } else if constexpr (std::is_floating_point_v<T>) {
    return "noo::real";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "noo::text";
  } else if constexpr (requires { ComponentRef(T()); }) {
    return IdHint(T::kKind);
  } else if constexpr (std::is_same_v<T, Any> || std::is_same_v<T, Bytes>) {
    return "noo::any";
  } else if constexpr (cbor::kKindOf<T> == cbor::Kind::kArray) {
    return "noo::array";
  } else {
    return "noo::map";
  }
}

// Decodes one argument; `what` names it in the error.
absl::Status ArgumentError(std::string_view what,
                           const cbor::DecodeError& error);
absl::Status NumberOutOfRange(std::string_view what);
absl::Status MissingArgument(std::string_view what, std::string_view hint);
Bytes EncodeArgument(const Any& argument);

template <class T>
absl::Status FromAny(const Any& argument, std::string_view what, T& value) {
  if constexpr (kIsOptional<T>) {
    if (argument.is_null()) return absl::OkStatus();
    return FromAny(argument, what, value.emplace());
  } else if constexpr (std::is_same_v<T, Any>) {
    value = argument;
    return absl::OkStatus();
  } else {
    const Bytes encoded = EncodeArgument(argument);
    cbor::Reader reader(encoded);
    typename WireType<T>::Type read{};
    if (!Read(reader, read)) return ArgumentError(what, reader.TakeError());
    if constexpr (!std::is_same_v<T, typename WireType<T>::Type>) {
      if (!std::in_range<T>(read)) return NumberOutOfRange(what);
      value = static_cast<T>(read);
    } else {
      value = std::move(read);
    }
    return absl::OkStatus();
  }
}

template <class T>
Any ToAny(T value) {
  if constexpr (std::is_constructible_v<Any, T>) {
    return Any(std::move(value));
  } else {
    cbor::Writer writer;
    Write(writer, value);
    const Bytes encoded = writer.Take();
    cbor::Reader reader(encoded);
    Any result;
    Read(reader, result);
    return result;
  }
}

template <class T>
absl::StatusOr<Any> ToResult(absl::StatusOr<T> result) {
  if (!result.ok()) return result.status();
  return ToAny(*std::move(result));
}
inline absl::StatusOr<Any> ToResult(absl::Status status) {
  if (!status.ok()) return status;
  return Any();
}
template <class T>
absl::StatusOr<Any> ToResult(T result) {
  return ToAny(std::move(result));
}

template <class Tuple, size_t... indices>
absl::Status ReadArguments(const std::vector<Any>& arguments,
                           const std::vector<std::string>& names, Tuple& values,
                           std::index_sequence<indices...>) {
  absl::Status status;
  [[maybe_unused]] const auto read = [&]<size_t index>() {
    using T = std::tuple_element_t<index, Tuple>;
    const std::string name =
        index < names.size() ? names[index] : std::to_string(index);
    if (index < arguments.size()) {
      status = FromAny(arguments[index], name, std::get<index>(values));
    } else if constexpr (!kIsOptional<T>) {
      status = MissingArgument(name, HintOf<T>());
    }
    return status.ok();
  };
  static_cast<void>((read.template operator()<indices>() && ...));
  return status;
}

}  // namespace internal

// The untyped form of `function`, whose arguments have these names.
template <class Function>
MethodFunction MakeMethod(Function function, std::vector<std::string> names) {
  using Signature = internal::Signature<Function>;
  using Split = internal::WithoutContext<typename Signature::Arguments>;
  using Arguments = typename Split::Arguments;
  return [function = std::move(function), names = std::move(names)](
             CallContext& context,
             const std::vector<Any>& arguments) -> absl::StatusOr<Any> {
    Arguments values;
    absl::Status status = internal::ReadArguments(
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
      return Any();
    } else {
      return internal::ToResult(std::apply(call, values));
    }
  };
}

// The component that describes `Function`: names, and hints from the types.
template <class Function>
Method DescribeMethod(std::string name, std::string doc,
                      const std::vector<std::string>& arguments) {
  using Split = internal::WithoutContext<
      typename internal::Signature<Function>::Arguments>;
  Method method{.name = std::move(name)};
  if (!doc.empty()) method.doc = std::move(doc);
  size_t index = 0;
  const auto describe = [&]<class T>(std::type_identity<T>) {
    MethodArg& described = method.arg_doc.emplace_back();
    described.name =
        index < arguments.size() ? arguments[index] : std::to_string(index);
    described.editor_hint = internal::HintOf<T>();
    ++index;
  };
  [&]<class... Ts>(std::type_identity<std::tuple<Ts...>>) {
    (describe(std::type_identity<Ts>()), ...);
  }(std::type_identity<typename Split::Arguments>());
  return method;
}

}  // namespace noodles

#endif  // NOODLES_SERVER_TYPED_METHOD_H_
