#include "noodles/tabular/rows/csv_builder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/tabular/cells/csv_text.h"
#include "noodles/tabular/rows/csv_column.h"
#include "noodles/tabular/rows/csv_names.h"

namespace noodles::tabular_internal {
namespace {

bool IsEmpty(std::string_view cell) { return cell.empty(); }

std::string CountOf(size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) +
         (count == 1 ? "" : "s");
}

// Takes the first line off; false where no line follows.
bool SkipLine(std::string_view& text) {
  const size_t end = text.find_first_of("\r\n");
  if (end == text.npos) {
    text = text.substr(text.size());
    return false;
  }
  text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  return true;
}

// The separator that the first line names: spreadsheets write and read "sep=;",
// also in quotes.
std::optional<char> NamedSeparator(std::string_view text) {
  constexpr std::string_view kMark = "sep=";
  const bool has_quotes = text.starts_with('"');
  if (has_quotes) text.remove_prefix(1);
  if (LowerCase(text.substr(0, kMark.size())) != kMark) return std::nullopt;
  text.remove_prefix(kMark.size());
  if (text.empty()) return std::nullopt;
  const char separator = text[0];
  text.remove_prefix(1);
  if (has_quotes && !text.starts_with('"')) return std::nullopt;
  if (has_quotes) text.remove_prefix(1);
  const bool is_end = text.starts_with('\r') || text.starts_with('\n');
  if (!is_end || separator == '\r' || separator == '\n') return std::nullopt;
  return separator;
}

}  // namespace

absl::StatusOr<CsvTable> CsvBuilder::Build(std::string_view bytes) {
  absl::Status status = CheckOptions();
  if (!status.ok()) return status;
  if (bytes.size() > options_.max_bytes) {
    return ResourceExhausted("the text has more bytes than max_bytes (" +
                             std::to_string(options_.max_bytes) + ")");
  }
  std::string storage;
  absl::StatusOr<std::string_view> text =
      DecodeCsv(bytes, options_, storage, table_.warnings);
  if (!text.ok()) return text.status();
  table_.format = options_.format;
  const size_t first_line = SkipStart(*text);
  CsvRowReader reader(*text, options_, table_.separator, first_line);
  CsvRow row;
  absl::StatusOr<bool> has_row = reader.Next(row);
  if (!has_row.ok()) return has_row.status();
  if (!*has_row) {
    return CsvFault(row.line,
                    "expected a line with the names of the columns, "
                    "found the end of the text");
  }
  status = SetNames(row);
  while (status.ok()) {
    has_row = reader.Next(row);
    if (!has_row.ok()) return has_row.status();
    if (!*has_row) break;
    status = AddRow(row);
  }
  if (!status.ok()) return status;
  WarnOfLengths();
  DropEmptyColumns();
  // The cells refer to the reader's text.
  status = MakeColumns();
  if (!status.ok()) return status;
  return std::move(table_);
}

absl::Status CsvBuilder::CheckOptions() const {
  const CsvFormat& format = options_.format;
  const auto is_taken = [&](char mark) {
    return options_.separator && *options_.separator == mark;
  };
  constexpr std::string_view kNever = "\r\n";
  if (kNever.find(format.decimal) != kNever.npos ||
      (format.decimal >= '0' && format.decimal <= '9')) {
    return InvalidArgument(
        "option decimal: expected a mark, found a digit or "
        "a line end");
  }
  if (!format.thousands.empty() &&
      format.thousands == std::string(1, format.decimal)) {
    return InvalidArgument(
        "options decimal and thousands: expected two marks, "
        "found " +
        ShownCell(format.thousands) + " for both");
  }
  if (options_.separator &&
      (kNever.find(*options_.separator) != kNever.npos ||
       *options_.separator == '\0' || is_taken(options_.quote))) {
    return InvalidArgument(
        "option separator: expected a letter that is no "
        "quote and no line end, found " +
        ShownCell(std::string(1, *options_.separator)));
  }
  return absl::OkStatus();
}

size_t CsvBuilder::SkipStart(std::string_view& text) {
  size_t line = 1;
  for (size_t i = 0; i < options_.skip && !text.empty(); ++i) {
    if (SkipLine(text)) ++line;
  }
  named_separator_ = NamedSeparator(text);
  if (named_separator_ && text.starts_with('"') && !IsSeparated(text)) {
    named_separator_.reset();
  }
  if (named_separator_ && SkipLine(text)) ++line;
  line += SkipComments(text);
  table_.separator = SeparatorOf(text);
  return line;
}

bool CsvBuilder::IsSeparated(std::string_view text) const {
  SkipLine(text);
  CsvRowReader reader(text, options_, SeparatorOf(text), 1);
  CsvRow row;
  const absl::StatusOr<bool> has_row = reader.Next(row);
  return has_row.ok() && *has_row && row.cells.size() > 1;
}

char CsvBuilder::SeparatorOf(std::string_view text) const {
  if (options_.separator) return *options_.separator;
  if (named_separator_) return *named_separator_;
  return RecogniseSeparator(text, options_);
}

size_t CsvBuilder::SkipComments(std::string_view& text) {
  if (!options_.comment.empty() || !text.starts_with('#')) return 0;
  std::string_view rest = text;
  std::string_view last;
  size_t lines = 0;
  while (rest.starts_with('#')) {
    last = rest;
    if (!SkipLine(rest)) return 0;
    ++lines;
  }
  // Names may begin with the letter: "#CHROM".
  const bool is_glued =
      last.size() > 1 && last[1] != ' ' && last[1] != '\t' && last[1] != '#';
  const bool is_part_of_name = is_glued && SeparatorOf(last) != ' ';
  const std::string_view names = is_part_of_name ? last : last.substr(1);
  const bool has_names = NamesNextLine(names, !is_part_of_name);
  const size_t skipped = has_names ? lines - 1 : lines;
  if (skipped > 0) {
    table_.warnings.push_back(CountOf(skipped, "line") +
                              " at the start that begin with # are left out "
                              "(option comment)");
  }
  if (has_names && !is_part_of_name) {
    table_.warnings.push_back("line " + std::to_string(lines) +
                              ": the # before the names is left out");
  }
  text = has_names ? names : rest;
  return skipped;
}

bool CsvBuilder::NamesNextLine(std::string_view text,
                               bool needs_numbers) const {
  CsvRowReader reader(text, options_, SeparatorOf(text), 1);
  CsvRow names;
  CsvRow next;
  const absl::StatusOr<bool> has_names = reader.Next(names);
  if (!has_names.ok() || !*has_names) return false;
  const absl::StatusOr<bool> has_next = reader.Next(next);
  if (!has_next.ok() || !*has_next) return false;
  if (names.cells.size() != next.cells.size()) return false;
  const CsvCellReader cells(options_.format);
  return !needs_numbers ||
         std::any_of(
             next.cells.begin(), next.cells.end(), [&](std::string_view cell) {
               const CsvKind kind = cells.Read(cell).kind;
               return kind != CsvKind::kText && kind != CsvKind::kMissing;
             });
}

absl::Status CsvBuilder::SetNames(const CsvRow& first) {
  table_.has_header = HasNames(first, options_);
  line_of_names_ = first.line;
  names_.assign(first.cells.begin(), first.cells.end());
  if (!table_.has_header) {
    if (options_.header == CsvHeader::kRecognise) {
      table_.warnings.push_back(
          "line " + std::to_string(first.line) +
          ": expected names, found numbers only; read as data (option header)");
    }
    std::fill(names_.begin(), names_.end(), "");
  }
  if (!options_.names.empty()) {
    if (options_.names.size() > names_.size()) {
      return CsvFault(first.line,
                      "option names: expected at most as many names as the "
                      "line has cells (" +
                          std::to_string(names_.size()) + "), found " +
                          std::to_string(options_.names.size()));
    }
    std::copy(options_.names.begin(), options_.names.end(), names_.begin());
  }
  named_ = names_.size();
  while (named_ > 1 && names_[named_ - 1].empty() && table_.has_header) {
    --named_;
  }
  columns_.resize(names_.size());
  if (table_.has_header) return absl::OkStatus();
  CsvRow row = first;
  return AddRow(row);
}

absl::Status CsvBuilder::AddRow(CsvRow& row) {
  absl::Status status = FitRow(row);
  if (!status.ok()) return status;
  const size_t cells = (table_.lines.size() + 1) * columns_.size();
  if (cells > options_.max_cells) {
    return ResourceExhausted("line " + std::to_string(row.line) +
                             ": more cells than max_cells (" +
                             std::to_string(options_.max_cells) + ")");
  }
  for (size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].push_back(row.cells[i]);
  }
  table_.lines.push_back(row.line);
  return absl::OkStatus();
}

absl::Status CsvBuilder::FitRow(CsvRow& row) {
  const size_t found = row.cells.size();
  const size_t expected = names_.size();
  if (found == expected) return absl::OkStatus();
  if (found < expected) {
    if (found < named_ && options_.fill && filled_rows_++ == 0) {
      first_filled_line_ = row.line;
    }
    if (found >= named_ || options_.fill) {
      row.cells.resize(expected);
      return absl::OkStatus();
    }
  } else if (std::all_of(
                 row.cells.begin() + static_cast<std::ptrdiff_t>(expected),
                 row.cells.end(), IsEmpty)) {
    if (long_rows_++ == 0) first_long_line_ = row.line;
    row.cells.resize(expected);
    return absl::OkStatus();
  } else if (table_.lines.empty() && found == expected + 1 &&
             options_.header != CsvHeader::kNone && table_.has_header) {
    NameFirstColumn();
    return absl::OkStatus();
  }
  return CsvFault(
      row.line,
      "expected " + CountOf(expected, "cell") + " as in line " +
          std::to_string(line_of_names_) + ", found " + std::to_string(found) +
          ", separated by " + NameOfSeparator(table_.separator) +
          "; the option separator names another" +
          (found < expected ? ", the option fill accepts short rows"
                            : ", the option skip leaves lines before the names "
                              "out"));
}

void CsvBuilder::NameFirstColumn() {
  table_.warnings.push_back("line " + std::to_string(line_of_names_) +
                            ": expected " + CountOf(names_.size() + 1, "name") +
                            " as the rows have cells, found " +
                            std::to_string(names_.size()) +
                            "; the first cells are read as names of the rows");
  names_.insert(names_.begin(), "row");
  ++named_;
  columns_.resize(names_.size());
}

void CsvBuilder::WarnOfLengths() {
  if (long_rows_ > 0) {
    table_.warnings.push_back("line " + std::to_string(first_long_line_) +
                              ": expected " + CountOf(names_.size(), "cell") +
                              ", found empty ones behind them, in " +
                              CountOf(long_rows_, "row") + "; left out");
  }
  if (filled_rows_ > 0) {
    table_.warnings.push_back(
        "line " + std::to_string(first_filled_line_) + ": expected " +
        CountOf(names_.size(), "cell") + ", found less, in " +
        CountOf(filled_rows_, "row") + "; the others are missing");
  }
}

void CsvBuilder::DropEmptyColumns() {
  while (columns_.size() > 1 && names_.back().empty() &&
         std::all_of(columns_.back().begin(), columns_.back().end(), IsEmpty)) {
    columns_.pop_back();
    names_.pop_back();
  }
  if (table_.has_header) {
    names_ = UniqueNames(std::move(names_), line_of_names_, table_.warnings);
    return;
  }
  std::vector<std::string> expected;
  names_ = UniqueNames(std::move(names_), line_of_names_, expected);
}

absl::Status CsvBuilder::MakeColumns() {
  const CsvCellReader reader(options_.format);
  table_.rows.row_count = table_.lines.size();
  for (size_t i = 0; i < columns_.size(); ++i) {
    const bool is_text = std::find(options_.text.begin(), options_.text.end(),
                                   names_[i]) != options_.text.end();
    TableCells cells =
        is_text ? MakeTexts(columns_[i])
                : MakeCells({i, names_[i], columns_[i], table_.lines}, reader,
                            table_.warnings);
    table_.columns.push_back(
        {names_[i], static_cast<TableColumnType>(cells.index())});
    table_.rows.columns.push_back(std::move(cells));
    // Frees the memory column by column.
    columns_[i] = {};
  }
  for (const std::string& name : options_.text) {
    const absl::Status status = table_.Find(name).status();
    if (!status.ok()) {
      return MakeStatus(status.code(),
                        "option text: " + std::string(StatusMessage(status)));
    }
  }
  return absl::OkStatus();
}

}  // namespace noodles::tabular_internal
