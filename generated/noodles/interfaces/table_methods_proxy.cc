// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/table_methods_proxy.h"

#include <utility>

#include "noodles/calls/pack_arguments.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/tables_codec.h"

namespace noodles {

TableMethodsProxy::TableMethodsProxy(Caller& caller,
                                     std::optional<InvokeIDType> target)
    : caller_(&caller), target_(std::move(target)) {}

void TableMethodsProxy::Subscribe(
    std::function<void(absl::StatusOr<TableInitData>)> done) const {
  caller_->Call(TableMethodNames::kSubscribe, target_, PackArguments(),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<TableInitData>> TableMethodsProxy::Subscribe()
    const {
  auto [done, result] = MakeFutureResult<absl::StatusOr<TableInitData>>();
  Subscribe(std::move(done));
  return std::move(result);
}

void TableMethodsProxy::Insert(
    const std::vector<TableRow>& rows,
    std::function<void(absl::StatusOr<std::vector<TableKey>>)> done) const {
  caller_->Call(TableMethodNames::kInsert, target_, PackArguments(rows),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<std::vector<TableKey>>> TableMethodsProxy::Insert(
    const std::vector<TableRow>& rows) const {
  auto [done, result] =
      MakeFutureResult<absl::StatusOr<std::vector<TableKey>>>();
  Insert(rows, std::move(done));
  return std::move(result);
}

void TableMethodsProxy::Update(
    const std::vector<TableKey>& keys, const std::vector<TableRow>& rows,
    std::function<void(absl::StatusOr<std::vector<TableKey>>)> done) const {
  caller_->Call(TableMethodNames::kUpdate, target_, PackArguments(keys, rows),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<std::vector<TableKey>>> TableMethodsProxy::Update(
    const std::vector<TableKey>& keys,
    const std::vector<TableRow>& rows) const {
  auto [done, result] =
      MakeFutureResult<absl::StatusOr<std::vector<TableKey>>>();
  Update(keys, rows, std::move(done));
  return std::move(result);
}

void TableMethodsProxy::Remove(
    const std::vector<TableKey>& keys,
    std::function<void(absl::StatusOr<std::vector<TableKey>>)> done) const {
  caller_->Call(TableMethodNames::kRemove, target_, PackArguments(keys),
                ReadResult(std::move(done)));
}

std::future<absl::StatusOr<std::vector<TableKey>>> TableMethodsProxy::Remove(
    const std::vector<TableKey>& keys) const {
  auto [done, result] =
      MakeFutureResult<absl::StatusOr<std::vector<TableKey>>>();
  Remove(keys, std::move(done));
  return std::move(result);
}

void TableMethodsProxy::Clear(std::function<void(absl::Status)> done) const {
  caller_->Call(TableMethodNames::kClear, target_, PackArguments(),
                ReadResult(std::move(done)));
}

std::future<absl::Status> TableMethodsProxy::Clear() const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  Clear(std::move(done));
  return std::move(result);
}

void TableMethodsProxy::UpdateSelection(
    const Selection& selection, std::function<void(absl::Status)> done) const {
  caller_->Call(TableMethodNames::kUpdateSelection, target_,
                PackArguments(selection), ReadResult(std::move(done)));
}

std::future<absl::Status> TableMethodsProxy::UpdateSelection(
    const Selection& selection) const {
  auto [done, result] = MakeFutureResult<absl::Status>();
  UpdateSelection(selection, std::move(done));
  return std::move(result);
}

}  // namespace noodles
