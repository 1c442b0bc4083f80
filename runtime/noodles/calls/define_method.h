// Definitions of methods and descriptions of signals from texts and types.
// Generated interfaces use these functions.
//
// Thread-safety: pure functions. A MethodDefinition shares ownership of the
// object that it calls.
#ifndef NOODLES_CALLS_DEFINE_METHOD_H_
#define NOODLES_CALLS_DEFINE_METHOD_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/calls/arguments.h"
#include "noodles/calls/call_context.h"
#include "noodles/calls/method.h"
#include "noodles/calls/typed_method.h"
#include "noodles/protocol/methods.h"
#include "noodles/protocol/signals.h"

namespace noodles {

// The name of an argument and its documentation, which may be empty.
struct ArgumentTexts {
  std::string name{};
  std::string doc{};
};

// The texts of a method or signal; empty documentation: none.
struct CallableTexts {
  std::string_view name{};
  std::string doc{};
  std::vector<ArgumentTexts> arguments{};
  // For methods only.
  std::string result_doc{};
};

namespace calls_internal {

std::optional<std::string> TextOrNothing(const std::string& text);
std::vector<std::string> NamesOf(const std::vector<ArgumentTexts>& arguments);
// `hints` holds one hint for each argument.
std::vector<MethodArg> DescribeArguments(
    const std::vector<ArgumentTexts>& arguments,
    const std::vector<std::string>& hints);

}  // namespace calls_internal

// The definition of a method that calls `function` of `implementation`, which
// must not be null. `texts` describes each parameter of `function`.
template <class Interface, class Result, class... Parameters>
MethodDefinition DefineMethod(std::shared_ptr<Interface> implementation,
                              Result (Interface::*function)(CallContext&,
                                                            Parameters...),
                              const CallableTexts& texts) {
  const auto call = [implementation = std::move(implementation), function](
                        CallContext& context, Parameters... arguments) {
    return (implementation.get()->*function)(context, std::move(arguments)...);
  };
  Method description{
      .name = std::string(texts.name),
      .doc = calls_internal::TextOrNothing(texts.doc),
      .return_doc = calls_internal::TextOrNothing(texts.result_doc),
      .arg_doc = calls_internal::DescribeArguments(
          texts.arguments, {calls_internal::HintOf<Parameters>()...})};
  return {std::move(description),
          MakeMethod(call, calls_internal::NamesOf(texts.arguments))};
}

// Lets a method whose only argument is a list of lists also accept the lists as
// separate arguments: [row, row] as well as [[row, row]].
MethodDefinition AcceptSpreadList(MethodDefinition method);

// The description of a signal whose arguments have these types.
template <class... Parameters>
Signal DescribeSignal(const CallableTexts& texts) {
  return {.name = std::string(texts.name),
          .doc = calls_internal::TextOrNothing(texts.doc),
          .arg_doc = calls_internal::DescribeArguments(
              texts.arguments, {calls_internal::HintOf<Parameters>()...})};
}

}  // namespace noodles

#endif  // NOODLES_CALLS_DEFINE_METHOD_H_
