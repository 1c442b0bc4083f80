// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/activator_methods_proxy.h"

#include <utility>

#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"

namespace noodles {

ActivatorMethodsProxy::ActivatorMethodsProxy(Caller& caller,
                                             std::optional<InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void ActivatorMethodsProxy::Activate(
    const std::optional<std::variant<std::string, int64_t>>& choice,
    std::function<void(absl::Status)> done) const {
  caller_->Call(ActivatorMethodNames::kActivate, target_, PackArguments(choice),
                ReadResult(std::move(done)));
}

std::future<absl::Status> ActivatorMethodsProxy::Activate(
    const std::optional<std::variant<std::string, int64_t>>& choice) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  Activate(choice, std::move(done));
  return std::move(result);
}

void ActivatorMethodsProxy::GetActivationChoices(
    std::function<void(absl::StatusOr<std::vector<std::string>>)> done) const {
  caller_->Call(ActivatorMethodNames::kGetActivationChoices, target_,
                PackArguments(), ReadResult(std::move(done)));
}

std::future<absl::StatusOr<std::vector<std::string>>>
ActivatorMethodsProxy::GetActivationChoices() const {
  auto [done, result] =
      MakeFutureResult<absl::StatusOr<std::vector<std::string>>>();
  GetActivationChoices(std::move(done));
  return std::move(result);
}

}  // namespace noodles
