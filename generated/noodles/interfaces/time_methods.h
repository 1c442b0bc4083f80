// TimeMethods: the interface to implement.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: calls of one document come one after another; a program that
// calls the implementation itself takes care of its threads.
#ifndef NOODLES_INTERFACES_TIME_METHODS_H_
#define NOODLES_INTERFACES_TIME_METHODS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/interfaces/time.h"

namespace noodles {

// Arguments are read and checked before a function is called. A status that is
// not OK becomes the exception of the reply.
class TimeMethods {
 public:
  virtual ~TimeMethods() = default;

  // Below 0 steps back, above 0 forward.
  virtual absl::Status StepTime(CallContext& context, int64_t direction) = 0;

  // Plays with this direction and speed; 0 stops.
  virtual absl::Status AnimateTime(CallContext& context, int64_t speed) = 0;

  virtual absl::Status DeltaTime(CallContext& context, double delta) = 0;

  virtual absl::Status SetTime(CallContext& context, double time) = 0;

  virtual absl::StatusOr<TimeMetadata> GetTimeMetadata(
      CallContext& context) = 0;
};

// What a server needs to offer `implementation`, which must not be null: each
// method's name, documentation and hints, and a function that reads its
// arguments and calls it. Shares ownership of the implementation.
std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<TimeMethods> implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TIME_METHODS_H_
