// LabMethods: the interface to implement.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: calls of one document come one after another; a program that
// calls the implementation itself takes care of its threads.
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
// Arguments are read and checked before a function is called. A status that is
// not OK becomes the exception of the reply.
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

// What a server needs to offer `implementation`, which must not be null: each
// method's name, documentation and hints, and a function that reads its
// arguments and calls it. Shares ownership of the implementation.
std::vector<noodles::MethodDefinition> MethodsOf(
    std::shared_ptr<LabMethods> implementation);

// The signals that belong to these methods: LabSignals.
std::vector<noodles::Signal> SignalsOf(const LabMethods& implementation);

}  // namespace lab

#endif  // LAB_LAB_METHODS_H_
