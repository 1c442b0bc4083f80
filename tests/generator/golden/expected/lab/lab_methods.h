// LabMethods: the interface that a server implements.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: a server calls the methods of one document one after another.
// Direct calls by the program are as thread-safe as the implementation.
#ifndef LAB_LAB_METHODS_H_
#define LAB_LAB_METHODS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lab/measuring.h"
#include "noodles/calls/method.h"
#include "noodles/protocol/common_types.h"

namespace noodles {
struct Signal;
}  // namespace noodles

namespace lab {

// What a lab does.
//
// The server reads and checks the arguments before it calls a function. A
// status that is not OK becomes the exception of the reply.
class LabMethods {
 public:
  virtual ~LabMethods() = default;

  // Measures at a place. Takes a moment.
  //
  // `at`: In metres.
  //
  // `windows`: All the time where there are none.
  //
  // Returns: One for each window.
  virtual absl::StatusOr<std::vector<Sample>> Measure(
      noodles::CallContext& context, noodles::Vec3 at, Sensor sensor,
      std::optional<std::vector<Window>> windows,
      std::optional<int64_t> class_) = 0;

  virtual absl::StatusOr<Estimate> LabEstimate(noodles::CallContext& context,
                                               std::vector<Sample> samples) = 0;

  virtual absl::Status Forget(noodles::CallContext& context,
                              std::vector<std::vector<int64_t>> rows) = 0;
};

// The definitions of the methods for a server: the name, documentation and
// hints of each method, and a function that reads the arguments and calls
// `implementation`, which must not be null. Shares its ownership.
std::vector<noodles::MethodDefinition> MethodsOf(
    const std::shared_ptr<LabMethods>& implementation);

// The signals that belong to these methods: LabSignals.
std::vector<noodles::Signal> SignalsOf(const LabMethods& implementation);

}  // namespace lab

#endif  // LAB_LAB_METHODS_H_
