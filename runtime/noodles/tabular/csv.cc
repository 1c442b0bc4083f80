#include "noodles/tabular/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <type_traits>
#include <utility>
#include <variant>

#include "noodles/base/status.h"
#include "noodles/tabular/cells/csv_text.h"
#include "noodles/tabular/rows/csv_builder.h"
#include "noodles/tabular/rows/csv_names.h"

namespace noodles {
namespace {

using tabular_internal::CsvPlace;
using tabular_internal::LowerCase;
using tabular_internal::ShownCell;

absl::StatusOr<std::vector<double>> NumbersOf(
    const CsvTable& table, size_t column,
    const std::vector<std::string>& cells) {
  const CsvCellReader reader(table.format);
  std::vector<double> numbers;
  numbers.reserve(cells.size());
  for (size_t row = 0; row < cells.size(); ++row) {
    const CsvValue value = reader.Read(cells[row]);
    if (value.kind == CsvKind::kText) {
      const size_t line = row < table.lines.size() ? table.lines[row] : row + 1;
      return InvalidArgument(
          CsvPlace(line, column, table.columns[column].name) +
          "expected a number or a date, found " + ShownCell(cells[row]) + "; " +
          reader.Explain(cells[row]) + " (cells are separated by " +
          tabular_internal::NameOfSeparator(table.separator) + ")");
    }
    numbers.push_back(value.number);
  }
  return numbers;
}

bool IsNumber(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const char* const end = text.data() + text.size();
  return std::from_chars(text.data(), end, number).ptr == end;
}

template <class T>
void AppendNumber(T number, std::string& csv) {
  std::array<char, 64> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), number);
  const std::string_view digits(text.data(),
                                static_cast<size_t>(end - text.data()));
  csv.append(digits);
  if constexpr (std::is_floating_point_v<T>) {
    if (std::isfinite(number) && digits.find_first_of(".e") == digits.npos) {
      csv.append(".0");
    }
  }
}

}  // namespace

absl::StatusOr<size_t> CsvTable::Find(std::string_view name) const {
  std::optional<size_t> similar;
  size_t count = 0;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return i;
    if (LowerCase(columns[i].name) != LowerCase(name)) continue;
    similar = i;
    ++count;
  }
  if (count == 1) return *similar;
  return NotFound(
      "there is no column " + ShownCell(name) + "; the columns are " +
      tabular_internal::ListOfNames(columns) + ", separated by " +
      tabular_internal::NameOfSeparator(separator) + " (option separator)" +
      (has_header ? "" : ", without a line of names"));
}

CsvContent CsvTable::ContentOf(size_t column) const {
  const auto* const texts =
      std::get_if<std::vector<std::string>>(&rows.columns[column]);
  if (texts == nullptr) return CsvContent::kNumbers;
  const CsvCellReader reader(format);
  CsvContent content = CsvContent::kNumbers;
  bool has_numbers = false;
  for (const std::string& text : *texts) {
    const CsvKind kind = reader.Read(text).kind;
    if (kind == CsvKind::kMissing) continue;
    if (kind == CsvKind::kText) return CsvContent::kTexts;
    if (kind == CsvKind::kDate) {
      content = CsvContent::kDates;
    } else {
      has_numbers = true;
    }
  }
  // A number among dates is no date.
  return content == CsvContent::kDates && has_numbers ? CsvContent::kTexts
                                                      : content;
}

absl::StatusOr<std::vector<double>> CsvTable::Numbers(
    std::string_view name) const {
  const absl::StatusOr<size_t> column = Find(name);
  if (!column.ok()) return column.status();
  const TableCells& cells = rows.columns[*column];
  if (const auto* texts = std::get_if<std::vector<std::string>>(&cells)) {
    return NumbersOf(*this, *column, *texts);
  }
  if (const auto* reals = std::get_if<std::vector<double>>(&cells)) {
    return *reals;
  }
  const auto* integers = std::get_if<std::vector<int64_t>>(&cells);
  if (integers == nullptr) {
    return InvalidArgument("column " + ShownCell(name) +
                           ": expected numbers, found ANY");
  }
  return std::vector<double>(integers->begin(), integers->end());
}

absl::StatusOr<CsvTable> ReadCsv(std::string_view text,
                                 const CsvOptions& options) {
  tabular_internal::CsvBuilder builder(options);
  return builder.Build(text);
}

absl::StatusOr<CsvTable> ReadCsvFile(const std::filesystem::path& file,
                                     const CsvOptions& options) {
  const std::string name = file.string() + ": ";
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(file, error);
  // Pipes and devices have no size.
  if (!error && size > options.max_bytes) {
    return ResourceExhausted(name + std::to_string(size) +
                             " bytes are beyond max_bytes (" +
                             std::to_string(options.max_bytes) + ")");
  }
  std::ifstream stream(file, std::ios::binary);
  std::string text;
  if (stream.is_open() && !std::filesystem::is_directory(file, error)) {
    std::array<char, size_t{1} << 16> part{};
    while (text.size() <= options.max_bytes &&
           (stream.read(part.data(), part.size()) || stream.gcount() > 0)) {
      text.append(part.data(), static_cast<size_t>(stream.gcount()));
    }
  } else {
    return NotFound(name + "expected a file that can be read, found none");
  }
  absl::StatusOr<CsvTable> table = ReadCsv(text, options);
  if (!table.ok()) {
    return MakeStatus(table.status().code(),
                      name + std::string(StatusMessage(table.status())));
  }
  for (std::string& warning : table->warnings) warning.insert(0, name);
  return table;
}

void AppendCsvCell(const cbor::Any& value, std::string& csv) {
  if (value.is_null()) return;
  if (const std::optional<int64_t> integer = value.AsInt();
      integer && !value.is_float()) {
    return AppendNumber(*integer, csv);
  }
  if (const std::optional<double> number = value.AsDouble()) {
    if (!std::isnan(*number)) AppendNumber(*number, csv);
    return;
  }
  const std::optional<std::string_view> text = value.AsText();
  const std::string plain = text ? std::string(*text) : value.ToString();
  // The letters that may be separators are quoted, so that the comma is
  // recognised, numbers, so that names are no data, and texts that a reader
  // would take off the start of a file, or for the start of another file.
  const bool is_plain =
      !plain.empty() && plain.find_first_of(",;|\t\"\r\n") == plain.npos &&
      !IsNumber(plain) && tabular_internal::Trimmed(plain) == plain &&
      plain.front() != '#' &&
      LowerCase(std::string_view(plain).substr(0, 4)) != "sep=" &&
      !plain.starts_with("\xEF\xBB\xBF") &&
      (!csv.empty() || tabular_internal::NameOfOtherFile(plain).empty());
  if (is_plain) {
    csv.append(plain);
    return;
  }
  csv += '"';
  for (const char c : plain) {
    if (c == '"') csv += '"';
    csv += c;
  }
  csv += '"';
}

}  // namespace noodles
