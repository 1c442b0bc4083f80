#include "noodles/tabular/rows/csv_hints.h"

#include <algorithm>

#include "noodles/tabular/cells/csv_text.h"

namespace noodles::tabular_internal {
namespace {

struct Alternative {
  std::string_view name;
  char decimal = '.';
  std::string_view thousands{};
  CsvDates dates = CsvDates::kYearFirst;
};

constexpr Alternative kAlternatives[] = {
    {"the option decimal \",\"", ',', "", CsvDates::kYearFirst},
    {"the option thousands \",\"", '.', ",", CsvDates::kYearFirst},
    {"the options decimal \",\" and thousands \".\"", ',', ".",
     CsvDates::kYearFirst},
    {"the option thousands \" \"", '.', " ", CsvDates::kYearFirst},
    {"the options decimal \",\" and thousands \" \"", ',', " ",
     CsvDates::kYearFirst},
    {"the option thousands \"'\"", '.', "'", CsvDates::kYearFirst},
    {"the option dates with the day first", '.', "", CsvDates::kDayFirst},
    {"the option dates with the month first", '.', "", CsvDates::kMonthFirst}};

bool ReadsAll(std::span<const std::string_view> cells,
              const CsvCellReader& reader) {
  return std::all_of(cells.begin(), cells.end(), [&](std::string_view cell) {
    return reader.Read(cell).kind != CsvKind::kText;
  });
}

// Whether the cell has a sign of a currency or a percent sign, which is taken
// off, as are blanks.
bool TakeSign(std::string_view& text) {
  bool has_sign = false;
  for (const std::string_view sign : {"$", "\u20AC", "\u00A3", "\u00A5", "%"}) {
    if (text.starts_with(sign)) {
      text.remove_prefix(sign.size());
      has_sign = true;
    } else if (text.ends_with(sign)) {
      text.remove_suffix(sign.size());
      has_sign = true;
    }
  }
  text = Trimmed(text);
  return has_sign;
}

bool IsOtherNumber(std::string_view cell) {
  const std::string lower = LowerCase(Trimmed(cell));
  std::string_view text = lower;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const bool has_sign = TakeSign(text);
  if (text.empty() || text[0] < '0' || text[0] > '9') return false;
  if (text.starts_with("0x")) {
    return text.find_first_not_of("0123456789abcdef", 2) == text.npos;
  }
  const std::string_view expected =
      has_sign ? "0123456789.,'" : "0123456789.+-d";
  return (has_sign || text.find('d') != text.npos) &&
         text.find_first_not_of(expected) == text.npos;
}

}  // namespace

bool AreOtherNumbers(std::span<const std::string_view> cells,
                     const CsvCellReader& reader) {
  return std::all_of(cells.begin(), cells.end(), [&](std::string_view cell) {
    const CsvKind kind = reader.Read(cell).kind;
    return kind != CsvKind::kText || IsOtherNumber(cell);
  });
}

std::string OptionsThatRead(std::span<const std::string_view> cells,
                            const CsvFormat& format) {
  std::string options;
  bool has_plain = false;
  for (const Alternative& alternative : kAlternatives) {
    const CsvCellReader reader({.decimal = alternative.decimal,
                                .thousands = std::string(alternative.thousands),
                                .missing = format.missing,
                                .dates = alternative.dates});
    if (!ReadsAll(cells, reader)) continue;
    // Two options are named only where one of them is not enough.
    const bool is_pair = alternative.name.starts_with("the options");
    if (is_pair && has_plain) continue;
    has_plain = true;
    if (!options.empty()) options += " or ";
    options += alternative.name;
  }
  return options;
}

}  // namespace noodles::tabular_internal
