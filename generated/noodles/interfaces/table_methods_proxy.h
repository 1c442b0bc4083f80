// TableMethodsProxy: typed calls of TableMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef NOODLES_INTERFACES_TABLE_METHODS_PROXY_H_
#define NOODLES_INTERFACES_TABLE_METHODS_PROXY_H_

#include <functional>
#include <future>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/interfaces/tables.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Calls the methods of TableMethods on one target. One form of each method
// calls `done` once, on a thread of the Caller; the other form returns a
// future. The status of a failed call is the exception that the server sent, or
// tells that the result has another type or that the connection has ended.
class TableMethodsProxy {
 public:
  // No target: the document.
  explicit TableMethodsProxy(Caller& caller,
                             std::optional<InvokeIDType> target = std::nullopt);

  // From now on this client gets the table's signals.
  void Subscribe(std::function<void(absl::StatusOr<TableInitData>)> done) const;
  std::future<absl::StatusOr<TableInitData>> Subscribe() const;

  // Adds rows, in column order; the table gives them keys.
  void Insert(
      const std::vector<TableRow>& rows,
      std::function<void(absl::StatusOr<std::vector<TableKey>>)> done) const;
  std::future<absl::StatusOr<std::vector<TableKey>>> Insert(
      const std::vector<TableRow>& rows) const;

  // Replaces whole rows.
  void Update(
      const std::vector<TableKey>& keys, const std::vector<TableRow>& rows,
      std::function<void(absl::StatusOr<std::vector<TableKey>>)> done) const;
  std::future<absl::StatusOr<std::vector<TableKey>>> Update(
      const std::vector<TableKey>& keys,
      const std::vector<TableRow>& rows) const;

  void Remove(
      const std::vector<TableKey>& keys,
      std::function<void(absl::StatusOr<std::vector<TableKey>>)> done) const;
  std::future<absl::StatusOr<std::vector<TableKey>>> Remove(
      const std::vector<TableKey>& keys) const;

  void Clear(std::function<void(absl::Status)> done) const;
  std::future<absl::Status> Clear() const;

  void UpdateSelection(const Selection& selection,
                       std::function<void(absl::Status)> done) const;
  std::future<absl::Status> UpdateSelection(const Selection& selection) const;

 private:
  Caller* caller_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TABLE_METHODS_PROXY_H_
