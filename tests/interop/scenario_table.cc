#include "scenario_table.h"

#include <algorithm>
#include <utility>

namespace scenario {
namespace {

using noodles::kInvalidParametersCode;

absl::Status BadArgument(const std::string& what) {
  return noodles::MethodError(kInvalidParametersCode, what);
}

Any ToArray(const std::vector<int64_t>& keys) {
  Any::Array array;
  for (const int64_t key : keys) array.push_back(Any(key));
  return array;
}

Any ToArray(const Rows& rows) {
  Any::Array array;
  for (const Row& row : rows) array.push_back(Any::Array(row));
  return array;
}

const Any* At(const std::vector<Any>& arguments, size_t index) {
  return index < arguments.size() ? &arguments[index] : nullptr;
}

// `[[row, row]]`, or `[row, row]` as Explorer sends it.
std::vector<Any> RowsOf(const std::vector<Any>& arguments) {
  if (arguments.empty() || !arguments[0].is_array()) return arguments;
  const Any::Array& first = *arguments[0].AsArray();
  const bool is_list_of_rows = first.empty() || first[0].is_array();
  return is_list_of_rows ? first : arguments;
}

// Flat pairs, from pairs or from maps as Penne sends them.
absl::StatusOr<Any::Array> Ranges(const Any& ranges) {
  Any::Array flat;
  if (ranges.is_null()) return flat;
  const Any::Array* list = ranges.AsArray();
  if (list == nullptr) return BadArgument("row_ranges: expected an array");
  for (const Any& item : *list) {
    if (item.AsInt()) {
      flat.push_back(item);
      continue;
    }
    const Any* from = item.Find("key_from_inclusive");
    const Any* to = item.Find("key_to_exclusive");
    if (from == nullptr || to == nullptr) {
      return BadArgument("row_ranges: expected keys or pairs of keys");
    }
    flat.push_back(*from);
    flat.push_back(*to);
  }
  if (flat.size() % 2 != 0) return BadArgument("row_ranges: a key too many");
  return flat;
}

}  // namespace

ScenarioTable::ScenarioTable(noodles::Server& server, noodles::TableID id,
                             TableSignals signals, std::vector<Column> columns,
                             Rows rows)
    : server_(server),
      id_(id),
      signals_(signals),
      columns_(std::move(columns)) {
  for (Row& row : rows) rows_[next_key_++] = std::move(row);
}

absl::Status ScenarioTable::Emit(noodles::SignalID signal,
                                 std::vector<Any> arguments) {
  return server_.Emit(signal, std::move(arguments), noodles::InvokeIDType{id_},
                      subscribers_);
}

Any ScenarioTable::Contents() const {
  Any::Array columns;
  for (const Column& column : columns_) {
    columns.push_back(
        Any::Map{{"name", column.name},
                 {"type", std::string(column.is_text ? "TEXT" : "REAL")}});
  }
  std::vector<int64_t> keys;
  Rows rows;
  for (const auto& [key, row] : rows_) {
    keys.push_back(key);
    rows.push_back(row);
  }
  Any::Map contents = {{"columns", std::move(columns)},
                       {"keys", ToArray(keys)},
                       {"data", ToArray(rows)}};
  if (!selections_.empty()) {
    Any::Array selections;
    for (const auto& [name, selection] : selections_) {
      selections.push_back(selection);
    }
    contents.emplace_back("selections", std::move(selections));
  }
  return contents;
}

absl::StatusOr<Row> ScenarioTable::Complete(const Any& cells) const {
  const Any::Array* given = cells.AsArray();
  if (given == nullptr) return BadArgument("rows: expected an array of rows");
  if (given->size() > columns_.size()) {
    return BadArgument("rows: a row has more cells than the table columns");
  }
  Row row;
  for (size_t index = 0; index < columns_.size(); ++index) {
    const bool is_given = index < given->size();
    if (columns_[index].is_text) {
      if (is_given && !(*given)[index].is_text()) {
        return BadArgument("rows: expected a text in column " +
                           columns_[index].name);
      }
      row.push_back(is_given ? (*given)[index] : Any(""));
      continue;
    }
    const auto number =
        is_given ? (*given)[index].AsDouble() : std::optional<double>(0.0);
    if (!number) {
      return BadArgument("rows: expected a number in column " +
                         columns_[index].name);
    }
    row.push_back(Any(*number));
  }
  return row;
}

absl::StatusOr<std::vector<int64_t>> ScenarioTable::ExistingKeys(
    const Any* keys) const {
  const Any::Array* list = keys == nullptr ? nullptr : keys->AsArray();
  if (list == nullptr) return BadArgument("keys: expected an array of keys");
  std::vector<int64_t> result;
  for (const Any& item : *list) {
    const auto key = item.AsInt();
    if (!key || !rows_.contains(*key)) {
      return BadArgument("keys: there is no row " + item.ToString());
    }
    result.push_back(*key);
  }
  return result;
}

absl::StatusOr<Any> ScenarioTable::Subscribe(noodles::ClientNumber client) {
  if (std::find(subscribers_.begin(), subscribers_.end(), client) ==
      subscribers_.end()) {
    subscribers_.push_back(client);
  }
  return Contents();
}

absl::StatusOr<Any> ScenarioTable::Insert(const std::vector<Any>& arguments) {
  Rows rows;
  if (arguments.empty()) return BadArgument("argument rows is missing");
  for (const Any& cells : RowsOf(arguments)) {
    absl::StatusOr<Row> row = Complete(cells);
    if (!row.ok()) return row.status();
    rows.push_back(*std::move(row));
  }
  std::vector<int64_t> keys;
  for (const Row& row : rows) {
    keys.push_back(next_key_);
    rows_[next_key_++] = row;
  }
  absl::Status status = Emit(signals_.updated, {ToArray(keys), ToArray(rows)});
  if (!status.ok()) return status;
  return ToArray(keys);
}

absl::StatusOr<Any> ScenarioTable::Update(const std::vector<Any>& arguments) {
  const absl::StatusOr<std::vector<int64_t>> keys =
      ExistingKeys(At(arguments, 0));
  if (!keys.ok()) return keys.status();
  const Any* given = At(arguments, 1);
  if (given == nullptr || !given->is_array() || given->size() != keys->size()) {
    return BadArgument("rows: expected one row for each key");
  }
  Rows rows;
  for (const Any& cells : *given->AsArray()) {
    absl::StatusOr<Row> row = Complete(cells);
    if (!row.ok()) return row.status();
    rows.push_back(*std::move(row));
  }
  for (size_t index = 0; index < rows.size(); ++index) {
    rows_[(*keys)[index]] = rows[index];
  }
  absl::Status status = Emit(signals_.updated, {ToArray(*keys), ToArray(rows)});
  if (!status.ok()) return status;
  return ToArray(*keys);
}

absl::StatusOr<Any> ScenarioTable::Remove(const std::vector<Any>& arguments) {
  const absl::StatusOr<std::vector<int64_t>> keys =
      ExistingKeys(At(arguments, 0));
  if (!keys.ok()) return keys.status();
  for (const int64_t key : *keys) rows_.erase(key);
  absl::Status status = Emit(signals_.rows_removed, {ToArray(*keys)});
  if (!status.ok()) return status;
  return ToArray(*keys);
}

absl::StatusOr<Any> ScenarioTable::Clear() {
  rows_.clear();
  selections_.clear();
  absl::Status status = Emit(signals_.reset, {Contents()});
  if (!status.ok()) return status;
  return Any();
}

absl::StatusOr<Any> ScenarioTable::UpdateSelection(
    const std::vector<Any>& arguments) {
  const Any* given = At(arguments, 0);
  const Any* name = given == nullptr ? nullptr : given->Find("name");
  if (name == nullptr || !name->is_text()) {
    return BadArgument("selection: expected a map with a name");
  }
  Any::Map selection = {{"name", *name}};
  const Any* rows = given->Find("rows");
  if (rows != nullptr && rows->is_array() && rows->size() != 0) {
    selection.emplace_back("rows", *rows);
  }
  if (const Any* ranges = given->Find("row_ranges")) {
    absl::StatusOr<Any::Array> flat = Ranges(*ranges);
    if (!flat.ok()) return flat.status();
    if (!flat->empty()) selection.emplace_back("row_ranges", *std::move(flat));
  }
  const std::string key(*name->AsText());
  if (selection.size() == 1) {
    selections_.erase(key);
  } else {
    selections_[key] = selection;
  }
  absl::Status status = Emit(signals_.selection_updated, {Any(selection)});
  if (!status.ok()) return status;
  return Any();
}

}  // namespace scenario
