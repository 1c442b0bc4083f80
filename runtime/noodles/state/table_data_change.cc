// The changes of a TableData.
#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/state/table_data.h"
#include "noodles/state/tables/table_data_internal.h"

namespace noodles {
namespace {

using state_internal::BadKey;
using state_internal::EmptyColumns;
using state_internal::FindRepeated;

// Gaps are closed when there are more gaps than this, and more gaps than rows.
constexpr size_t kFewGaps = 64;

size_t TextBytesOf(const TableBlock& rows) {
  size_t sum = 0;
  for (size_t row = 0; row < rows.row_count; ++row) {
    sum += TextBytes(rows.columns, row);
  }
  return sum;
}

}  // namespace

absl::Status TableData::CheckRoom(size_t new_rows, size_t new_text_bytes,
                                  size_t old_text_bytes) const {
  const size_t rows = row_count() + new_rows;
  if (rows > limits_.max_rows) {
    return ResourceExhausted("rows: the table would have " +
                             std::to_string(rows) + ", more than " +
                             std::to_string(limits_.max_rows));
  }
  if (rows * columns_.size() > limits_.max_cells) {
    return ResourceExhausted("rows: the table would have more than " +
                             std::to_string(limits_.max_cells) + " cells");
  }
  if (text_bytes_ - old_text_bytes + new_text_bytes > limits_.max_text_bytes) {
    return ResourceExhausted("rows: the table's texts would have more than " +
                             std::to_string(limits_.max_text_bytes) + " bytes");
  }
  return absl::OkStatus();
}

absl::Status TableData::CheckKeys(size_t key_count,
                                  const TableBlock& rows) const {
  absl::Status status = CheckTableBlock(columns_, rows);
  if (!status.ok() || key_count == rows.row_count) return status;
  return InvalidArgument("rows: expected one for each of " +
                         std::to_string(key_count) + " keys, found " +
                         std::to_string(rows.row_count));
}

size_t TableData::TextBytesAt(std::span<const size_t> positions) const {
  size_t sum = 0;
  for (const size_t position : positions) sum += TextBytes(cells_, position);
  return sum;
}

void TableData::Append(std::span<const TableKey> keys, TableBlock rows) {
  text_bytes_ += TextBytesOf(rows);
  for (size_t column = 0; column < columns_.size(); ++column) {
    std::visit(
        [&]<class T>(std::vector<T>& to) {
          auto& from = std::get<std::vector<T>>(rows.columns[column]);
          to.insert(to.end(), std::make_move_iterator(from.begin()),
                    std::make_move_iterator(from.end()));
        },
        cells_[column]);
  }
  keys_.insert(keys_.end(), keys.begin(), keys.end());
  is_gap_.resize(keys_.size());
  if (!keys_.empty()) next_key_ = std::max(next_key_, keys_.back() + 1);
}

void TableData::Overwrite(std::span<const size_t> positions, TableBlock rows) {
  text_bytes_ += TextBytesOf(rows);
  text_bytes_ -= TextBytesAt(positions);
  for (size_t column = 0; column < columns_.size(); ++column) {
    std::visit(
        [&]<class T>(std::vector<T>& to) {
          auto& from = std::get<std::vector<T>>(rows.columns[column]);
          for (size_t row = 0; row < positions.size(); ++row) {
            to[positions[row]] = std::move(from[row]);
          }
        },
        cells_[column]);
  }
}

absl::StatusOr<std::vector<TableKey>> TableData::Insert(TableBlock rows) {
  absl::Status status = CheckTableBlock(columns_, rows);
  if (status.ok()) status = CheckRoom(rows.row_count, TextBytesOf(rows), 0);
  if (!status.ok()) return status;
  const auto left =
      static_cast<uint64_t>(std::numeric_limits<TableKey>::max() - next_key_);
  if (rows.row_count >= left) return ResourceExhausted("rows: no keys left");
  std::vector<TableKey> keys(rows.row_count);
  for (size_t row = 0; row < keys.size(); ++row) {
    keys[row] = next_key_ + static_cast<TableKey>(row);
  }
  Append(keys, std::move(rows));
  return keys;
}

absl::Status TableData::Update(std::span<const TableKey> keys,
                               TableBlock rows) {
  absl::Status status = CheckKeys(keys.size(), rows);
  if (!status.ok()) return status;
  const absl::StatusOr<std::vector<size_t>> positions = Positions(keys);
  if (!positions.ok()) return positions.status();
  status = CheckRoom(0, TextBytesOf(rows), TextBytesAt(*positions));
  if (!status.ok()) return status;
  Overwrite(*positions, std::move(rows));
  return status;
}

absl::Status TableData::Remove(std::span<const TableKey> keys) {
  const absl::StatusOr<std::vector<size_t>> positions = Positions(keys);
  if (!positions.ok()) return positions.status();
  text_bytes_ -= TextBytesAt(*positions);
  for (const size_t position : *positions) {
    is_gap_[position] = true;
    for (TableCells& cells : cells_) {
      std::visit([&]<class T>(std::vector<T>& list) { list[position] = T(); },
                 cells);
    }
  }
  gap_count_ += positions->size();
  if (gap_count_ > kFewGaps && gap_count_ > row_count()) Keep(LivePositions());
  return absl::OkStatus();
}

void TableData::Keep(std::span<const size_t> positions) {
  for (TableCells& cells : cells_) {
    std::visit(
        [&]<class T>(std::vector<T>& list) {
          std::vector<T> kept;
          kept.reserve(positions.size());
          for (const size_t position : positions) {
            kept.push_back(std::move(list[position]));
          }
          list = std::move(kept);
        },
        cells);
  }
  std::vector<TableKey> keys;
  keys.reserve(positions.size());
  for (const size_t position : positions) keys.push_back(keys_[position]);
  keys_ = std::move(keys);
  is_gap_.assign(keys_.size(), false);
  gap_count_ = 0;
}

void TableData::Clear() {
  keys_.clear();
  is_gap_.clear();
  cells_ = state_internal::EmptyColumns(columns_);
  gap_count_ = 0;
  text_bytes_ = 0;
  selections_.clear();
}

void TableData::Restore(TableData before) {
  before.next_key_ = std::max(before.next_key_, next_key_);
  *this = std::move(before);
}

absl::Status TableData::Put(std::span<const TableKey> keys, TableBlock rows) {
  absl::Status status = CheckKeys(keys.size(), rows);
  if (!status.ok()) return status;
  if (const auto index = state_internal::FindRepeated(keys)) {
    return state_internal::BadKey(*index, keys[*index], "a second time row");
  }
  std::vector<size_t> replaced;
  std::vector<size_t> replacing;
  std::vector<std::pair<TableKey, size_t>> added;
  for (size_t index = 0; index < keys.size(); ++index) {
    if (keys[index] == std::numeric_limits<TableKey>::max()) {
      return state_internal::BadKey(index, keys[index], "there can be no row");
    }
    if (const std::optional<size_t> position = Find(keys[index])) {
      replaced.push_back(*position);
      replacing.push_back(index);
    } else {
      added.emplace_back(keys[index], index);
    }
  }
  status = CheckRoom(added.size(), TextBytesOf(rows), TextBytesAt(replaced));
  if (!status.ok()) return status;
  const auto pick = [&rows](const std::vector<size_t>& indices) {
    TableBlock picked{indices.size(), {}};
    for (const TableCells& cells : rows.columns) {
      std::visit(
          [&]<class T>(const std::vector<T>& list) {
            std::vector<T> to;
            to.reserve(indices.size());
            for (const size_t index : indices) to.push_back(list[index]);
            picked.columns.emplace_back(std::move(to));
          },
          cells);
    }
    return picked;
  };
  if (!replaced.empty()) Overwrite(replaced, pick(replacing));
  if (added.empty()) return status;
  std::sort(added.begin(), added.end());
  std::vector<size_t> order;
  std::vector<TableKey> new_keys;
  for (const auto& [key, index] : added) {
    order.push_back(index);
    new_keys.push_back(key);
  }
  const bool is_behind = keys_.empty() || new_keys.front() > keys_.back();
  Append(new_keys, pick(order));
  if (!is_behind) {
    std::vector<size_t> sorted = LivePositions();
    std::sort(sorted.begin(), sorted.end(),
              [this](size_t a, size_t b) { return keys_[a] < keys_[b]; });
    Keep(sorted);
  }
  return status;
}

absl::Status TableData::SetSelection(Selection selection) {
  if (selection.name.size() > limits_.max_selection_name_bytes) {
    return ResourceExhausted("selection.name: longer than " +
                             std::to_string(limits_.max_selection_name_bytes) +
                             " bytes");
  }
  if (selection.rows.empty() && selection.row_ranges.empty()) {
    selections_.erase(selection.name);
    return absl::OkStatus();
  }
  if (selection.rows.size() + selection.row_ranges.size() >
      limits_.max_selection_keys) {
    return ResourceExhausted("selection: more keys and ranges than " +
                             std::to_string(limits_.max_selection_keys));
  }
  for (size_t index = 0; index < selection.rows.size(); ++index) {
    const TableKey key = selection.rows[index];
    if (key >= next_key_ || (key < 0 && !Contains(key))) {
      return InvalidArgument("selection.rows[" + std::to_string(index) +
                             "]: there was never a row " + std::to_string(key));
    }
  }
  for (size_t index = 0; index < selection.row_ranges.size(); ++index) {
    const SelectionRange& range = selection.row_ranges[index];
    if (range.key_from_inclusive > range.key_to_exclusive) {
      return InvalidArgument(
          "selection.row_ranges[" + std::to_string(index) + "]: ends at " +
          std::to_string(range.key_to_exclusive) + ", before it begins at " +
          std::to_string(range.key_from_inclusive));
    }
  }
  if (!selections_.contains(selection.name) &&
      selections_.size() >= limits_.max_selections) {
    return ResourceExhausted("selection: there are " +
                             std::to_string(limits_.max_selections) +
                             " already");
  }
  std::string name = selection.name;
  selections_[std::move(name)] = std::move(selection);
  return absl::OkStatus();
}

}  // namespace noodles
