// What the tests of text tables share.
#ifndef TESTS_TABULAR_CSV_TESTING_H_
#define TESTS_TABULAR_CSV_TESTING_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/status_testing.h"
#include "noodles/tabular/csv.h"

namespace noodles {

inline CsvTable Read(std::string_view text, const CsvOptions& options = {}) {
  return Must(ReadCsv(text, options));
}

inline std::vector<std::string> NamesOf(const CsvTable& table) {
  std::vector<std::string> names;
  for (const TableColumnInfo& column : table.columns) {
    names.push_back(column.name);
  }
  return names;
}

// The type and the cells of a column as one text: "INTEGER 1 2".
inline std::string ColumnOf(const CsvTable& table, size_t column) {
  std::string text(ToString(table.columns[column].type));
  for (size_t row = 0; row < table.row_count(); ++row) {
    text += ' ';
    std::string cell;
    AppendCsvCell(CellAt(table.rows.columns[column], row), cell);
    text += cell;
  }
  return text;
}

inline std::string FaultOf(std::string_view text,
                           const CsvOptions& options = {}) {
  const absl::StatusOr<CsvTable> table = ReadCsv(text, options);
  return table.ok() ? "" : TextOf(table.status());
}

}  // namespace noodles

#endif  // TESTS_TABULAR_CSV_TESTING_H_
