// Definitions of methods and descriptions of signals from texts and types.
// Generated interfaces use these functions.
//
// Thread-safety: pure functions. A MethodDefinition shares ownership of the
// object that it calls.
#ifndef NOODLES_CALLS_DEFINE_METHOD_H_
#define NOODLES_CALLS_DEFINE_METHOD_H_

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/arguments.h"
#include "noodles/calls/call_context.h"
#include "noodles/calls/call_types.h"
#include "noodles/calls/method.h"
#include "noodles/calls/typed_method.h"
#include "noodles/protocol/methods.h"
#include "noodles/protocol/signals.h"

namespace noodles {

// The name of an argument, its documentation, which may be empty, and its hint
// for user interfaces (`editor_hint` in noodles.cddl). An empty hint follows
// from the type of the argument. Orzo fails at hints that are not in the
// published list ("noo::real", "noo::color", ...).
struct ArgumentTexts {
  std::string name{};
  std::string doc{};
  std::string hint{};
};

// The arguments of a method or a signal, in order: names, or names with
// documentation and hints.
//
//   {"x", "y"}
//   {{"x", "Metres to the right"}, {"colour", "Linear RGB", "noo::color"}}
class ArgumentList {
 public:
  // One element of a list in braces.
  class Item {
   public:
    Item(const char* name) : texts_{.name = name} {}             // NOLINT
    Item(std::string name) : texts_{.name = std::move(name)} {}  // NOLINT
    Item(ArgumentTexts texts) : texts_(std::move(texts)) {}      // NOLINT
    Item(std::string name, std::string doc, std::string hint = "")
        : texts_{std::move(name), std::move(doc), std::move(hint)} {}

    const ArgumentTexts& texts() const { return texts_; }

   private:
    ArgumentTexts texts_;
  };

  ArgumentList() = default;
  ArgumentList(std::initializer_list<Item> items);      // NOLINT
  ArgumentList(const std::vector<std::string>& names);  // NOLINT
  ArgumentList(std::vector<ArgumentTexts> texts)        // NOLINT
      : texts_(std::move(texts)) {}

  const std::vector<ArgumentTexts>& texts() const { return texts_; }

 private:
  std::vector<ArgumentTexts> texts_;
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
// `hints` holds the hint of the type of each argument, for the arguments
// without a hint of their own.
std::vector<MethodArg> DescribeArguments(
    const std::vector<ArgumentTexts>& arguments,
    const std::vector<std::string>& hints);

// The texts of `count` arguments. Without any texts, the arguments are called
// by their indices. Errors: InvalidArgument where the number of texts is not
// `count`. `what` names the method or the signal in errors.
absl::StatusOr<std::vector<ArgumentTexts>> CheckedArguments(
    std::string_view what, const std::vector<ArgumentTexts>& texts,
    size_t count);

// Errors: InvalidArgument for an empty name, and for a name of an argument that
// is empty or that another argument has. `what` is "method" or "signal".
absl::Status CheckNames(std::string_view what, std::string_view name,
                        const std::vector<MethodArg>& arguments);

// Stops the compiler with one sentence if `Interface` is no interface, and
// returns whether it is. MethodsOf, and SignalsOf where there are any, are
// generated beside the interface.
template <class Interface>
constexpr bool RequireInterface() {
  constexpr bool kIsInterface =
      requires(const std::shared_ptr<Interface>& implementation) {
    MethodsOf(implementation);
  };
  static_assert(
      kIsInterface,
      "NOODLES: the type Interface offers no methods. It must derive from a "
      "class that is generated from a specification, such as MovableMethods; "
      "if it derives from several, name one: Implement<MovableMethods>(...)");
  return kIsInterface;
}
template <class Interface>
std::vector<Signal> SignalsFor(const Interface& implementation) {
  if constexpr (requires { SignalsOf(implementation); }) {
    return SignalsOf(implementation);
  } else {
    return {};
  }
}

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

// A method from a function with typed parameters (typed_method.h). Without
// `arguments`, the arguments are called "0", "1" and so on. Errors:
// InvalidArgument where the number of `arguments` is not that of the
// parameters.
template <class Function>
absl::StatusOr<MethodDefinition> DefineMethod(const std::string& name,
                                              const std::string& doc,
                                              Function function,
                                              const ArgumentList& arguments) {
  if constexpr (calls_internal::RequireMethod<Function>()) {
    const std::vector<std::string> hints = calls_internal::HintsOf<Function>();
    const absl::StatusOr<std::vector<ArgumentTexts>> texts =
        calls_internal::CheckedArguments("method " + name, arguments.texts(),
                                         hints.size());
    if (!texts.ok()) return texts.status();
    return MethodDefinition{
        {.name = name,
         .doc = calls_internal::TextOrNothing(doc),
         .arg_doc = calls_internal::DescribeArguments(*texts, hints)},
        MakeMethod(std::move(function), calls_internal::NamesOf(*texts))};
  } else {
    return MethodDefinition();
  }
}

// The description of a signal whose arguments have these types.
template <class... Parameters>
Signal DescribeSignal(const CallableTexts& texts) {
  static_cast<void>(
      (... && calls_internal::RequireValue<std::decay_t<Parameters>>()));
  return {.name = std::string(texts.name),
          .doc = calls_internal::TextOrNothing(texts.doc),
          .arg_doc = calls_internal::DescribeArguments(
              texts.arguments, {calls_internal::HintOf<Parameters>()...})};
}

}  // namespace noodles

#endif  // NOODLES_CALLS_DEFINE_METHOD_H_
