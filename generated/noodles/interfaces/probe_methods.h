// ProbeMethods: the interface to implement.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: calls of one document come one after another; a program that
// calls the implementation itself takes care of its threads.
#ifndef NOODLES_INTERFACES_PROBE_METHODS_H_
#define NOODLES_INTERFACES_PROBE_METHODS_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/interfaces/probing.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Arguments are read and checked before a function is called. A status that is
// not OK becomes the exception of the reply.
class ProbeMethods {
 public:
  virtual ~ProbeMethods() = default;

  virtual absl::StatusOr<ProbeResult> At(CallContext& context,
                                         Vec3 position) = 0;
};

// What a server needs to offer `implementation`, which must not be null: each
// method's name, documentation and hints, and a function that reads its
// arguments and calls it. Shares ownership of the implementation.
std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<ProbeMethods> implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_PROBE_METHODS_H_
