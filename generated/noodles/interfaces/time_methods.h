// TimeMethods: the interface that a server implements.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: a server calls the methods of one document one after another.
// Direct calls by the program are as thread-safe as the implementation.
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

// The server reads and checks the arguments before it calls a function. A
// status that is not OK becomes the exception of the reply.
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

// The definitions of the methods for a server: the name, documentation and
// hints of each method, and a function that reads the arguments and calls
// `implementation`, which must not be null. Shares its ownership.
std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<TimeMethods>& implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TIME_METHODS_H_
