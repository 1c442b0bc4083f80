// DataTable: a table of the document that holds its data and implements
// TableMethods.
//
//   const auto cities =
//       DataTable::Create(server, {.name = "cities"},
//                         {{"name", TableColumnType::kText},
//                          {"population", TableColumnType::kInteger}}).value();
//   cities->Insert({{"Tokyo", 37400000}, {"Lima", 10100000}}).value();
//
// A client that subscribes receives the whole table and then every later change
// once, in order with the changes of the document. Clients that do not
// subscribe receive no signals. A change inside a transaction or a method is
// sent or taken back with the transaction. A subscription ends with the
// connection. After the component has been deleted, every change fails with
// NotFound.
//
// The rows of a table by Open survive a restart of a server that keeps its
// document (Server::Resume), those of a table by Create do not.
//
// A program with a storage of its own implements TableMethods
// (noodles/interfaces/table_methods.h) and sends TableSignals instead.
//
// Penne refuses ANY columns, and messages of more than 1 MiB. So no message of
// a table is longer than DocumentOptions::max_frame_bytes, but for one that
// holds a single row or the names of the columns: large changes are sent as
// several signals. The answer to the subscription of a large table holds the
// first rows and the key following_signals, the number of signals that follow
// right behind the answer, before every later change: noo::tbl_updated with the
// other rows, in order, then noo::tbl_selection_updated with each selection.
//
// Thread-safety: every function may be called from any thread and locks the
// document. Ownership: the server shares the table until the component is
// deleted; the server must outlive the table.
#ifndef NOODLES_SERVER_DATA_TABLE_H_
#define NOODLES_SERVER_DATA_TABLE_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
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

struct JournalTableChange;

class DataTable : public TableMethods,
                  public std::enable_shared_from_this<DataTable> {
 public:
  // Creates the component and offers the methods and signals on it. Errors:
  // those of TableData::Make and Document::Create, which change nothing.
  static absl::StatusOr<std::shared_ptr<DataTable>> Create(
      Server& server, Table component, std::vector<TableColumnInfo> columns,
      const TableLimits& limits = {});

  // Takes the table of this name that Server::Resume has brought back, with its
  // rows and selections, or creates one where there is none; its rows are then
  // kept. So a table has the same identifier and content in each run. Without
  // ServerOptions::persistence, the same as Create. Errors: those of Create;
  // InvalidArgument for a component without a name; AlreadyExists where the
  // table of this name belongs to a DataTable of this run; FailedPrecondition
  // where its columns are others.
  static absl::StatusOr<std::shared_ptr<DataTable>> Open(
      Server& server, Table component, std::vector<TableColumnInfo> columns,
      const TableLimits& limits = {});

  TableID id() const { return id_; }

  // Sets a function that is called inside the transaction of each change, by
  // the program or a client, with the changed data. Changes that `listener`
  // makes in the document are sent with the table's signals. If `listener`
  // fails, the change is taken back and fails with the same status. `listener`
  // must not change the table.
  using ChangeListener = std::function<absl::Status(const TableData& data)>;
  void SetChangeListener(ChangeListener listener);

  // ----------------------------------------------------------------- changes

  // Adds rows and returns their keys; the table never uses a key twice. Errors
  // of all changes: those of TableData, and NotFound if the component has been
  // deleted; a failed change changes nothing.
  absl::StatusOr<std::vector<TableKey>> Insert(
      const std::vector<TableRow>& rows);
  // The same for data in columns; avoids a value for each cell.
  absl::StatusOr<std::vector<TableKey>> InsertBlock(TableBlock rows);
  // Replaces whole rows: rows[i] becomes the row with the key keys[i].
  absl::Status Update(const std::vector<TableKey>& keys,
                      const std::vector<TableRow>& rows);
  absl::Status UpdateBlock(const std::vector<TableKey>& keys, TableBlock rows);
  absl::Status Remove(const std::vector<TableKey>& keys);
  // Removes all rows and selections.
  absl::Status Clear();
  // Sets a selection. One without rows and ranges removes the selection of this
  // name. Errors: also ResourceExhausted for a selection that is longer than
  // DocumentOptions::max_frame_bytes, since it cannot be sent in parts; ranges
  // of rows are shorter than lists of rows.
  absl::Status SetSelection(Selection selection);

  // ----------------------------------------------------------------- reading

  // Calls `look` with the data and the document locked.
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
  // Like Subscribe, but encodes the answer from the columns, and what of a
  // large table follows the answer.
  absl::StatusOr<EncodedItem> SubscribeEncoded(CallContext& context);

 private:
  DataTable(Server& server, TableData data);

  // Runs `action` as one transaction. Errors: NotFound if the component has
  // been deleted.
  absl::Status Transact(const std::function<absl::Status()>& action);
  // The same, and calls the listener.
  absl::Status Change(const std::function<absl::Status()>& change);
  // Calls `take_back` with the data if the change is taken back.
  void OnRollback(std::function<void(TableData&)> take_back);
  absl::Status CheckExists() const;
  absl::Status SendUpdated(const std::vector<TableKey>& keys,
                           const TableBlock& rows);
  absl::Status SendRemoved(const std::vector<TableKey>& keys);
  // Keeps the rows from now on, and takes those of an earlier run.
  absl::Status Keep();
  // Leaves the rows to a later keeper.
  void Release();
  Bytes SaveState() const;
  absl::Status LoadState(const Bytes& state);
  absl::Status ApplyChange(const Bytes& change);
  bool is_kept() const;
  // Write a change down; RecordRows does nothing where the rows are not kept.
  void Record(const JournalTableChange& change);
  void RecordRows(const std::vector<TableKey>& keys, const TableBlock& rows);

  // The bytes of rows, keys or a selection that one message may hold.
  size_t message_bytes() const;

  Server& server_;
  TableID id_;
  // Guarded by the document's lock.
  TableData data_;
  ChangeListener listener_;
  // Of the state in the journal; empty: the rows are not kept.
  std::string state_name_;
  SubscriberList subscribers_;
};

// Like MethodsOf of TableMethods, but encodes the answer to a subscription from
// the columns.
std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<DataTable>& table);

}  // namespace noodles

#endif  // NOODLES_SERVER_DATA_TABLE_H_
