// OptionMethods: the interface to implement.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: calls of one document come one after another; a program that
// calls the implementation itself takes care of its threads.
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

// Arguments are read and checked before a function is called. A status that is
// not OK becomes the exception of the reply.
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

// What a server needs to offer `implementation`, which must not be null: each
// method's name, documentation and hints, and a function that reads its
// arguments and calls it. Shares ownership of the implementation.
std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<OptionMethods> implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_OPTION_METHODS_H_
