// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/selection_methods_proxy.h"

#include <utility>

#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/selection_codec.h"

namespace noodles {

SelectionMethodsProxy::SelectionMethodsProxy(Caller& caller,
                                             std::optional<InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void SelectionMethodsProxy::SelectRegion(
    const Vec3& min, const Vec3& max, SelectionMode selection,
    std::function<void(absl::Status)> done) const {
  caller_->Call(SelectionMethodNames::kSelectRegion, target_,
                PackArguments(min, max, selection),
                ReadResult(std::move(done)));
}

std::future<absl::Status> SelectionMethodsProxy::SelectRegion(
    const Vec3& min, const Vec3& max, SelectionMode selection) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  SelectRegion(min, max, selection, std::move(done));
  return std::move(result);
}

void SelectionMethodsProxy::SelectSphere(
    const Vec3& centre, float radius, SelectionMode selection,
    std::function<void(absl::Status)> done) const {
  caller_->Call(SelectionMethodNames::kSelectSphere, target_,
                PackArguments(centre, radius, selection),
                ReadResult(std::move(done)));
}

std::future<absl::Status> SelectionMethodsProxy::SelectSphere(
    const Vec3& centre, float radius, SelectionMode selection) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  SelectSphere(centre, radius, selection, std::move(done));
  return std::move(result);
}

void SelectionMethodsProxy::SelectHalfPlane(
    const Vec3& point, const Vec3& normal, SelectionMode selection,
    std::function<void(absl::Status)> done) const {
  caller_->Call(SelectionMethodNames::kSelectHalfPlane, target_,
                PackArguments(point, normal, selection),
                ReadResult(std::move(done)));
}

std::future<absl::Status> SelectionMethodsProxy::SelectHalfPlane(
    const Vec3& point, const Vec3& normal, SelectionMode selection) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  SelectHalfPlane(point, normal, selection, std::move(done));
  return std::move(result);
}

void SelectionMethodsProxy::SelectHull(
    const std::vector<Vec3>& points, const std::vector<int64_t>& indices,
    SelectionMode selection, std::function<void(absl::Status)> done) const {
  caller_->Call(SelectionMethodNames::kSelectHull, target_,
                PackArguments(points, indices, selection),
                ReadResult(std::move(done)));
}

std::future<absl::Status> SelectionMethodsProxy::SelectHull(
    const std::vector<Vec3>& points, const std::vector<int64_t>& indices,
    SelectionMode selection) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  SelectHull(points, indices, selection, std::move(done));
  return std::move(result);
}

}  // namespace noodles
