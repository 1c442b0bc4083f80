#include "noodles/server/data_table.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/cbor/store.h"
#include "noodles/codec.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/table_signals.h"
#include "noodles/interfaces/tables_codec.h"
#include "noodles/journal/tables.h"
#include "noodles/journal/tables_codec.h"
#include "noodles/persistence/keeping/journal.h"
#include "noodles/persistence/records/journal_codec.h"
#include "noodles/server/operation/server_state.h"
#include "noodles/server/ready/table_subscription.h"

namespace noodles {
namespace {

// The most bytes of a frame with one message around its rows, keys or
// selection.
constexpr size_t kMessageOverhead = 256;

// The index of the first row behind the signal that begins at `begin`.
size_t EndOfSignal(const TableBlock& rows, size_t begin, size_t max_bytes) {
  size_t bytes = 0;
  size_t end = begin;
  while (end < rows.row_count) {
    bytes += EncodedRowBytes(rows.columns, end);
    if (bytes > max_bytes && end != begin) break;
    ++end;
  }
  return end;
}

std::vector<TableKey> KeysBetween(const std::vector<TableKey>& keys,
                                  size_t begin, size_t end) {
  return {keys.begin() + static_cast<std::ptrdiff_t>(begin),
          keys.begin() + static_cast<std::ptrdiff_t>(end)};
}

}  // namespace

DataTable::DataTable(Server& server, TableData data)
    : server_(server), data_(std::move(data)), subscribers_(server) {}

absl::StatusOr<std::shared_ptr<DataTable>> DataTable::Create(
    Server& server, Table component, std::vector<TableColumnInfo> columns,
    const TableLimits& limits) {
  absl::StatusOr<TableData> data = TableData::Make(std::move(columns), limits);
  if (!data.ok()) return data.status();
  const std::shared_ptr<DataTable> table(
      new DataTable(server, *std::move(data)));
  Transaction transaction(server.document());
  const absl::StatusOr<TableID> id =
      server.CreateWith(std::move(component), table);
  if (!id.ok()) return id.status();
  // No client knows the table before the end of the transaction.
  table->id_ = *id;
  transaction.Commit();
  return table;
}

// ------------------------------------------------------------------- changing

absl::Status DataTable::CheckExists() const {
  if (server_.document().Contains(id_)) return absl::OkStatus();
  return NotFound(ToString(ComponentRef(id_)) + " does not exist");
}

absl::Status DataTable::Transact(const std::function<absl::Status()>& action) {
  return server_.document().Transact([&] {
    absl::Status status = CheckExists();
    return status.ok() ? action() : status;
  });
}

absl::Status DataTable::Change(const std::function<absl::Status()>& change) {
  return Transact([&] {
    absl::Status status = change();
    return status.ok() && listener_ ? listener_(data_) : status;
  });
}

void DataTable::SetChangeListener(ChangeListener listener) {
  Transaction transaction(server_.document());
  listener_ = std::move(listener);
  transaction.Commit();
}

void DataTable::OnRollback(std::function<void(TableData&)> take_back) {
  server_.document().OnRollback(
      [self = shared_from_this(), take_back = std::move(take_back)] {
        take_back(self->data_);
      });
}

absl::Status DataTable::SendUpdated(const std::vector<TableKey>& keys,
                                    const TableBlock& rows) {
  if (subscribers_.empty()) return absl::OkStatus();
  const TableSignals signals(server_, InvokeIDType{id_});
  absl::Status status;
  for (size_t begin = 0; status.ok() && begin < rows.row_count;) {
    const size_t end = EndOfSignal(rows, begin, message_bytes());
    status = signals.Updated(KeysBetween(keys, begin, end),
                             RowsOf(Slice(rows, begin, end)),
                             subscribers_.audience());
    begin = end;
  }
  return status;
}

absl::Status DataTable::SendRemoved(const std::vector<TableKey>& keys) {
  if (subscribers_.empty()) return absl::OkStatus();
  const TableSignals signals(server_, InvokeIDType{id_});
  const size_t most = std::max<size_t>(1, message_bytes() / cbor::kLongestHead);
  absl::Status status;
  for (size_t begin = 0; status.ok() && begin < keys.size(); begin += most) {
    status = signals.RowsRemoved(
        KeysBetween(keys, begin, std::min(begin + most, keys.size())),
        subscribers_.audience());
  }
  return status;
}

size_t DataTable::message_bytes() const {
  const size_t frame_bytes = server_.document().options().max_frame_bytes;
  return std::max(frame_bytes, 2 * kMessageOverhead) - kMessageOverhead;
}

absl::StatusOr<std::vector<TableKey>> DataTable::Insert(
    const std::vector<TableRow>& rows) {
  absl::StatusOr<TableBlock> block = MakeTableBlock(data_.columns(), rows);
  if (!block.ok()) return block.status();
  return InsertBlock(*std::move(block));
}

absl::StatusOr<std::vector<TableKey>> DataTable::InsertBlock(TableBlock rows) {
  std::vector<TableKey> keys;
  absl::Status status = Change([&] {
    absl::StatusOr<std::vector<TableKey>> added = data_.Insert(rows);
    if (!added.ok()) return added.status();
    keys = *std::move(added);
    OnRollback([keys](TableData& data) { data.Remove(keys).IgnoreError(); });
    RecordRows(keys, rows);
    return SendUpdated(keys, rows);
  });
  if (!status.ok()) return status;
  return keys;
}

absl::Status DataTable::Update(const std::vector<TableKey>& keys,
                               const std::vector<TableRow>& rows) {
  absl::StatusOr<TableBlock> block = MakeTableBlock(data_.columns(), rows);
  if (!block.ok()) return block.status();
  return UpdateBlock(keys, *std::move(block));
}

absl::Status DataTable::UpdateBlock(const std::vector<TableKey>& keys,
                                    TableBlock rows) {
  return Change([&] {
    absl::StatusOr<TableBlock> before = data_.Rows(keys);
    if (!before.ok()) return before.status();
    absl::Status status = data_.Update(keys, rows);
    if (!status.ok()) return status;
    OnRollback([keys, before = *std::move(before)](TableData& data) {
      data.Update(keys, before).IgnoreError();
    });
    RecordRows(keys, rows);
    return SendUpdated(keys, rows);
  });
}

absl::Status DataTable::Remove(const std::vector<TableKey>& keys) {
  return Change([&] {
    absl::StatusOr<TableBlock> before = data_.Rows(keys);
    if (!before.ok()) return before.status();
    absl::Status status = data_.Remove(keys);
    if (!status.ok()) return status;
    OnRollback([keys, before = *std::move(before)](TableData& data) {
      data.Put(keys, before).IgnoreError();
    });
    if (is_kept()) Record({.removed = keys});
    return SendRemoved(keys);
  });
}

absl::Status DataTable::Clear() {
  return Change([&] {
    // The removed rows are kept until the transaction ends.
    const auto before = std::make_shared<TableData>(data_);
    data_.Clear();
    OnRollback([before](TableData& data) { data.Restore(std::move(*before)); });
    if (is_kept()) Record({.is_cleared = true});
    if (subscribers_.empty()) return absl::OkStatus();
    return TableSignals(server_, InvokeIDType{id_})
        .Reset(data_.InitData(), subscribers_.audience());
  });
}

absl::Status DataTable::SetSelection(Selection selection) {
  const size_t size = Encode(selection).size();
  if (size > message_bytes()) {
    return ResourceExhausted(
        "selection: it takes " + std::to_string(size) +
        " bytes, and a message holds at most " +
        std::to_string(message_bytes()) +
        " (DocumentOptions::max_frame_bytes); ranges of rows are shorter");
  }
  return Change([&] {
    Selection before{selection.name, {}, {}};
    const auto found = data_.selections().find(selection.name);
    if (found != data_.selections().end()) before = found->second;
    absl::Status status = data_.SetSelection(selection);
    if (!status.ok()) return status;
    OnRollback([before = std::move(before)](TableData& data) {
      data.SetSelection(before).IgnoreError();
    });
    if (is_kept()) Record({.selection = selection});
    if (subscribers_.empty()) return status;
    return TableSignals(server_, InvokeIDType{id_})
        .SelectionUpdated(selection, subscribers_.audience());
  });
}

// -------------------------------------------------------------------- keeping

absl::StatusOr<std::shared_ptr<DataTable>> DataTable::Open(
    Server& server, Table component, std::vector<TableColumnInfo> columns,
    const TableLimits& limits) {
  const bool has_name = component.name && !component.name->empty();
  if (!has_name) {
    return InvalidArgument("name: a table that is to be kept needs one");
  }
  Transaction transaction(server.document());
  const std::optional<TableID> found =
      server.document().FindByName<Table>(*component.name);
  absl::StatusOr<std::shared_ptr<DataTable>> table;
  if (!found) {
    table = Create(server, std::move(component), std::move(columns), limits);
    if (!table.ok()) return table;
  } else {
    absl::StatusOr<TableData> data =
        TableData::Make(std::move(columns), limits);
    if (!data.ok()) return data.status();
    table = std::shared_ptr<DataTable>(new DataTable(server, *std::move(data)));
    (*table)->id_ = *found;
  }
  absl::Status status = (*table)->Keep();
  if (!status.ok()) return status;
  if (found) {
    status = server.Offer(
        InvokeIDType{*found}, MethodsOf(*table),
        calls_internal::SignalsFor(static_cast<TableMethods&>(**table)));
  }
  if (!status.ok()) {
    (*table)->Release();
    return status;
  }
  transaction.Commit();
  return table;
}

absl::Status DataTable::Keep() {
  if (!server_.is_kept()) return absl::OkStatus();
  const std::string name = persistence_internal::StateNameOf(id_);
  // The server shares the table until the component is deleted, and the keeper
  // goes with the component.
  const std::weak_ptr<DataTable> weak = weak_from_this();
  const absl::Status gone = Internal("the table does not exist any more");
  const absl::StatusOr<bool> kept = server_.Keep(
      name, {.save =
                 [weak] {
                   const std::shared_ptr<DataTable> self = weak.lock();
                   return self == nullptr ? Bytes() : self->SaveState();
                 },
             .load =
                 [weak, gone](const Bytes& state) {
                   const std::shared_ptr<DataTable> self = weak.lock();
                   return self == nullptr ? gone : self->LoadState(state);
                 },
             .apply =
                 [weak, gone](const Bytes& change) {
                   const std::shared_ptr<DataTable> self = weak.lock();
                   return self == nullptr ? gone : self->ApplyChange(change);
                 }});
  if (kept.ok()) state_name_ = name;
  return kept.status();
}

void DataTable::Release() {
  if (!is_kept()) return;
  server_internal::ServerState::Of(server_).journal().Release(state_name_);
}

Bytes DataTable::SaveState() const {
  // The members of TableState; the rows are encoded from the columns.
  cbor::Writer writer;
  writer.WriteMapHead(2);
  writer.WriteText("content");
  data_.Write(writer);
  writer.WriteText("next_key");
  writer.WriteInt(data_.next_key());
  return writer.Take();
}

absl::Status DataTable::LoadState(const Bytes& bytes) {
  const absl::StatusOr<TableState> state =
      Decode<TableState>(bytes, persistence_internal::JournalLimits());
  if (!state.ok()) return state.status();
  if (state->content.columns != data_.columns()) {
    return FailedPrecondition(
        ToString(ComponentRef(id_)) +
        " was kept with other columns; delete the table, or give it another "
        "name");
  }
  absl::StatusOr<TableData> data =
      TableData::Make(state->content, data_.limits());
  if (!data.ok()) return data.status();
  data_ = *std::move(data);
  data_.SkipKeysTo(state->next_key);
  return absl::OkStatus();
}

absl::Status DataTable::ApplyChange(const Bytes& bytes) {
  const absl::StatusOr<JournalTableChange> change =
      Decode<JournalTableChange>(bytes, persistence_internal::JournalLimits());
  if (!change.ok()) return change.status();
  if (change->is_cleared) data_.Clear();
  absl::Status status;
  if (!change->removed.empty()) status = data_.Remove(change->removed);
  if (status.ok() && !change->keys.empty()) {
    absl::StatusOr<TableBlock> rows =
        MakeTableBlock(data_.columns(), change->rows);
    if (!rows.ok()) return rows.status();
    status = data_.Put(change->keys, *std::move(rows));
  }
  if (status.ok() && change->selection) {
    status = data_.SetSelection(*change->selection);
  }
  return status;
}

bool DataTable::is_kept() const { return !state_name_.empty(); }

void DataTable::Record(const JournalTableChange& change) {
  server_.document().Record({.name = state_name_, .change = Encode(change)});
}

void DataTable::RecordRows(const std::vector<TableKey>& keys,
                           const TableBlock& rows) {
  if (is_kept()) Record({.keys = keys, .rows = RowsOf(rows)});
}

// -------------------------------------------------------------------- looking

void DataTable::Read(
    const std::function<void(const TableData& data)>& look) const {
  Transaction transaction(server_.document());
  look(data_);
  transaction.Commit();
}

size_t DataTable::row_count() const {
  size_t count = 0;
  Read([&](const TableData& data) { count = data.row_count(); });
  return count;
}

absl::StatusOr<TableRow> DataTable::Row(TableKey key) const {
  absl::StatusOr<TableRow> row;
  Read([&](const TableData& data) { row = data.Row(key); });
  return row;
}

// --------------------------------------------------------------- TableMethods

absl::StatusOr<TableInitData> DataTable::Subscribe(CallContext& context) {
  TableInitData init;
  absl::Status status = Transact([&] {
    subscribers_.Add(context.client);
    init = data_.InitData();
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return init;
}

absl::StatusOr<EncodedItem> DataTable::SubscribeEncoded(CallContext& context) {
  EncodedItem answer;
  absl::Status status = Transact([&] {
    subscribers_.Add(context.client);
    answer = server_internal::EncodeSubscription(server_.document(), id_, data_,
                                                 message_bytes());
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return answer;
}

absl::StatusOr<std::vector<TableKey>> DataTable::Insert(
    CallContext&, std::vector<TableRow> rows) {
  return Insert(rows);
}

absl::StatusOr<std::vector<TableKey>> DataTable::Update(
    CallContext&, std::vector<TableKey> keys, std::vector<TableRow> rows) {
  absl::Status status = Update(keys, rows);
  if (!status.ok()) return status;
  return keys;
}

absl::StatusOr<std::vector<TableKey>> DataTable::Remove(
    CallContext&, std::vector<TableKey> keys) {
  absl::Status status = Remove(keys);
  if (!status.ok()) return status;
  return keys;
}

absl::Status DataTable::Clear(CallContext&) { return Clear(); }

absl::Status DataTable::UpdateSelection(CallContext&, Selection selection) {
  return SetSelection(std::move(selection));
}

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<DataTable>& table) {
  std::vector<MethodDefinition> methods =
      MethodsOf(std::shared_ptr<TableMethods>(table));
  for (MethodDefinition& method : methods) {
    if (method.description.name != TableMethodNames::kSubscribe) continue;
    method.function = [table](CallContext& context, const std::vector<Any>&) {
      return MethodResult(table->SubscribeEncoded(context));
    };
  }
  return methods;
}

}  // namespace noodles
