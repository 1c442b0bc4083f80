// What the reader of text tables promises for any bytes: an error with a
// message, or a table whose columns fit together and that is read again as it
// was written.
#ifndef TESTS_FUZZ_CHECK_CSV_H_
#define TESTS_FUZZ_CHECK_CSV_H_

#include <string>
#include <string_view>

#include "noodles/base/status.h"
#include "noodles/tabular/csv.h"

namespace noodles {

// The options of a file as a German spreadsheet writes it.
inline CsvOptions GermanCsvOptions() {
  CsvOptions options;
  options.format.decimal = ',';
  options.format.thousands = ".";
  options.format.dates = CsvDates::kDayFirst;
  options.comment = "#";
  options.fill = true;
  return options;
}

inline std::string WrittenCsv(const CsvTable& table) {
  std::string csv;
  for (size_t row = 0; row <= table.row_count(); ++row) {
    const size_t start = csv.size();
    for (size_t i = 0; i < table.columns.size(); ++i) {
      if (i > 0) csv += ',';
      AppendCsvCell(row == 0 ? cbor::Any(table.columns[i].name)
                             : CellAt(table.rows.columns[i], row - 1),
                    csv);
    }
    // Readers skip empty lines.
    if (csv.size() == start) csv += "\"\"";
    csv += "\r\n";
  }
  return csv;
}

// Returns what is wrong with the answer; an empty text for a right one.
inline std::string CheckCsv(std::string_view file, CsvOptions options) {
  options.max_cells = size_t{1} << 16;
  options.max_columns = 256;
  const absl::StatusOr<CsvTable> table = ReadCsv(file, options);
  if (!table.ok()) {
    return StatusMessage(table.status()).empty() ? "an error without a message"
                                                 : "";
  }
  const absl::Status status = CheckTableBlock(table->columns, table->rows);
  if (!status.ok()) return std::string(StatusMessage(status));
  if (table->lines.size() != table->row_count()) return "lines and rows differ";
  for (size_t i = 0; i < table->columns.size(); ++i) {
    const bool has_numbers = table->ContentOf(i) != CsvContent::kTexts;
    const auto numbers = table->Numbers(table->columns[i].name);
    if (has_numbers && !numbers.ok()) {
      return std::string(StatusMessage(numbers.status()));
    }
  }
  CsvOptions plain;
  plain.header = CsvHeader::kNames;
  plain.separator = ',';
  const std::string written = WrittenCsv(*table);
  const absl::StatusOr<CsvTable> again = ReadCsv(written, plain);
  if (!again.ok()) {
    return written + "\n" + std::string(StatusMessage(again.status()));
  }
  const std::string second = WrittenCsv(*again);
  // A text of another format may be a number in the plain one, as 1.5 is.
  const bool has_own_format = options.format.decimal != '.';
  return second == written || has_own_format ? ""
                                             : written + "\nbecame\n" + second;
}

}  // namespace noodles

#endif  // TESTS_FUZZ_CHECK_CSV_H_
