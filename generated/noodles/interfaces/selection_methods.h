// SelectionMethods: the interface to implement.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: calls of one document come one after another; a program that
// calls the implementation itself takes care of its threads.
#ifndef NOODLES_INTERFACES_SELECTION_METHODS_H_
#define NOODLES_INTERFACES_SELECTION_METHODS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/interfaces/selection.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Arguments are read and checked before a function is called. A status that is
// not OK becomes the exception of the reply.
class SelectionMethods {
 public:
  virtual ~SelectionMethods() = default;

  // All coordinates are in the space of the entity.
  virtual absl::Status SelectRegion(CallContext& context, Vec3 min, Vec3 max,
                                    SelectionMode selection) = 0;

  virtual absl::Status SelectSphere(CallContext& context, Vec3 centre,
                                    float radius, SelectionMode selection) = 0;

  virtual absl::Status SelectHalfPlane(CallContext& context, Vec3 point,
                                       Vec3 normal,
                                       SelectionMode selection) = 0;

  virtual absl::Status SelectHull(CallContext& context,
                                  std::vector<Vec3> points,
                                  std::vector<int64_t> indices,
                                  SelectionMode selection) = 0;
};

// What a server needs to offer `implementation`, which must not be null: each
// method's name, documentation and hints, and a function that reads its
// arguments and calls it. Shares ownership of the implementation.
std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<SelectionMethods> implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_SELECTION_METHODS_H_
