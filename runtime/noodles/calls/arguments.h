// Conversion of arguments and results from and to typed values. Every error
// holds the name of the argument.
//
// Thread-safety: pure functions.
#ifndef NOODLES_CALLS_ARGUMENTS_H_
#define NOODLES_CALLS_ARGUMENTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/answer.h"
#include "noodles/calls/call_arguments.h"
#include "noodles/calls/call_types.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/values.h"
#include "noodles/protocol/codecs.h"

namespace noodles::calls_internal {

// The type that the codec reads for an integer type of C++: 64 bits.
template <class T>
struct WireType {
  using Type = T;
};
template <class T>
requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) struct WireType<T> {
  using Type = std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>;
};

// The hint for the identifier of a component, such as "noo::entity_id".
std::string IdHint(ComponentKind kind);

// The `editor_hint` of a type. All hints are from the published list, because
// Orzo fails at other hints.
template <class T>
std::string HintOf() {
  if constexpr (kIsOptional<T>) {
    return HintOf<typename T::value_type>();
    // NOLINTNEXTLINE(bugprone-branch-clone): a bool is no integer here.
  } else if constexpr (std::is_same_v<T, bool>) {
    return "noo::any";
  } else if constexpr (std::is_integral_v<T>) {
    return "noo::integer";
  } else if constexpr (std::is_floating_point_v<T>) {
    return "noo::real";
  } else if constexpr (cbor::kKindOf<T> == cbor::Kind::kText) {
    return "noo::text";
  } else if constexpr (requires { ComponentRef(T()); }) {
    return IdHint(T::kKind);
  } else if constexpr (std::is_same_v<T, Any> || std::is_same_v<T, Bytes> ||
                       kIsVariant<T>) {
    return "noo::any";
  } else if constexpr (cbor::kKindOf<T> == cbor::Kind::kArray) {
    return "noo::array";
  } else {
    return "noo::map";
  }
}

// The text of an error in the value `what`, such as
// "rows[2].name: expected text, found 3".
std::string DescribeError(std::string_view what,
                          const cbor::DecodeError& error);

// The name of the argument at `index`; the index as text if there is no name.
std::string ArgumentName(const std::vector<std::string>& names, size_t index);

absl::Status ArgumentError(std::string_view what,
                           const cbor::DecodeError& error);
absl::Status NumberOutOfRange(std::string_view what);
absl::Status MissingArgument(std::string_view what, std::string_view hint);
Bytes EncodeArgument(const Any& argument);

// Reads the next item as a T. Returns false with an error in the reader if the
// item has another type, and false without an error if the number is outside
// the range of T.
template <class T>
bool ReadArgument(cbor::Reader& reader, T& value) {
  if constexpr (kIsOptional<T>) {
    if (reader.TryReadNull()) return true;
    return ReadArgument(reader, value.emplace());
  } else if constexpr (std::is_same_v<T, typename WireType<T>::Type>) {
    return Read(reader, value);
  } else {
    typename WireType<T>::Type read{};
    if (!Read(reader, read) || !std::in_range<T>(read)) return false;
    value = static_cast<T>(read);
    return true;
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

template <class Tuple, size_t... indices>
absl::Status ReadArguments(const CallArguments& arguments,
                           const std::vector<std::string>& names, Tuple& values,
                           std::index_sequence<indices...>) {
  cbor::Reader reader(arguments.encoded(), arguments.limits());
  cbor::Reader::Sequence list;
  absl::Status status;
  if (!reader.EnterArray(list)) {
    return ArgumentError("list", reader.TakeError());
  }
  [[maybe_unused]] const auto read = [&]<size_t index>() {
    auto& value = std::get<index>(values);
    if (reader.More(list)) {
      if (ReadArgument(reader, value)) return true;
      const std::string name = ArgumentName(names, index);
      status = reader.ok() ? NumberOutOfRange(name)
                           : ArgumentError(name, reader.TakeError());
    } else if constexpr (!kIsOptional<std::decay_t<decltype(value)>>) {
      status = MissingArgument(ArgumentName(names, index),
                               HintOf<std::decay_t<decltype(value)>>());
    }
    return status.ok();
  };
  static_cast<void>((read.template operator()<indices>() && ...));
  return status;
}

// The value as a result. A value without a form as Any is encoded.
template <class T>
ResultValue ToResultValue(T value) {
  if constexpr (kIsOptional<T>) {
    return value ? ToResultValue(*std::move(value)) : ResultValue();
  } else if constexpr (std::is_constructible_v<ResultValue, T>) {
    return ResultValue(std::move(value));
  } else {
    cbor::Writer writer;
    Write(writer, value);
    return EncodedItem{writer.Take()};
  }
}

inline Answer ToAnswer(Answer answer) { return answer; }
inline Answer ToAnswer(absl::Status status) {
  if (!status.ok()) return status;
  return ResultValue();
}
template <class T>
Answer ToAnswer(absl::StatusOr<T> result) {
  if (!result.ok()) return result.status();
  return ToResultValue(*std::move(result));
}

}  // namespace noodles::calls_internal

#endif  // NOODLES_CALLS_ARGUMENTS_H_
