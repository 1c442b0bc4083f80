// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/view_methods_proxy.h"

#include <utility>

#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"

namespace noodles {

ViewMethodsProxy::ViewMethodsProxy(Caller& caller,
                                   std::optional<InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void ViewMethodsProxy::ClientView(
    const Vec3& direction, float angle,
    std::function<void(absl::Status)> done) const {
  caller_->Call(ViewMethodNames::kClientView, target_,
                PackArguments(direction, angle), ReadResult(std::move(done)));
}

std::future<absl::Status> ViewMethodsProxy::ClientView(const Vec3& direction,
                                                       float angle) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  ClientView(direction, angle, std::move(done));
  return std::move(result);
}

}  // namespace noodles
