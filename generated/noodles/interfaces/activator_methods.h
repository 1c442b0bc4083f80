// ActivatorMethods: the interface that a server implements.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: a server calls the methods of one document one after another.
// Direct calls by the program are as thread-safe as the implementation.
#ifndef NOODLES_INTERFACES_ACTIVATOR_METHODS_H_
#define NOODLES_INTERFACES_ACTIVATOR_METHODS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"

namespace noodles {

// The server reads and checks the arguments before it calls a function. A
// status that is not OK becomes the exception of the reply.
class ActivatorMethods {
 public:
  virtual ~ActivatorMethods() = default;

  // The name of a choice or its index; absent is the first choice.
  virtual absl::Status Activate(
      CallContext& context,
      std::optional<std::variant<std::string, int64_t>> choice) = 0;

  virtual absl::StatusOr<std::vector<std::string>> GetActivationChoices(
      CallContext& context) = 0;
};

// The definitions of the methods for a server: the name, documentation and
// hints of each method, and a function that reads the arguments and calls
// `implementation`, which must not be null. Shares its ownership.
std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<ActivatorMethods>& implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_ACTIVATOR_METHODS_H_
