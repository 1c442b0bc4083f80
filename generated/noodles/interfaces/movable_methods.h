// MovableMethods: the interface to implement.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: calls of one document come one after another; a program that
// calls the implementation itself takes care of its threads.
#ifndef NOODLES_INTERFACES_MOVABLE_METHODS_H_
#define NOODLES_INTERFACES_MOVABLE_METHODS_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Arguments are read and checked before a function is called. A status that is
// not OK becomes the exception of the reply.
class MovableMethods {
 public:
  virtual ~MovableMethods() = default;

  // All in the coordinate system of the parent.
  virtual absl::Status SetPosition(CallContext& context, Vec3 position) = 0;

  // A quaternion x, y, z, w.
  virtual absl::Status SetRotation(CallContext& context, Vec4 rotation) = 0;

  virtual absl::Status SetScale(CallContext& context, Vec3 scale) = 0;
};

// What a server needs to offer `implementation`, which must not be null: each
// method's name, documentation and hints, and a function that reads its
// arguments and calls it. Shares ownership of the implementation.
std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<MovableMethods> implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_MOVABLE_METHODS_H_
