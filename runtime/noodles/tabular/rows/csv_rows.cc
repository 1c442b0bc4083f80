#include "noodles/tabular/rows/csv_rows.h"

#include "noodles/base/status.h"
#include "noodles/tabular/cells/csv_text.h"

namespace noodles::tabular_internal {

CsvRowReader::CsvRowReader(std::string_view text, const CsvOptions& options,
                           char separator, size_t first_line)
    : text_(text), options_(options), separator_(separator), line_(first_line) {
  // Old systems ended texts with this letter.
  if (text_.ends_with('\x1A')) text_.remove_suffix(1);
}

absl::StatusOr<bool> CsvRowReader::Next(CsvRow& row) {
  while (SkipLine()) {
  }
  row.cells.clear();
  row.has_quotes = false;
  row.line = line_;
  if (at_ >= text_.size()) return false;
  for (;;) {
    if (row.cells.size() == options_.max_columns) {
      return ResourceExhausted("line " + std::to_string(line_) +
                               ": more columns than max_columns (" +
                               std::to_string(options_.max_columns) + ")");
    }
    SkipBlanks();
    if (options_.quote != 0 && at_ < text_.size() &&
        text_[at_] == options_.quote) {
      row.has_quotes = true;
      absl::StatusOr<std::string_view> cell = QuotedCell(row.cells.size());
      if (!cell.ok()) return cell.status();
      row.cells.push_back(*cell);
    } else {
      row.cells.push_back(PlainCell());
    }
    // Blanks at the end of a line separate nothing.
    if (separator_ == ' ') SkipBlanks();
    if (at_line_end()) return true;
    if (separator_ != ' ') ++at_;
  }
}

bool CsvRowReader::SkipLine() {
  size_t end = at_;
  while (end < text_.size() && text_[end] != separator_ &&
         (text_[end] == ' ' || text_[end] == '\t')) {
    ++end;
  }
  if (separator_ == ' ') {
    end = text_.find_first_not_of(" \t", at_);
    if (end == text_.npos) end = text_.size();
  }
  const bool is_comment = !options_.comment.empty() &&
                          text_.substr(end).starts_with(options_.comment);
  if (is_comment) end = text_.find_first_of("\r\n", end);
  if (end >= text_.size()) {
    if (at_ >= text_.size()) return false;
    at_ = text_.size();
    return true;
  }
  if (text_[end] != '\r' && text_[end] != '\n') return false;
  const bool is_pair = text_.substr(end).starts_with("\r\n");
  at_ = end + (is_pair ? 2 : 1);
  ++line_;
  return true;
}

void CsvRowReader::SkipBlanks() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t') &&
         (separator_ == ' ' || text_[at_] != separator_)) {
    ++at_;
  }
}

bool CsvRowReader::at_line_end() const {
  return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
}

std::string_view CsvRowReader::PlainCell() {
  const size_t start = at_;
  // A cell is short: a loop is faster than a search.
  if (separator_ == ' ') {
    while (!at_line_end() && text_[at_] != ' ' && text_[at_] != '\t') ++at_;
  } else {
    while (!at_line_end() && text_[at_] != separator_) ++at_;
  }
  return Trimmed(text_.substr(start, at_ - start));
}

absl::StatusOr<std::string_view> CsvRowReader::QuotedCell(size_t cell) {
  const size_t first_line = line_;
  const size_t start = ++at_;
  std::string* parts = nullptr;
  size_t from = start;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\n' || (c == '\r' && !text_.substr(at_).starts_with("\r\n"))) {
      ++line_;
    }
    if (c != options_.quote) continue;
    const bool is_doubled =
        at_ + 1 < text_.size() && text_[at_ + 1] == options_.quote;
    if (!is_doubled) break;
    if (parts == nullptr) parts = &unquoted_.emplace_back();
    parts->append(text_.substr(from, at_ + 1 - from));
    from = ++at_ + 1;
  }
  if (at_ >= text_.size()) {
    return Fault(first_line, cell,
                 "expected a quote that ends the cell, found the end of the "
                 "text; the option quote names another quote or none");
  }
  std::string_view result = text_.substr(from, at_ - from);
  if (parts != nullptr) result = parts->append(result);
  ++at_;
  const size_t end = at_;
  SkipBlanks();
  const bool is_end = at_line_end() || text_[at_] == separator_ ||
                      (separator_ == ' ' && at_ > end);
  if (is_end) return result;
  return Fault(line_, cell,
               "expected a separator (" + NameOfSeparator(separator_) +
                   ") behind the quote, found " +
                   ShownCell(text_.substr(at_, 1)) +
                   "; the options separator and quote name others");
}

absl::Status CsvRowReader::Fault(size_t line, size_t cell,
                                 std::string_view what) const {
  return CsvFault(
      line, "cell " + std::to_string(cell + 1) + ": " + std::string(what));
}

}  // namespace noodles::tabular_internal
