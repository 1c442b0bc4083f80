// ActivatorMethods: the interface to implement.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: calls of one document come one after another; a program that
// calls the implementation itself takes care of its threads.
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

// Arguments are read and checked before a function is called. A status that is
// not OK becomes the exception of the reply.
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

// What a server needs to offer `implementation`, which must not be null: each
// method's name, documentation and hints, and a function that reads its
// arguments and calls it. Shares ownership of the implementation.
std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<ActivatorMethods> implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_ACTIVATOR_METHODS_H_
