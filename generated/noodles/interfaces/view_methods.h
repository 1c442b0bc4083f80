// ViewMethods: the interface that a server implements.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: a server calls the methods of one document one after another.
// Direct calls by the program are as thread-safe as the implementation.
#ifndef NOODLES_INTERFACES_VIEW_METHODS_H_
#define NOODLES_INTERFACES_VIEW_METHODS_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// The server reads and checks the arguments before it calls a function. A
// status that is not OK becomes the exception of the reply.
class ViewMethods {
 public:
  virtual ~ViewMethods() = default;

  // Where the user looks; about once a second at most. The angle is in radians.
  virtual absl::Status ClientView(CallContext& context, Vec3 direction,
                                  float angle) = 0;
};

// The definitions of the methods for a server: the name, documentation and
// hints of each method, and a function that reads the arguments and calls
// `implementation`, which must not be null. Shares its ownership.
std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<ViewMethods>& implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_VIEW_METHODS_H_
