// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/probe_methods_proxy.h"

#include <utility>

#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/probing_codec.h"

namespace noodles {

ProbeMethodsProxy::ProbeMethodsProxy(Caller& caller,
                                     std::optional<InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void ProbeMethodsProxy::At(
    const Vec3& position,
    std::function<void(absl::StatusOr<ProbeResult>)> done) const {
  caller_->Call(ProbeMethodNames::kAt, target_, PackArguments(position),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<ProbeResult>> ProbeMethodsProxy::At(
    const Vec3& position) const {
  auto [done, result] = MakeFutureResult<absl::StatusOr<ProbeResult>>();
  At(position, std::move(done));
  return std::move(result);
}

}  // namespace noodles
