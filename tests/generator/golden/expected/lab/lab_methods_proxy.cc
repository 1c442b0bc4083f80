// Generated from lab.cddl, lab.bindings.toml; changes belong there.
#include "lab/lab_methods_proxy.h"

#include <utility>

#include "lab/measuring_codec.h"
#include "lab/names.h"
#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"

namespace lab {

LabMethodsProxy::LabMethodsProxy(noodles::Caller& caller,
                                 std::optional<noodles::InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void LabMethodsProxy::Measure(
    const noodles::Vec3& at, const Sensor& sensor,
    const std::optional<std::vector<Window>>& windows,
    const std::optional<int64_t>& class_,
    std::function<void(absl::StatusOr<std::vector<Sample>>)> done) const {
  caller_->Call(LabMethodNames::kMeasure, target_,
                noodles::PackArguments(at, sensor, windows, class_),
                noodles::ReadResult(std::move(done)));
}

std::future<absl::StatusOr<std::vector<Sample>>> LabMethodsProxy::Measure(
    const noodles::Vec3& at, const Sensor& sensor,
    const std::optional<std::vector<Window>>& windows,
    const std::optional<int64_t>& class_) const {
  auto [done, result] =
      noodles::MakeFutureResult<absl::StatusOr<std::vector<Sample>>>();
  Measure(at, sensor, windows, class_, std::move(done));
  return std::move(result);
}

void LabMethodsProxy::LabEstimate(
    const std::vector<Sample>& samples,
    std::function<void(absl::StatusOr<Estimate>)> done) const {
  caller_->Call(LabMethodNames::kLabEstimate, target_,
                noodles::PackArguments(samples),
                noodles::ReadResult(std::move(done)));
}

std::future<absl::StatusOr<Estimate>> LabMethodsProxy::LabEstimate(
    const std::vector<Sample>& samples) const {
  auto [done, result] = noodles::MakeFutureResult<absl::StatusOr<Estimate>>();
  LabEstimate(samples, std::move(done));
  return std::move(result);
}

void LabMethodsProxy::Forget(const std::vector<std::vector<int64_t>>& rows,
                             std::function<void(absl::Status)> done) const {
  caller_->Call(LabMethodNames::kForget, target_, noodles::PackArguments(rows),
                noodles::ReadResult(std::move(done)));
}

std::future<absl::Status> LabMethodsProxy::Forget(
    const std::vector<std::vector<int64_t>>& rows) const {
  auto [done, result] = noodles::MakeFutureResult<absl::Status>();
  Forget(rows, std::move(done));
  return std::move(result);
}

}  // namespace lab
