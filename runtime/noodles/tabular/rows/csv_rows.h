// Splits a text table into rows of cells.
//
// Thread-safety: none. Ownership: the text and the options must outlive the
// reader, and the reader the cells that it gives.
#ifndef NOODLES_TABULAR_ROWS_CSV_ROWS_H_
#define NOODLES_TABULAR_ROWS_CSV_ROWS_H_

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/tabular/csv.h"

namespace noodles::tabular_internal {

struct CsvRow {
  // Without blanks around, and without quotes.
  std::vector<std::string_view> cells{};
  bool has_quotes = false;
  // Of the first cell.
  size_t line = 0;
};

class CsvRowReader {
 public:
  // `text` is UTF-8. `first_line` is the number of its first line.
  CsvRowReader(std::string_view text, const CsvOptions& options, char separator,
               size_t first_line);

  // Reads the next row that has letters; false at the end. Errors:
  // InvalidArgument with the line and the cell for quotes that do not fit;
  // ResourceExhausted beyond max_columns.
  absl::StatusOr<bool> Next(CsvRow& row);

 private:
  // Whether the text goes on with an empty line or a comment, which is skipped.
  bool SkipLine();
  void SkipBlanks();
  bool at_line_end() const;
  std::string_view PlainCell();
  absl::StatusOr<std::string_view> QuotedCell(size_t cell);
  absl::Status Fault(size_t line, size_t cell, std::string_view what) const;

  std::string_view text_;
  const CsvOptions& options_;
  const char separator_;
  size_t at_ = 0;
  size_t line_;
  // Cells whose quotes were doubled.
  std::deque<std::string> unquoted_;
};

}  // namespace noodles::tabular_internal

#endif  // NOODLES_TABULAR_ROWS_CSV_ROWS_H_
