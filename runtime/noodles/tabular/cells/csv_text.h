// The text of a CSV file before it is a table: encoding, blanks, separator.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TABULAR_CELLS_CSV_TEXT_H_
#define NOODLES_TABULAR_CELLS_CSV_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/tabular/csv.h"

namespace noodles::tabular_internal {

// Without blanks, tabs and no-break spaces around.
std::string_view Trimmed(std::string_view text);

// With the letters A to Z in lower case.
std::string LowerCase(std::string_view text);

// What a file is whose beginning is known and which is no text table; empty for
// others.
std::string_view NameOfOtherFile(std::string_view bytes);

// "line 3: WHAT", and the same with the number and the name of a column.
absl::Status CsvFault(size_t line, std::string_view what);
std::string CsvPlace(size_t line, size_t column, std::string_view name);
// The first letters of a cell, in quotes.
std::string ShownCell(std::string_view cell);
// "','", "tab" or "blanks".
std::string NameOfSeparator(char separator);

// The text in UTF-8, without a byte order mark. `storage` holds it where it was
// converted, and must outlive it. Adds a warning where the encoding was
// guessed. Errors: InvalidArgument for bytes that are no text in the encoding
// asked for.
absl::StatusOr<std::string_view> DecodeCsv(std::string_view bytes,
                                           const CsvOptions& options,
                                           std::string& storage,
                                           std::vector<std::string>& warnings);

// The separator of which the first lines have equally many, at least one.
// ',' where no letter is a separator. `text` begins with the line of names.
char RecogniseSeparator(std::string_view text, const CsvOptions& options);

}  // namespace noodles::tabular_internal

#endif  // NOODLES_TABULAR_CELLS_CSV_TEXT_H_
