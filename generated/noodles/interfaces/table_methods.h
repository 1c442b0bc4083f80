// TableMethods: the interface that a server implements.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: a server calls the methods of one document one after another.
// Direct calls by the program are as thread-safe as the implementation.
#ifndef NOODLES_INTERFACES_TABLE_METHODS_H_
#define NOODLES_INTERFACES_TABLE_METHODS_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/interfaces/tables.h"

namespace noodles {

struct Signal;

// The server reads and checks the arguments before it calls a function. A
// status that is not OK becomes the exception of the reply.
class TableMethods {
 public:
  virtual ~TableMethods() = default;

  // From now on this client gets the table's signals.
  virtual absl::StatusOr<TableInitData> Subscribe(CallContext& context) = 0;

  // Adds rows, in column order; the table gives them keys.
  virtual absl::StatusOr<std::vector<TableKey>> Insert(
      CallContext& context, std::vector<TableRow> rows) = 0;

  // Replaces whole rows.
  virtual absl::StatusOr<std::vector<TableKey>> Update(
      CallContext& context, std::vector<TableKey> keys,
      std::vector<TableRow> rows) = 0;

  virtual absl::StatusOr<std::vector<TableKey>> Remove(
      CallContext& context, std::vector<TableKey> keys) = 0;

  virtual absl::Status Clear(CallContext& context) = 0;

  virtual absl::Status UpdateSelection(CallContext& context,
                                       Selection selection) = 0;
};

// The definitions of the methods for a server: the name, documentation and
// hints of each method, and a function that reads the arguments and calls
// `implementation`, which must not be null. Shares its ownership.
std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<TableMethods>& implementation);

// The signals that belong to these methods: TableSignals.
std::vector<Signal> SignalsOf(const TableMethods& implementation);

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TABLE_METHODS_H_
