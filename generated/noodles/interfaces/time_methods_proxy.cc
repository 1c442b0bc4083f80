// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/time_methods_proxy.h"

#include <utility>

#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/time_codec.h"

namespace noodles {

TimeMethodsProxy::TimeMethodsProxy(Caller& caller,
                                   std::optional<InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void TimeMethodsProxy::StepTime(int64_t direction,
                                std::function<void(absl::Status)> done) const {
  caller_->Call(TimeMethodNames::kStepTime, target_, PackArguments(direction),
                ReadResult(std::move(done)));
}

std::future<absl::Status> TimeMethodsProxy::StepTime(int64_t direction) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  StepTime(direction, std::move(done));
  return std::move(result);
}

void TimeMethodsProxy::AnimateTime(
    int64_t speed, std::function<void(absl::Status)> done) const {
  caller_->Call(TimeMethodNames::kAnimateTime, target_, PackArguments(speed),
                ReadResult(std::move(done)));
}

std::future<absl::Status> TimeMethodsProxy::AnimateTime(int64_t speed) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  AnimateTime(speed, std::move(done));
  return std::move(result);
}

void TimeMethodsProxy::DeltaTime(double delta,
                                 std::function<void(absl::Status)> done) const {
  caller_->Call(TimeMethodNames::kDeltaTime, target_, PackArguments(delta),
                ReadResult(std::move(done)));
}

std::future<absl::Status> TimeMethodsProxy::DeltaTime(double delta) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  DeltaTime(delta, std::move(done));
  return std::move(result);
}

void TimeMethodsProxy::SetTime(double time,
                               std::function<void(absl::Status)> done) const {
  caller_->Call(TimeMethodNames::kSetTime, target_, PackArguments(time),
                ReadResult(std::move(done)));
}

std::future<absl::Status> TimeMethodsProxy::SetTime(double time) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  SetTime(time, std::move(done));
  return std::move(result);
}

void TimeMethodsProxy::GetTimeMetadata(
    std::function<void(absl::StatusOr<TimeMetadata>)> done) const {
  caller_->Call(TimeMethodNames::kGetTimeMetadata, target_, PackArguments(),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<TimeMetadata>> TimeMethodsProxy::GetTimeMetadata()
    const {
  auto [done, result] = MakeFutureResult<absl::StatusOr<TimeMetadata>>();
  GetTimeMetadata(std::move(done));
  return std::move(result);
}

}  // namespace noodles
