// LabMethodsProxy: typed calls of LabMethods.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef LAB_LAB_METHODS_PROXY_H_
#define LAB_LAB_METHODS_PROXY_H_

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lab/measuring.h"
#include "noodles/calls/caller.h"
#include "noodles/protocol/common_types.h"

namespace lab {

// Calls the methods of LabMethods on one target. One form of each method calls
// `done` once, on a thread of the Caller; the other form returns a future. The
// status of a failed call is the exception that the server sent, or tells that
// the result has another type or that the connection has ended.
class LabMethodsProxy {
 public:
  // No target: the document.
  explicit LabMethodsProxy(
      noodles::Caller& caller,
      std::optional<noodles::InvokeIDType> target = std::nullopt);

  // Measures at a place. Takes a moment.
  //
  // `at`: In metres.
  //
  // `windows`: All the time where there are none.
  //
  // Returns: One for each window.
  void Measure(
      const noodles::Vec3& at, const Sensor& sensor,
      const std::optional<std::vector<Window>>& windows,
      const std::optional<int64_t>& class_,
      std::function<void(absl::StatusOr<std::vector<Sample>>)> done) const;
  std::future<absl::StatusOr<std::vector<Sample>>> Measure(
      const noodles::Vec3& at, const Sensor& sensor,
      const std::optional<std::vector<Window>>& windows = std::nullopt,
      const std::optional<int64_t>& class_ = std::nullopt) const;

  void LabEstimate(const std::vector<Sample>& samples,
                   std::function<void(absl::StatusOr<Estimate>)> done) const;
  std::future<absl::StatusOr<Estimate>> LabEstimate(
      const std::vector<Sample>& samples) const;

  void Forget(const std::vector<std::vector<int64_t>>& rows,
              std::function<void(absl::Status)> done) const;
  std::future<absl::Status> Forget(
      const std::vector<std::vector<int64_t>>& rows) const;

 private:
  noodles::Caller* caller_;
  std::optional<noodles::InvokeIDType> target_;
};

}  // namespace lab

#endif  // LAB_LAB_METHODS_PROXY_H_
