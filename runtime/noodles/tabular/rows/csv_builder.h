// Makes a table of a text with separators: names, rows, and typed columns.
//
// Thread-safety: none. Ownership: the options must outlive the builder.
#ifndef NOODLES_TABULAR_ROWS_CSV_BUILDER_H_
#define NOODLES_TABULAR_ROWS_CSV_BUILDER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/tabular/csv.h"
#include "noodles/tabular/rows/csv_rows.h"

namespace noodles::tabular_internal {

class CsvBuilder {
 public:
  explicit CsvBuilder(const CsvOptions& options) : options_(options) {}

  // Called once.
  absl::StatusOr<CsvTable> Build(std::string_view bytes);

 private:
  absl::Status CheckOptions() const;
  // Skips lines, and takes a line "sep=;". Returns the first line's number.
  size_t SkipStart(std::string_view& text);
  // Whether the line behind the first has several cells: a quoted "sep=;" may
  // also be the name of the only column.
  bool IsSeparated(std::string_view text) const;
  // The same for comments that begin with '#', and for a '#' before names.
  size_t SkipComments(std::string_view& text);
  // Whether the first line of `text` names the cells of the next, which are no
  // names: with `needs_numbers`, one of them is a number or a date.
  bool NamesNextLine(std::string_view text, bool needs_numbers) const;
  char SeparatorOf(std::string_view text) const;
  // Takes the first row for names or data.
  absl::Status SetNames(const CsvRow& first);
  absl::Status AddRow(CsvRow& row);
  // Accepts a row with another number of cells than names, or not.
  absl::Status FitRow(CsvRow& row);
  // Takes the first cells of rows for the names of the rows, as R writes them.
  void NameFirstColumn();
  void DropEmptyColumns();
  absl::Status MakeColumns();
  void WarnOfLengths();

  const CsvOptions& options_;
  CsvTable table_;
  // Of a line "sep=;".
  std::optional<char> named_separator_;
  std::vector<std::string> names_;
  size_t line_of_names_ = 1;
  // The names up to the last that is not empty.
  size_t named_ = 0;
  std::vector<std::vector<std::string_view>> columns_;
  // Rows with empty cells behind the last name, and rows that were filled.
  size_t long_rows_ = 0;
  size_t filled_rows_ = 0;
  size_t first_long_line_ = 0;
  size_t first_filled_line_ = 0;
};

}  // namespace noodles::tabular_internal

#endif  // NOODLES_TABULAR_ROWS_CSV_BUILDER_H_
