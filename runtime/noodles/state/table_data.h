// The data of one table: typed columns, keys, selections.
//
// Rows are stored by columns, in the order of their keys. Keys grow and are
// never used again. A lookup tries the position that a table without gaps would
// have, then searches; a removed row leaves a gap, and the gaps are closed when
// they are half of the rows. So the cost of an operation depends on the size of
// the table only where it touches all rows (for a removal: averaged over many).
//
// Each change is checked before it is made; one that fails changes nothing. A
// server's table and a client's mirror of it use the same storage.
//
// Thread-safety: like a vector: any number of readers, or one writer.
// Ownership: owns its cells.
#ifndef NOODLES_STATE_TABLE_DATA_H_
#define NOODLES_STATE_TABLE_DATA_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/cbor/writer.h"
#include "noodles/interfaces/tables.h"
#include "noodles/state/table_block.h"

namespace noodles {

// Each limit stops clients that may insert from filling the memory of the
// program and of all subscribers.
struct TableLimits {
  size_t max_columns = 4096;
  size_t max_rows = size_t{1} << 24;
  // Rows times columns.
  size_t max_cells = size_t{1} << 27;
  // The bytes of all texts together; an ANY cell counts its own size.
  size_t max_text_bytes = size_t{1} << 30;
  size_t max_selections = 1024;
  // Keys and ranges of one selection together.
  size_t max_selection_keys = size_t{1} << 20;
  size_t max_selection_name_bytes = 1024;
};

class TableData {
 public:
  // A table without columns and rows.
  TableData() = default;

  // A table without rows. Errors: InvalidArgument for two columns of one name,
  // unless the name is empty; ResourceExhausted beyond the limits.
  static absl::StatusOr<TableData> Make(std::vector<TableColumnInfo> columns,
                                        const TableLimits& limits = {});
  // A table from the data that a subscriber was sent. Errors: as Make and Put.
  static absl::StatusOr<TableData> Make(const TableInitData& init,
                                        const TableLimits& limits = {});

  // ----------------------------------------------------------------- looking

  const std::vector<TableColumnInfo>& columns() const { return columns_; }
  const TableLimits& limits() const { return limits_; }
  size_t row_count() const { return keys_.size() - gap_count_; }
  bool Contains(TableKey key) const { return Find(key).has_value(); }
  // Ascending.
  std::vector<TableKey> Keys() const;
  // Errors: NotFound.
  absl::StatusOr<TableRow> Row(TableKey key) const;
  // The rows with these keys, in this order. Errors: InvalidArgument for a key
  // that no row has, or that is named twice.
  absl::StatusOr<TableBlock> Rows(std::span<const TableKey> keys) const;
  // All rows, ascending keys.
  TableBlock Rows() const;
  // By name.
  const std::map<std::string, Selection>& selections() const {
    return selections_;
  }
  // The whole table as a subscriber is sent it. Write encodes the same directly
  // from the columns.
  TableInitData InitData() const;
  void Write(cbor::Writer& writer) const;

  // A run of rows. `begin` and `end` are positions in the storage: a run behind
  // another one begins at its end. The rows before the first run: {}.
  struct Run {
    size_t begin = 0;
    size_t end = 0;
    size_t row_count = 0;
  };
  // The rows behind `before`, as many as take at most `max_bytes` with their
  // keys in a message, but at least one. Without a row: none is left.
  Run NextRun(const Run& before, size_t max_bytes) const;
  // The keys of a run, and its rows: a list each.
  void WriteKeys(cbor::Writer& writer, const Run& run) const;
  void WriteRows(cbor::Writer& writer, const Run& run) const;

  // ---------------------------------------------------------------- changing

  // Adds rows; their keys are new. Errors: InvalidArgument for other columns
  // than the table's; ResourceExhausted beyond the limits.
  absl::StatusOr<std::vector<TableKey>> Insert(TableBlock rows);
  // Replaces rows. Errors: as Insert; InvalidArgument where the numbers of keys
  // and rows differ, and for a key that no row has or that is named twice.
  absl::Status Update(std::span<const TableKey> keys, TableBlock rows);
  // Errors: as Update.
  absl::Status Remove(std::span<const TableKey> keys);
  // Removes all rows and selections; later keys continue from the last one.
  void Clear();
  // Restores the rows and selections from before Clear; keys that were given
  // since are not given again.
  void Restore(TableData before);
  // Sets the selection of this name; one without rows and ranges takes it away.
  // Keys that no row has any more select nothing. Errors: InvalidArgument for a
  // key that was never given and for a range that ends before it begins;
  // ResourceExhausted beyond the limits.
  absl::Status SetSelection(Selection selection);

  // The key of the next row that Insert adds.
  TableKey next_key() const { return next_key_; }
  // Insert gives no key below `next`.
  void SkipKeysTo(TableKey next) { next_key_ = std::max(next_key_, next); }

  // Adds or replaces rows under given keys, for mirrors and for changes that
  // are taken back. Linear in the table where a new key is less than the
  // greatest. Errors: as Update, but for keys that no row has.
  absl::Status Put(std::span<const TableKey> keys, TableBlock rows);

 private:
  std::optional<size_t> Find(TableKey key) const;
  // The position of the row or gap with this key, or where it would be.
  size_t LowerBound(TableKey key) const;
  absl::StatusOr<std::vector<size_t>> Positions(
      std::span<const TableKey> keys) const;
  absl::Status CheckRoom(size_t new_rows, size_t new_text_bytes,
                         size_t old_text_bytes) const;
  absl::Status CheckKeys(size_t key_count, const TableBlock& rows) const;
  size_t TextBytesAt(std::span<const size_t> positions) const;
  void Append(std::span<const TableKey> keys, TableBlock rows);
  void Overwrite(std::span<const size_t> positions, TableBlock rows);
  // Keeps the rows at these positions, in this order.
  void Keep(std::span<const size_t> positions);
  std::vector<size_t> LivePositions() const;
  TableBlock Gather(std::span<const size_t> positions) const;

  std::vector<TableColumnInfo> columns_;
  TableLimits limits_;
  // Ascending; with the gaps.
  std::vector<TableKey> keys_;
  std::vector<TableCells> cells_;
  std::vector<bool> is_gap_;
  size_t gap_count_ = 0;
  size_t text_bytes_ = 0;
  TableKey next_key_ = 0;
  std::map<std::string, Selection> selections_;
};

}  // namespace noodles

#endif  // NOODLES_STATE_TABLE_DATA_H_
