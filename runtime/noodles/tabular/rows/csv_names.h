// The names of the columns of a text table.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TABULAR_ROWS_CSV_NAMES_H_
#define NOODLES_TABULAR_ROWS_CSV_NAMES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/tabular/csv.h"
#include "noodles/tabular/rows/csv_rows.h"

namespace noodles::tabular_internal {

// Whether the first row has names and no data, by the rule of
// CsvHeader::kRecognise.
bool HasNames(const CsvRow& first, const CsvOptions& options);

// Gives names to columns without one, and makes repeated ones unique; each
// change is a warning. `line` is that of the names.
std::vector<std::string> UniqueNames(std::vector<std::string> names,
                                     size_t line,
                                     std::vector<std::string>& warnings);

// The names in quotes, the first of many.
std::string ListOfNames(const std::vector<TableColumnInfo>& columns);

}  // namespace noodles::tabular_internal

#endif  // NOODLES_TABULAR_ROWS_CSV_NAMES_H_
