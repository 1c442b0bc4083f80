#include "noodles/tabular/rows/csv_column.h"

#include <cmath>
#include <limits>
#include <optional>

#include "noodles/tabular/cells/csv_text.h"
#include "noodles/tabular/rows/csv_hints.h"

namespace noodles::tabular_internal {
namespace {

bool IsExact(int64_t integer) {
  // 2^63 as double is no int64_t.
  const auto number = static_cast<double>(integer);
  return number < 9223372036854775808.0 &&
         static_cast<int64_t>(number) == integer;
}

// What the cells of a column are, and where the first of each kind is.
struct Census {
  size_t missing = 0;
  size_t integers = 0;
  size_t reals = 0;
  size_t huge = 0;
  size_t dates = 0;
  size_t texts = 0;
  std::optional<size_t> first_huge{};
  std::optional<size_t> first_inexact{};
  std::optional<size_t> first_other{};
};

void Count(const CsvValue& value, size_t row, Census& census) {
  const auto first = [row](std::optional<size_t>& place) {
    if (!place) place = row;
  };
  switch (value.kind) {
    case CsvKind::kMissing:
      ++census.missing;
      break;
    case CsvKind::kInteger:
      ++census.integers;
      if (!IsExact(value.integer)) first(census.first_inexact);
      break;
    case CsvKind::kHugeInteger:
      ++census.huge;
      first(census.first_huge);
      break;
    case CsvKind::kReal:
      ++census.reals;
      break;
    case CsvKind::kDate:
      ++census.dates;
      first(census.first_other);
      break;
    case CsvKind::kText:
      ++census.texts;
      first(census.first_other);
      break;
  }
}

class ColumnMaker {
 public:
  ColumnMaker(const CsvColumnText& column, const CsvCellReader& reader,
              std::vector<std::string>& warnings)
      : column_(column), reader_(reader), warnings_(warnings) {}

  TableCells Make() {
    const size_t count = column_.cells.size();
    std::vector<double> reals(count);
    std::vector<int64_t> integers(count);
    for (size_t row = 0; row < count; ++row) {
      const CsvValue value = reader_.Read(column_.cells[row]);
      reals[row] = value.number;
      integers[row] = value.integer;
      Count(value, row, census_);
    }
    if (census_.dates + census_.texts > 0) {
      WarnOfText();
      return MakeTexts(column_.cells);
    }
    if (census_.reals > 0) {
      WarnOfRounding();
      return reals;
    }
    if (census_.huge > 0) {
      Warn(*census_.first_huge, "an integer of 64 bits",
           "the column stays text, with all digits");
      return MakeTexts(column_.cells);
    }
    if (census_.missing == 0 && census_.integers > 0) return integers;
    if (census_.first_inexact) {
      Warn(*census_.first_inexact,
           "an integer that double holds exactly, since the column has missing "
           "values",
           "the column stays text, with all digits");
      return MakeTexts(column_.cells);
    }
    return reals;
  }

 private:
  void Warn(size_t row, const std::string& expected, const std::string& then) {
    warnings_.push_back(
        CsvPlace(column_.lines[row], column_.place, column_.name) +
        "expected " + expected + ", found " + ShownCell(column_.cells[row]) +
        "; " + then);
  }

  void WarnOfText() {
    const size_t numbers = census_.integers + census_.reals + census_.huge;
    const size_t others = census_.dates + census_.texts;
    const size_t row = *census_.first_other;
    if (numbers <= others) {
      if (census_.texts == 0) return;
      const std::string options =
          OptionsThatRead(column_.cells, reader_.format());
      if (!options.empty()) {
        Warn(row, "a number or a date",
             "the column is text; with " + options +
                 " all its cells are numbers or dates");
      } else if (AreOtherNumbers(column_.cells, reader_)) {
        Warn(row, "a number",
             "the column is text; " + reader_.Explain(column_.cells[row]));
      }
      return;
    }
    Warn(row, "a number as in " + std::to_string(numbers) + " other rows",
         "the column is text; " + reader_.Explain(column_.cells[row]));
  }

  void WarnOfRounding() {
    const std::optional<size_t> row =
        census_.first_inexact ? census_.first_inexact : census_.first_huge;
    if (!row) return;
    Warn(*row, "a number that double holds exactly",
         "the column has fractions and keeps about 16 digits; the option text "
         "keeps all");
  }

  const CsvColumnText& column_;
  const CsvCellReader& reader_;
  std::vector<std::string>& warnings_;
  Census census_;
};

}  // namespace

TableCells MakeCells(const CsvColumnText& column, const CsvCellReader& reader,
                     std::vector<std::string>& warnings) {
  return ColumnMaker(column, reader, warnings).Make();
}

TableCells MakeTexts(std::span<const std::string_view> cells) {
  return std::vector<std::string>(cells.begin(), cells.end());
}

}  // namespace noodles::tabular_internal
