// The types that arguments and results of methods and signals may have, and one
// sentence of the compiler for each fault of a program in this.
//
// An argument may be bool, an integer, float, double, std::string, Bytes, Any,
// an identifier such as EntityID, a type with a generated codec, or a
// std::vector, std::array, std::map<std::string, T> or std::variant
// of these; inside of these, an integer is int64_t, uint64_t or uint32_t. The
// whole argument may be a std::optional.
//
// A type of the application becomes one of these types by functions
// `bool Read(cbor::Reader&, T&)` and `void Write(cbor::Writer&, const T&)` in
// the namespace of T; noodles_generate makes them from CDDL.
//
// Thread-safety: constants.
#ifndef NOODLES_CALLS_CALL_TYPES_H_
#define NOODLES_CALLS_CALL_TYPES_H_

#include <optional>
#include <type_traits>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/answer.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/codec_type.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/codecs.h"

namespace noodles {

namespace calls_internal {

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class T>
inline constexpr bool kIsVariant = false;
template <class... Ts>
inline constexpr bool kIsVariant<std::variant<Ts...>> = true;

template <class T>
inline constexpr bool kIsStatusOr = false;
template <class T>
inline constexpr bool kIsStatusOr<absl::StatusOr<T>> = true;

template <class T>
inline constexpr bool kIsArgument =
    cbor::ReadableType<T> || cbor::IntegerType<T>;
template <class T>
inline constexpr bool kIsArgument<std::optional<T>> = kIsArgument<T>;

template <class T>
inline constexpr bool kIsValue =
    std::is_constructible_v<Any, T> || cbor::WritableType<T>;
template <class T>
inline constexpr bool kIsValue<std::optional<T>> = kIsValue<T>;

// The results of a method.
template <class T>
inline constexpr bool kIsResult =
    std::is_constructible_v<ResultValue, T> || kIsValue<T>;
template <>
inline constexpr bool kIsResult<absl::Status> = true;
template <>
inline constexpr bool kIsResult<Answer> = true;
template <class T>
inline constexpr bool kIsResult<absl::StatusOr<T>> = kIsResult<T>;

}  // namespace calls_internal

// The types of the arguments that a method or a hook can read, and of the
// results that a client can read.
template <class T>
concept ArgumentType = calls_internal::kIsArgument<T>;

// The types of the arguments that can be sent with a call or a signal.
template <class T>
concept ValueType = calls_internal::kIsValue<T>;

namespace calls_internal {

// Each function stops the compiler with one sentence if a program has this
// fault, and returns whether the program has not. A caller leaves out its body
// then, so that no other error follows.

template <class T>
constexpr bool RequireArgument() {
  static_assert(
      ArgumentType<T>,
      "NOODLES: arguments and results cannot be read as the type T. Use bool, "
      "an integer, float, double, std::string (not std::string_view or const "
      "char*), noodles::Bytes, noodles::Any, an identifier such as EntityID, a "
      "type with a generated codec, or std::vector, std::array, "
      "std::map<std::string, ...> or std::variant of these, in which integers "
      "are int64_t, uint64_t or uint32_t; std::optional around the whole");
  return ArgumentType<T>;
}

template <class T>
constexpr bool RequireValue() {
  static_assert(
      ValueType<T>,
      "NOODLES: the type T cannot be sent as an argument. Use bool, an "
      "integer, float, double, a text, noodles::Bytes, noodles::Any, an "
      "identifier such as EntityID, a type with a generated codec, or "
      "std::vector, std::array, std::map<std::string, ...> or "
      "std::variant of these, in which integers are int64_t, uint64_t or "
      "uint32_t; std::optional around the whole");
  return ValueType<T>;
}

template <class T>
constexpr bool RequireResult() {
  static_assert(
      kIsResult<T>,
      "NOODLES: the type T cannot be the result of a method. Use void, "
      "absl::Status, bool, an integer, float, double, a text, noodles::Bytes, "
      "noodles::Any, an identifier such as EntityID, a type with a generated "
      "codec, or std::vector, std::array, std::map<std::string, ...> "
      "or std::variant of these, in which integers are int64_t, uint64_t or "
      "uint32_t; absl::StatusOr, PendingResult or std::optional around the "
      "whole");
  return kIsResult<T>;
}

}  // namespace calls_internal
}  // namespace noodles

#endif  // NOODLES_CALLS_CALL_TYPES_H_
