// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/option_methods_proxy.h"

#include <utility>

#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"

namespace noodles {

OptionMethodsProxy::OptionMethodsProxy(Caller& caller,
                                       std::optional<InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void OptionMethodsProxy::GetVarKeys(
    std::function<void(absl::StatusOr<std::vector<std::string>>)> done) const {
  caller_->Call(OptionMethodNames::kGetVarKeys, target_, PackArguments(),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<std::vector<std::string>>>
OptionMethodsProxy::GetVarKeys() const {
  auto [done, result] =
      MakeFutureResult<absl::StatusOr<std::vector<std::string>>>();
  GetVarKeys(std::move(done));
  return std::move(result);
}

void OptionMethodsProxy::GetVarOptions(
    const std::optional<std::string>& key,
    std::function<void(absl::StatusOr<std::vector<cbor::Any>>)> done) const {
  caller_->Call(OptionMethodNames::kGetVarOptions, target_, PackArguments(key),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<std::vector<cbor::Any>>>
OptionMethodsProxy::GetVarOptions(const std::optional<std::string>& key) const {
  auto [done, result] =
      MakeFutureResult<absl::StatusOr<std::vector<cbor::Any>>>();
  GetVarOptions(key, std::move(done));
  return std::move(result);
}

void OptionMethodsProxy::GetVarValue(
    const std::optional<std::string>& key,
    std::function<void(absl::StatusOr<cbor::Any>)> done) const {
  caller_->Call(OptionMethodNames::kGetVarValue, target_, PackArguments(key),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<cbor::Any>> OptionMethodsProxy::GetVarValue(
    const std::optional<std::string>& key) const {
  auto [done, result] = MakeFutureResult<absl::StatusOr<cbor::Any>>();
  GetVarValue(key, std::move(done));
  return std::move(result);
}

void OptionMethodsProxy::SetVarValue(
    const cbor::Any& value, const std::optional<std::string>& key,
    std::function<void(absl::StatusOr<bool>)> done) const {
  caller_->Call(OptionMethodNames::kSetVarValue, target_,
                PackArguments(value, key), ReadResult(std::move(done)));
}

std::future<absl::StatusOr<bool>> OptionMethodsProxy::SetVarValue(
    const cbor::Any& value, const std::optional<std::string>& key) const {
  auto [done, result] = MakeFutureResult<absl::StatusOr<bool>>();
  SetVarValue(value, key, std::move(done));
  return std::move(result);
}

}  // namespace noodles
