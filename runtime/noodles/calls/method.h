// Untyped methods: their function, their result and their description.
//
// Thread-safety: plain values; a server calls the methods of one document from
// one thread at a time.
#ifndef NOODLES_CALLS_METHOD_H_
#define NOODLES_CALLS_METHOD_H_

#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/answer.h"
#include "noodles/calls/call_arguments.h"
#include "noodles/calls/call_context.h"
#include "noodles/calls/pending_result.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/methods.h"

namespace noodles {

// The result of a method: a value, a failure, or a later answer.
class MethodResult {
 public:
  MethodResult(Any value)  // NOLINT
      : content_(Answer(ResultValue(std::move(value)))) {}
  MethodResult(EncodedItem item)  // NOLINT
      : content_(Answer(ResultValue(std::move(item)))) {}
  // An OK status: no result.
  MethodResult(absl::Status status)  // NOLINT
      : content_(calls_internal::ToAnswer(std::move(status))) {}
  MethodResult(absl::StatusOr<Any> result)  // NOLINT
      : content_(calls_internal::ToAnswer(std::move(result))) {}
  MethodResult(absl::StatusOr<EncodedItem> result)  // NOLINT
      : content_(calls_internal::ToAnswer(std::move(result))) {}
  MethodResult(Answer answer) : content_(std::move(answer)) {}  // NOLINT
  template <class T>
  MethodResult(const PendingResult<T>& pending)  // NOLINT
      : content_(pending.slot()) {}

  // Null if the answer comes later.
  const Answer* answer() const { return std::get_if<Answer>(&content_); }
  Answer* answer() { return std::get_if<Answer>(&content_); }
  // The slot of a later answer; null if there is an answer now.
  std::shared_ptr<AnswerSlot> slot() const {
    const auto* slot = std::get_if<std::shared_ptr<AnswerSlot>>(&content_);
    return slot == nullptr ? nullptr : *slot;
  }

 private:
  std::variant<Answer, std::shared_ptr<AnswerSlot>> content_;
};

// A function that takes a CallContext& and the arguments, either encoded
// (const CallArguments&) or as values (const std::vector<Any>&). The server
// catches exceptions and answers them like an Internal status.
class MethodFunction {
 public:
  MethodFunction() = default;
  template <class Function>
  requires(!std::same_as<Function, MethodFunction> &&
           std::is_invocable_r_v<MethodResult, Function&, CallContext&,
                                 const CallArguments&>)
      MethodFunction(Function function)  // NOLINT
      : function_(std::move(function)) {}
  template <class Function>
  requires(
      !std::is_invocable_v<Function&, CallContext&, const CallArguments&> &&
      std::is_invocable_r_v<MethodResult, Function&, CallContext&,
                            const std::vector<Any>&>)
      MethodFunction(Function function)  // NOLINT
      : function_([function = std::move(function)](
                      CallContext& context,
                      const CallArguments& arguments) -> MethodResult {
          const absl::StatusOr<std::vector<Any>> values = arguments.ToAny();
          if (!values.ok()) return values.status();
          return function(context, *values);
        }) {}

  explicit operator bool() const { return static_cast<bool>(function_); }
  MethodResult operator()(CallContext& context,
                          const CallArguments& arguments) const {
    return function_(context, arguments);
  }

 private:
  std::function<MethodResult(CallContext&, const CallArguments&)> function_;
};

// The description of a method for clients, and the function that runs.
struct MethodDefinition {
  Method description;
  MethodFunction function;
};

}  // namespace noodles

#endif  // NOODLES_CALLS_METHOD_H_
