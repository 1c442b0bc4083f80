// A table of the document that holds its data and answers the well-known
// methods of tables.
//
//   const auto cities =
//       DataTable::Create(server, {.name = "cities"},
//                         {{"name", TableColumnType::kText},
//                          {"population", TableColumnType::kInteger}}).value();
//   cities->Insert({{"Tokyo", 37400000}, {"Lima", 10100000}}).value();
//
// Clients that subscribe get the whole table, then every later change once, in
// order with the changes of the document; nobody else gets signals. A change
// inside a transaction or a method leaves with it, or is taken back with it. A
// subscription ends with the connection. Once the component has been deleted,
// every change is NotFound.
//
// A program with a storage of its own implements TableMethods instead
// (noodles/interfaces/table_methods.h) and sends TableSignals.
//
// Penne refuses ANY columns, and messages of more than 1 MiB: signals are cut
// into smaller ones, the answer to a subscription cannot be.
//
// Thread-safety: every function may be called from any thread; the document is
// locked meanwhile. Ownership: the server shares it until the component is
// deleted; the server must outlive it.
#ifndef NOODLES_SERVER_DATA_TABLE_H_
#define NOODLES_SERVER_DATA_TABLE_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/method.h"
#include "noodles/interfaces/table_methods.h"
#include "noodles/protocol/tables.h"
#include "noodles/server/server.h"
#include "noodles/server/subscriber_list.h"
#include "noodles/state/table_data.h"

namespace noodles {

class DataTable : public TableMethods,
                  public std::enable_shared_from_this<DataTable> {
 public:
  // Creates the component and offers the methods and signals on it. Errors:
  // those of TableData::Make and Document::Create, which change nothing.
  static absl::StatusOr<std::shared_ptr<DataTable>> Create(
      Server& server, Table component, std::vector<TableColumnInfo> columns,
      const TableLimits& limits = {});

  TableID id() const { return id_; }

  // Called inside the transaction of each change, whoever makes it, with the
  // data as it is then: what `listener` changes in the document leaves with the
  // table's signals. If it fails, the change is taken back and fails with its
  // status. It must not change the table.
  using ChangeListener = std::function<absl::Status(const TableData& data)>;
  void SetChangeListener(ChangeListener listener);

  // ---------------------------------------------------------------- changing

  // Adds rows and returns their keys, which are never used again. Errors of all
  // changes are those of TableData, and NotFound where the component is gone;
  // they change nothing.
  absl::StatusOr<std::vector<TableKey>> Insert(
      const std::vector<TableRow>& rows);
  // The same by columns, without a value for each cell.
  absl::StatusOr<std::vector<TableKey>> InsertBlock(TableBlock rows);
  // Replaces whole rows: rows[i] is the new one of keys[i].
  absl::Status Update(const std::vector<TableKey>& keys,
                      const std::vector<TableRow>& rows);
  absl::Status UpdateBlock(const std::vector<TableKey>& keys, TableBlock rows);
  absl::Status Remove(const std::vector<TableKey>& keys);
  // Removes all rows and selections.
  absl::Status Clear();
  // One without rows and ranges takes the selection of this name away.
  absl::Status SetSelection(Selection selection);

  // ----------------------------------------------------------------- looking

  // Calls `look` with the data; others change neither it nor the document
  // meanwhile.
  void Read(const std::function<void(const TableData& data)>& look) const;
  size_t row_count() const;
  // Errors: NotFound.
  absl::StatusOr<TableRow> Row(TableKey key) const;
  size_t subscriber_count() const { return subscribers_.size(); }

  // ------------------------------------------------------------ TableMethods

  absl::StatusOr<TableInitData> Subscribe(CallContext& context) override;
  absl::StatusOr<std::vector<TableKey>> Insert(
      CallContext& context, std::vector<TableRow> rows) override;
  absl::StatusOr<std::vector<TableKey>> Update(
      CallContext& context, std::vector<TableKey> keys,
      std::vector<TableRow> rows) override;
  absl::StatusOr<std::vector<TableKey>> Remove(
      CallContext& context, std::vector<TableKey> keys) override;
  absl::Status Clear(CallContext& context) override;
  absl::Status UpdateSelection(CallContext& context,
                               Selection selection) override;
  // As Subscribe, encoded from the columns.
  absl::StatusOr<EncodedItem> SubscribeEncoded(CallContext& context);

 private:
  DataTable(Server& server, TableData data);

  // Runs `action` as one transaction, if the component exists.
  absl::Status Transact(const std::function<absl::Status()>& action);
  // The same, and tells the listener.
  absl::Status Change(const std::function<absl::Status()>& change);
  // Lets `take_back` run on the data if the change is taken back.
  void OnRollback(std::function<void(TableData&)> take_back);
  absl::Status CheckExists() const;
  absl::Status SendUpdated(const std::vector<TableKey>& keys,
                           const TableBlock& rows);

  Server& server_;
  TableID id_;
  // Guarded by the document's lock.
  TableData data_;
  ChangeListener listener_;
  SubscriberList subscribers_;
};

// As that of TableMethods; the answer to a subscription is encoded from the
// columns.
std::vector<MethodDefinition> MethodsOf(std::shared_ptr<DataTable> table);

}  // namespace noodles

#endif  // NOODLES_SERVER_DATA_TABLE_H_
