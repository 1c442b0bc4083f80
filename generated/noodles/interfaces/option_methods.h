// OptionMethods: the interface that a server implements.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: a server calls the methods of one document one after another.
// Direct calls by the program are as thread-safe as the implementation.
#ifndef NOODLES_INTERFACES_OPTION_METHODS_H_
#define NOODLES_INTERFACES_OPTION_METHODS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/cbor/any.h"

namespace noodles {

// The server reads and checks the arguments before it calls a function. A
// status that is not OK becomes the exception of the reply.
class OptionMethods {
 public:
  virtual ~OptionMethods() = default;

  virtual absl::StatusOr<std::vector<std::string>> GetVarKeys(
      CallContext& context) = 0;

  // Where the key is absent, the default key is meant.
  virtual absl::StatusOr<std::vector<cbor::Any>> GetVarOptions(
      CallContext& context, std::optional<std::string> key) = 0;

  // Where the key is absent, the default key is meant.
  virtual absl::StatusOr<cbor::Any> GetVarValue(
      CallContext& context, std::optional<std::string> key) = 0;

  // Where the key is absent, the default key is meant.
  virtual absl::StatusOr<bool> SetVarValue(CallContext& context,
                                           cbor::Any value,
                                           std::optional<std::string> key) = 0;
};

// The definitions of the methods for a server: the name, documentation and
// hints of each method, and a function that reads the arguments and calls
// `implementation`, which must not be null. Shares its ownership.
std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<OptionMethods>& implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_OPTION_METHODS_H_
