// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/movable_methods_proxy.h"

#include <utility>

#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"

namespace noodles {

MovableMethodsProxy::MovableMethodsProxy(Caller& caller,
                                         std::optional<InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void MovableMethodsProxy::SetPosition(
    const Vec3& position, std::function<void(absl::Status)> done) const {
  caller_->Call(MovableMethodNames::kSetPosition, target_,
                PackArguments(position), ReadResult(std::move(done)));
}

std::future<absl::Status> MovableMethodsProxy::SetPosition(
    const Vec3& position) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  SetPosition(position, std::move(done));
  return std::move(result);
}

void MovableMethodsProxy::SetRotation(
    const Vec4& rotation, std::function<void(absl::Status)> done) const {
  caller_->Call(MovableMethodNames::kSetRotation, target_,
                PackArguments(rotation), ReadResult(std::move(done)));
}

std::future<absl::Status> MovableMethodsProxy::SetRotation(
    const Vec4& rotation) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  SetRotation(rotation, std::move(done));
  return std::move(result);
}

void MovableMethodsProxy::SetScale(
    const Vec3& scale, std::function<void(absl::Status)> done) const {
  caller_->Call(MovableMethodNames::kSetScale, target_, PackArguments(scale),
                ReadResult(std::move(done)));
}

std::future<absl::Status> MovableMethodsProxy::SetScale(
    const Vec3& scale) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  SetScale(scale, std::move(done));
  return std::move(result);
}

}  // namespace noodles
