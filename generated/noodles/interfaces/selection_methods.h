// SelectionMethods: the interface that a server implements.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: a server calls the methods of one document one after another.
// Direct calls by the program are as thread-safe as the implementation.
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

// The server reads and checks the arguments before it calls a function. A
// status that is not OK becomes the exception of the reply.
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

// The definitions of the methods for a server: the name, documentation and
// hints of each method, and a function that reads the arguments and calls
// `implementation`, which must not be null. Shares its ownership.
std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<SelectionMethods>& implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_SELECTION_METHODS_H_
