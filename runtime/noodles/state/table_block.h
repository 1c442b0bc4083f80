// Rows of a table, by columns: the rows that are inserted, replaced and sent.
//
//   TableBlock block = {2, {std::vector<std::string>{"Tokyo", "Lima"},
//                           std::vector<double>{35.7, -12.0}}};
//
// Thread-safety: plain values and pure functions.
#ifndef NOODLES_STATE_TABLE_BLOCK_H_
#define NOODLES_STATE_TABLE_BLOCK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/cbor/any.h"
#include "noodles/cbor/writer.h"
#include "noodles/interfaces/tables.h"

namespace noodles {

// The cells of one column; the alternatives in the order of TableColumnType:
// TEXT, REAL, INTEGER, ANY.
using TableCells = std::variant<std::vector<std::string>, std::vector<double>,
                                std::vector<int64_t>, std::vector<cbor::Any>>;

struct TableBlock {
  size_t row_count = 0;
  // One for each column of the table, each with `row_count` cells.
  std::vector<TableCells> columns{};

  bool operator==(const TableBlock&) const = default;
};

// A column of this type without cells.
TableCells EmptyCells(TableColumnType type);

// Rows as clients send them. A row that is shorter than the columns is filled:
// with "", 0.0, 0, and "" for ANY, as a null in an ANY column is. REAL takes
// any number, INTEGER an integral one. Errors: InvalidArgument with row,
// column, what was expected and what was found.
absl::StatusOr<TableBlock> MakeTableBlock(
    const std::vector<TableColumnInfo>& columns,
    const std::vector<TableRow>& rows);

// Whether `block` has these columns and all its rows. Errors: InvalidArgument.
absl::Status CheckTableBlock(const std::vector<TableColumnInfo>& columns,
                             const TableBlock& block);

// The cell of row `row`. A REAL cell becomes a float Any, even for an integral
// value.
cbor::Any CellAt(const TableCells& cells, size_t row);
// Rows in the form of messages.
std::vector<TableRow> RowsOf(const TableBlock& block);

// One cell in its encoded form.
void WriteCell(cbor::Writer& writer, const TableCells& cells, size_t row);

// The most bytes that row `row` takes with its key in a message.
size_t EncodedRowBytes(const std::vector<TableCells>& columns, size_t row);

// The bytes of the texts in one row.
size_t TextBytes(const std::vector<TableCells>& columns, size_t row);
// Rows `begin` to `end`, without `end`.
TableBlock Slice(const TableBlock& block, size_t begin, size_t end);

}  // namespace noodles

#endif  // NOODLES_STATE_TABLE_BLOCK_H_
