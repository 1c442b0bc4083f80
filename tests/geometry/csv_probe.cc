// Prints, for the Python tests, what our reader makes of a text table:
//
//   csv_probe FILE
//
// {"separator", "has_header", "warnings", "columns": [{"name", "type",
// "cells"}]}; a missing number is null, an infinite one "inf" or "-inf".
#include <noodles/tabular/csv.h>

#include <cmath>
#include <iostream>
#include <utility>

#include "noodles/json.h"

namespace {

noodles::Any CellOf(const noodles::TableCells& cells, size_t row) {
  noodles::Any cell = noodles::CellAt(cells, row);
  if (!cell.is_float() || std::isfinite(*cell.AsDouble())) return cell;
  if (std::isnan(*cell.AsDouble())) return noodles::Any();
  return noodles::Any(*cell.AsDouble() > 0 ? "inf" : "-inf");
}

}  // namespace

int main(int count, char** values) {
  if (count != 2) return 2;
  const absl::StatusOr<noodles::CsvTable> table =
      noodles::ReadCsvFile(values[1]);
  if (!table.ok()) {
    std::cerr << table.status() << "\n";
    return 1;
  }
  noodles::Any::Array columns;
  for (size_t i = 0; i < table->columns.size(); ++i) {
    noodles::Any::Array cells;
    for (size_t row = 0; row < table->row_count(); ++row) {
      cells.push_back(CellOf(table->rows.columns[i], row));
    }
    columns.emplace_back(
        noodles::Any::Map{{"name", table->columns[i].name},
                          {"type", ToString(table->columns[i].type)},
                          {"cells", std::move(cells)}});
  }
  noodles::Any::Array warnings;
  for (const std::string& warning : table->warnings) {
    warnings.emplace_back(warning);
  }
  std::cout << noodles::ToJson(noodles::Any::Map{
                   {"separator", std::string(1, table->separator)},
                   {"has_header", table->has_header},
                   {"warnings", std::move(warnings)},
                   {"columns", std::move(columns)}})
            << "\n";
  return 0;
}
