// Tables of text with separators (RFC 4180), column by column.
//
//   absl::StatusOr<CsvTable> table = ReadCsv(text);
//   absl::StatusOr<std::vector<double>> x = table->Numbers("x");
//
// Thread-safety: plain values. Ownership: a table owns its texts.
#ifndef NOODLES_GEOMETRY_CSV_H_
#define NOODLES_GEOMETRY_CSV_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace noodles {

struct CsvOptions {
  char separator = ',';
  // These limits stop files that fill the memory.
  size_t max_cells = size_t{1} << 26;
  size_t max_columns = 4096;
};

struct CsvTable {
  // The names of the columns, from the first line.
  std::vector<std::string> names{};
  // The cells of each column. All columns have one length.
  std::vector<std::vector<std::string>> columns{};

  size_t row_count() const { return columns.empty() ? 0 : columns[0].size(); }
  std::optional<size_t> Find(std::string_view name) const;
  // A column as numbers; empty cells are NaN. Errors: NotFound; InvalidArgument
  // with the row for a cell that is not a number.
  absl::StatusOr<std::vector<double>> Numbers(std::string_view name) const;
};

// Errors: InvalidArgument with the line, for rows with too many or too few
// cells, quotes that do not end, and names that occur twice;
// ResourceExhausted beyond the limits.
absl::StatusOr<CsvTable> ReadCsv(std::string_view text,
                                 const CsvOptions& options = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_CSV_H_
