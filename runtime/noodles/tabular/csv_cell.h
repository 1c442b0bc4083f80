// What a cell of a text table means: a number, a date, a missing value, or a
// text.
//
//   const CsvCellReader reader({.decimal = ','});
//   reader.Read("1,5").number;  // 1.5
//
// Thread-safety: like a vector: any number of readers of one object.
// Ownership: a CsvCellReader owns its words.
#ifndef NOODLES_TABULAR_CSV_CELL_H_
#define NOODLES_TABULAR_CSV_CELL_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace noodles {

// The words that stand for a missing value unless a program gives others: NA,
// N/A, #N/A, null, none, nan, missing and others, in any case, the errors of
// spreadsheets, such as #DIV/0!, and -, --, ?, *, ":", points and dashes. An
// empty cell is always missing.
std::vector<std::string> DefaultMissingWords();

// The order of the parts of a date.
enum class CsvDates : uint8_t {
  // Year, month, day, with -, / or ., as 2024-05-31 (ISO 8601). Dates with the
  // English name of the month, as 31-May-2024 and May 31, 2024, are read in
  // each order. A time may follow, also of 12 hours with am or pm.
  kYearFirst,
  // 31.5.2024, 31/05/2024 or 31-05-24; also dates that begin with the year.
  // Years of two digits are those from 1969 to 2068.
  kDayFirst,
  // 5/31/2024 or 5/31/24; also dates that begin with the year.
  kMonthFirst,
};

struct CsvFormat {
  // The mark before the fraction of a number.
  char decimal = '.';
  // The mark between groups of three digits; empty: numbers have none. A blank
  // also stands for the narrow blanks of Unicode.
  std::string thousands{};
  // Compared without regard to case; a number also matches in another
  // spelling, as -999 matches -999.0.
  std::vector<std::string> missing = DefaultMissingWords();
  CsvDates dates = CsvDates::kYearFirst;
};

enum class CsvKind : uint8_t {
  kMissing,
  // An integer of 64 bits.
  kInteger,
  // An integer beyond 64 bits; `number` is rounded.
  kHugeInteger,
  kReal,
  // A date, or a date with a time.
  kDate,
  kText,
};

struct CsvValue {
  CsvKind kind = CsvKind::kMissing;
  int64_t integer = 0;
  // A number as double; seconds since 1970 (UTC) for a date; NaN for a missing
  // value and a text. A number below the range of double is zero.
  double number = 0;
};

class CsvCellReader {
 public:
  explicit CsvCellReader(const CsvFormat& format = {});

  const CsvFormat& format() const { return format_; }

  // Numbers have a sign (+, -, or U+2212), digits, a fraction and an exponent,
  // or are inf or infinity; blanks around them do not count.
  CsvValue Read(std::string_view cell) const;

  // Why a cell that is a text is no number, and the option that would help.
  std::string Explain(std::string_view cell) const;

 private:
  bool IsMissingWord(std::string_view cell) const;
  bool IsMissingNumber(double number) const;
  // A number without blanks around; kText for other cells.
  CsvValue NumberOf(std::string_view cell) const;

  CsvFormat format_;
  // In lower case.
  std::vector<std::string> missing_words_;
  std::vector<double> missing_numbers_;
};

// A date or a date with a time, from a text as CsvCellReader takes it, in
// seconds since 1970 (UTC); NaN for another text. A time without a zone is UTC.
double SecondsOfDate(std::string_view text,
                     CsvDates dates = CsvDates::kYearFirst);

}  // namespace noodles

#endif  // NOODLES_TABULAR_CSV_CELL_H_
