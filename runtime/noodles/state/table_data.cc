#include "noodles/state/table_data.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/cbor/values.h"
#include "noodles/interfaces/tables_codec.h"

namespace noodles {
namespace state_internal {

absl::Status BadKey(size_t index, TableKey key, std::string_view what) {
  return InvalidArgument("keys[" + std::to_string(index) +
                         "]: " + std::string(what) + " " + std::to_string(key));
}

// The index of the second occurrence of a key.
std::optional<size_t> FindRepeated(std::span<const TableKey> keys) {
  if (std::adjacent_find(keys.begin(), keys.end(), std::greater_equal<>()) ==
      keys.end()) {
    return std::nullopt;
  }
  std::set<TableKey> seen;
  for (size_t index = 0; index < keys.size(); ++index) {
    if (!seen.insert(keys[index]).second) return index;
  }
  return std::nullopt;
}

std::vector<TableCells> EmptyColumns(
    const std::vector<TableColumnInfo>& columns) {
  std::vector<TableCells> cells;
  cells.reserve(columns.size());
  for (const TableColumnInfo& column : columns) {
    cells.push_back(EmptyCells(column.type));
  }
  return cells;
}

}  // namespace state_internal

using state_internal::BadKey;
using state_internal::EmptyColumns;
using state_internal::FindRepeated;
absl::StatusOr<TableData> TableData::Make(std::vector<TableColumnInfo> columns,
                                          const TableLimits& limits) {
  if (columns.size() > limits.max_columns) {
    return ResourceExhausted("columns: more than the limit of " +
                             std::to_string(limits.max_columns));
  }
  std::set<std::string_view> names;
  for (const TableColumnInfo& column : columns) {
    if (!column.name.empty() && !names.insert(column.name).second) {
      return InvalidArgument("columns: two are named \"" + column.name + "\"");
    }
  }
  TableData data;
  data.cells_ = EmptyColumns(columns);
  data.columns_ = std::move(columns);
  data.limits_ = limits;
  return data;
}

absl::StatusOr<TableData> TableData::Make(const TableInitData& init,
                                          const TableLimits& limits) {
  absl::StatusOr<TableData> data = Make(init.columns, limits);
  if (!data.ok()) return data;
  absl::StatusOr<TableBlock> rows = MakeTableBlock(init.columns, init.data);
  if (!rows.ok()) return rows.status();
  absl::Status status = data->Put(init.keys, *std::move(rows));
  for (const Selection& selection : init.selections) {
    if (status.ok()) status = data->SetSelection(selection);
  }
  if (!status.ok()) return status;
  return data;
}

// -------------------------------------------------------------------- looking

size_t TableData::LowerBound(TableKey key) const {
  if (keys_.empty() || key > keys_.back()) return keys_.size();
  if (key <= keys_.front()) return 0;
  // If no row has been removed, keys are consecutive.
  const uint64_t guess =
      static_cast<uint64_t>(key) - static_cast<uint64_t>(keys_.front());
  if (guess < keys_.size() && keys_[guess] == key) return guess;
  return static_cast<size_t>(std::lower_bound(keys_.begin(), keys_.end(), key) -
                             keys_.begin());
}

std::optional<size_t> TableData::Find(TableKey key) const {
  const size_t position = LowerBound(key);
  if (position == keys_.size() || keys_[position] != key || is_gap_[position]) {
    return std::nullopt;
  }
  return position;
}

absl::StatusOr<std::vector<size_t>> TableData::Positions(
    std::span<const TableKey> keys) const {
  std::vector<size_t> positions;
  positions.reserve(keys.size());
  for (size_t index = 0; index < keys.size(); ++index) {
    const std::optional<size_t> position = Find(keys[index]);
    if (!position) return BadKey(index, keys[index], "there is no row");
    positions.push_back(*position);
  }
  if (const auto index = FindRepeated(keys)) {
    return BadKey(*index, keys[*index], "a second time row");
  }
  return positions;
}

std::vector<size_t> TableData::LivePositions() const {
  std::vector<size_t> positions;
  positions.reserve(row_count());
  for (size_t position = 0; position < keys_.size(); ++position) {
    if (!is_gap_[position]) positions.push_back(position);
  }
  return positions;
}

std::vector<TableKey> TableData::Keys() const {
  std::vector<TableKey> keys;
  keys.reserve(row_count());
  for (const size_t position : LivePositions()) {
    keys.push_back(keys_[position]);
  }
  return keys;
}

TableBlock TableData::Gather(std::span<const size_t> positions) const {
  TableBlock block{positions.size(), EmptyColumns(columns_)};
  for (size_t column = 0; column < columns_.size(); ++column) {
    std::visit(
        [&]<class T>(std::vector<T>& to) {
          const auto& from = std::get<std::vector<T>>(cells_[column]);
          to.reserve(positions.size());
          for (const size_t position : positions) to.push_back(from[position]);
        },
        block.columns[column]);
  }
  return block;
}

absl::StatusOr<TableRow> TableData::Row(TableKey key) const {
  const std::optional<size_t> position = Find(key);
  if (!position) return NotFound("there is no row " + std::to_string(key));
  TableRow row;
  for (const TableCells& cells : cells_) {
    row.push_back(CellAt(cells, *position));
  }
  return row;
}

absl::StatusOr<TableBlock> TableData::Rows(
    std::span<const TableKey> keys) const {
  const absl::StatusOr<std::vector<size_t>> positions = Positions(keys);
  if (!positions.ok()) return positions.status();
  return Gather(*positions);
}

TableBlock TableData::Rows() const { return Gather(LivePositions()); }

TableInitData TableData::InitData() const {
  TableInitData init{columns_, Keys(), RowsOf(Rows()), {}};
  for (const auto& [name, selection] : selections_) {
    init.selections.push_back(selection);
  }
  return init;
}

TableData::Run TableData::NextRun(const Run& before, size_t max_bytes) const {
  Run run{before.end, before.end, 0};
  size_t bytes = 0;
  for (; run.end < keys_.size(); ++run.end) {
    if (is_gap_[run.end]) continue;
    bytes += EncodedRowBytes(cells_, run.end);
    if (bytes > max_bytes && run.row_count != 0) break;
    ++run.row_count;
  }
  return run;
}

void TableData::WriteKeys(cbor::Writer& writer, const Run& run) const {
  writer.WriteArrayHead(run.row_count);
  for (size_t position = run.begin; position < run.end; ++position) {
    if (!is_gap_[position]) writer.WriteInt(keys_[position]);
  }
}

void TableData::WriteRows(cbor::Writer& writer, const Run& run) const {
  writer.WriteArrayHead(run.row_count);
  for (size_t position = run.begin; position < run.end; ++position) {
    if (is_gap_[position]) continue;
    writer.WriteArrayHead(cells_.size());
    for (const TableCells& cells : cells_) WriteCell(writer, cells, position);
  }
}

// Writes the same bytes as the generated Write of a TableInitData.
void TableData::Write(cbor::Writer& writer) const {
  const Run all{0, keys_.size(), row_count()};
  writer.WriteMapHead(3 + !selections_.empty());
  writer.WriteText("columns");
  writer.WriteArrayHead(columns_.size());
  for (const TableColumnInfo& column : columns_) {
    noodles::Write(writer, column);
  }
  writer.WriteText("keys");
  WriteKeys(writer, all);
  writer.WriteText("data");
  WriteRows(writer, all);
  if (selections_.empty()) return;
  writer.WriteText("selections");
  writer.WriteArrayHead(selections_.size());
  for (const auto& [name, selection] : selections_) {
    noodles::Write(writer, selection);
  }
}

}  // namespace noodles
