// Text tables with separators (CSV), as people and programs have them.
//
//   absl::StatusOr<CsvTable> table = ReadCsvFile("points.csv");
//   absl::StatusOr<std::vector<double>> x = table->Numbers("x");
//   auto shown = DataTable::Create(server, {.name = "points"}, table->columns);
//   (*shown)->InsertBlock(table->rows);
//
// What is recognised: the separator (comma, semicolon, tab, |, or blanks, also
// a first line "sep=;"), UTF-8 and UTF-16 with or without a byte order mark,
// line ends LF, CR LF and CR, comments that begin with # before the table, the
// last of which may have the names, and whether the first line has names. Bytes
// that are not UTF-8 are read as Windows-1252, with a warning.
//
// Columns of integers become INTEGER, exact in 64 bits; of other numbers REAL,
// where a missing value is NaN; all others TEXT, with the cells as they are.
// Integers with missing values become REAL while each of them is exact in
// double, and TEXT otherwise. Dates are TEXT; Numbers() gives their seconds.
//
// Thread-safety: plain values and pure functions. Ownership: a table owns its
// cells.
#ifndef NOODLES_TABULAR_CSV_H_
#define NOODLES_TABULAR_CSV_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/interfaces/tables.h"
#include "noodles/state/table_block.h"
#include "noodles/tabular/csv_cell.h"

namespace noodles {

enum class CsvEncoding : uint8_t { kRecognise, kUtf8, kUtf16, kLatin1 };

// Whether the first line has the names of the columns. kRecognise: unless all
// of its cells are numbers, dates or missing, without quotes, and other than
// 0, 1, 2, ... and than whole numbers behind an empty cell.
enum class CsvHeader : uint8_t { kRecognise, kNames, kNone };

// Messages call an option by the name of its member here.
struct CsvOptions {
  // Empty: recognised. A blank stands for any run of blanks and tabs.
  std::optional<char> separator{};
  // Encloses cells that contain separators or line ends; doubled, it stands for
  // itself. 0: no letter does.
  char quote = '"';
  CsvFormat format{};
  CsvEncoding encoding = CsvEncoding::kRecognise;
  CsvHeader header = CsvHeader::kRecognise;
  // The names of the columns, instead of those of the file.
  std::vector<std::string> names{};
  // The columns that stay TEXT, such as numbers with zeros in front.
  std::vector<std::string> text{};
  // The lines before the table that are not read.
  size_t skip = 0;
  // Lines that begin with this text are not read. Empty: all are.
  std::string comment{};
  // Whether rows may have too few cells; the others are then missing.
  bool fill = false;
  // Stop files that fill the memory.
  size_t max_cells = size_t{1} << 26;
  size_t max_columns = 4096;
  size_t max_bytes = size_t{1} << 31;
};

enum class CsvContent : uint8_t { kNumbers, kDates, kTexts };

struct CsvTable {
  // Names are unique: a repeated one gets ".1", an empty one is "column 4".
  // Columns without a name and content at the end are left out.
  std::vector<TableColumnInfo> columns{};
  TableBlock rows{};
  // The line of the file on which each row begins, from 1.
  std::vector<size_t> lines{};
  CsvFormat format{};
  // ' ' for runs of blanks.
  char separator = ',';
  bool has_header = true;
  // What was recognised or changed and may be wrong, with its place.
  std::vector<std::string> warnings{};

  size_t row_count() const { return rows.row_count; }
  // The place of a column; without one of this name, of the only one whose name
  // differs in case. Errors: NotFound, which lists the columns.
  absl::StatusOr<size_t> Find(std::string_view name) const;
  // Missing values do not count. A column without values has numbers.
  CsvContent ContentOf(size_t column) const;
  // A column as numbers: NaN for a missing value, for dates the seconds since
  // 1970. Errors: as Find; InvalidArgument with line and column for a cell that
  // is neither.
  absl::StatusOr<std::vector<double>> Numbers(std::string_view name) const;
};

// Errors: InvalidArgument with line and column, what was expected and found,
// and the option that would help; ResourceExhausted, with the name of the
// limit.
absl::StatusOr<CsvTable> ReadCsv(std::string_view text,
                                 const CsvOptions& options = {});
// The same for a file. All messages begin with its name. Errors: also NotFound.
absl::StatusOr<CsvTable> ReadCsvFile(const std::filesystem::path& file,
                                     const CsvOptions& options = {});

// Appends a cell of a table with commas: integers and numbers exactly, NaN and
// null as an empty cell, and an empty text as "". Texts that ReadCsv would take
// for something else are in quotes. `value` must be null, a number, a boolean
// or a text.
void AppendCsvCell(const cbor::Any& value, std::string& csv);

}  // namespace noodles

#endif  // NOODLES_TABULAR_CSV_H_
