// Finds the type of a column of texts and makes its cells.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TABULAR_ROWS_CSV_COLUMN_H_
#define NOODLES_TABULAR_ROWS_CSV_COLUMN_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/state/table_block.h"
#include "noodles/tabular/csv_cell.h"

namespace noodles::tabular_internal {

// A column as the rows have it. `lines` are those of the rows.
struct CsvColumnText {
  size_t place = 0;
  std::string_view name{};
  std::span<const std::string_view> cells{};
  std::span<const size_t> lines{};
};

// The cells as INTEGER, REAL or TEXT, by the rules of csv.h. Adds warnings for
// columns that are TEXT although most cells are numbers, or that hold an
// integer which REAL rounds.
TableCells MakeCells(const CsvColumnText& column, const CsvCellReader& reader,
                     std::vector<std::string>& warnings);

TableCells MakeTexts(std::span<const std::string_view> cells);

}  // namespace noodles::tabular_internal

#endif  // NOODLES_TABULAR_ROWS_CSV_COLUMN_H_
