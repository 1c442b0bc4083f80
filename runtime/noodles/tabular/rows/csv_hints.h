// Finds out why a column is one of texts: the option with which it would be one
// of numbers or dates, or a spelling of numbers that is not read.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TABULAR_ROWS_CSV_HINTS_H_
#define NOODLES_TABULAR_ROWS_CSV_HINTS_H_

#include <span>
#include <string>
#include <string_view>

#include "noodles/tabular/csv_cell.h"

namespace noodles::tabular_internal {

// "the option decimal "," reads numbers", with "or" between several options;
// empty where no option makes numbers or dates of all cells that are not
// missing.
std::string OptionsThatRead(std::span<const std::string_view> cells,
                            const CsvFormat& format);

// Whether all cells that are not missing are numbers in a spelling that is not
// read: with a percent sign, a sign of a currency, hexadecimal, or with the
// exponent of Fortran.
bool AreOtherNumbers(std::span<const std::string_view> cells,
                     const CsvCellReader& reader);

}  // namespace noodles::tabular_internal

#endif  // NOODLES_TABULAR_ROWS_CSV_HINTS_H_
