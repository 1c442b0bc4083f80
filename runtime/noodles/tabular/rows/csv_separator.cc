// Finds out by which letter a text table is separated.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "noodles/tabular/cells/csv_text.h"

namespace noodles::tabular_internal {
namespace {

// Where several letters fit, the first is taken: the comma and the blank occur
// within cells, as decimal mark and between words, and the others seldom do.
constexpr std::string_view kCandidates = "\t;|, ";
constexpr size_t kLines = 200;

// The cells of a line with one separator.
struct LineCount {
  size_t cells = 1;
  // Without the empty cells at the end.
  size_t filled = 0;
};

struct LineCounts {
  std::array<LineCount, kCandidates.size()> of{};
  // Whether a word of the line begins as a number does.
  bool has_number = false;
};

// Counts the separators of all candidates outside of quotes, line by line.
class SeparatorCounter {
 public:
  SeparatorCounter(std::string_view text, const CsvOptions& options)
      : text_(text), options_(options) {}

  std::vector<LineCounts> Count() {
    std::vector<LineCounts> lines;
    while (at_ < text_.size() && lines.size() < kLines) {
      LineCounts counts;
      const bool has_cells = CountLine(counts);
      if (has_cells) lines.push_back(counts);
    }
    return lines;
  }

 private:
  // False for a line without letters.
  bool CountLine(LineCounts& counts) {
    const std::string_view rest = text_.substr(at_);
    const bool is_comment =
        !options_.comment.empty() && rest.starts_with(options_.comment);
    bool has_letters = false;
    // Whether a quote would begin a cell.
    bool is_at_start = true;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n' || c == '\r') break;
      const bool is_quote =
          is_at_start && options_.quote != 0 && c == options_.quote;
      if (is_quote) SkipQuoted();
      CountLetter(is_quote ? 'x' : c, counts);
      const bool is_blank = c == ' ' || c == '\t';
      counts.has_number =
          counts.has_number || (is_at_start && BeginsNumber(text_.substr(at_)));
      has_letters = has_letters || !is_blank;
      is_at_start = !is_quote && (kCandidates.find(c) != kCandidates.npos ||
                                  (is_at_start && is_blank));
    }
    ++at_;
    return has_letters && !is_comment;
  }

  static bool BeginsNumber(std::string_view word) {
    const size_t digit = word.find_first_not_of("+-.");
    return digit <= 2 && word[digit] >= '0' && word[digit] <= '9';
  }

  // From the first quote of a cell to the last.
  void SkipQuoted() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != options_.quote) continue;
      if (at_ + 1 >= text_.size() || text_[at_ + 1] != options_.quote) return;
      ++at_;
    }
  }

  static void CountLetter(char c, LineCounts& counts) {
    for (size_t i = 0; i < kCandidates.size(); ++i) {
      LineCount& line = counts.of[i];
      const bool is_run = kCandidates[i] == ' ';
      if (is_run ? c == ' ' || c == '\t' : c == kCandidates[i]) {
        // A run of blanks is one separator, and none at the start.
        if (!is_run || line.filled == line.cells) ++line.cells;
      } else if (c != ' ' && c != '\t') {
        line.filled = line.cells;
      }
    }
  }

  std::string_view text_;
  const CsvOptions& options_;
  size_t at_ = 0;
};

// The part of the lines that have as many cells as the first, or whose cells
// differ from it by empty cells at the end only; 0 for a first line of one
// cell.
double Agreement(const std::vector<LineCounts>& lines, size_t candidate) {
  const LineCount& first = lines[0].of[candidate];
  if (first.filled < 2) return 0;
  // Lines of words alone are cells of several words.
  const bool has_numbers =
      std::any_of(lines.begin(), lines.end(),
                  [](const LineCounts& line) { return line.has_number; });
  if (kCandidates[candidate] == ' ' && !has_numbers && lines.size() > 1) {
    return 0;
  }
  const bool is_run = kCandidates[candidate] == ' ';
  size_t agreeing = 0;
  size_t named = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    const LineCount& line = lines[i].of[candidate];
    const bool is_same =
        (!is_run && line.cells == first.cells) || line.filled == first.filled;
    if (is_same) ++agreeing;
    // Names of rows, without a name of their own.
    if (line.filled == first.filled + 1) ++named;
  }
  if (lines.size() == 1) return 1;
  const size_t best = named == lines.size() - 1 ? named : agreeing;
  return static_cast<double>(best) / static_cast<double>(lines.size() - 1);
}

}  // namespace

char RecogniseSeparator(std::string_view text, const CsvOptions& options) {
  const std::vector<LineCounts> lines = SeparatorCounter(text, options).Count();
  if (lines.empty()) return ',';
  // Blanks also stand between words: there, nearly all lines must agree.
  constexpr double kLeast = 0.5;
  constexpr double kLeastOfBlanks = 0.9;
  char best = '\0';
  double most = 0;
  for (size_t i = 0; i < kCandidates.size(); ++i) {
    const double agreement = Agreement(lines, i);
    const double least = kCandidates[i] == ' ' ? kLeastOfBlanks : kLeast;
    if (agreement < least || agreement <= most) continue;
    most = agreement;
    best = kCandidates[i];
  }
  if (best != '\0') return best;
  // No letter fits: the one that the first line has most often, so that the
  // error of the reader names the line that differs.
  size_t cells = 1;
  best = ',';
  for (size_t i = 0; i + 1 < kCandidates.size(); ++i) {
    if (lines[0].of[i].filled <= cells) continue;
    cells = lines[0].of[i].filled;
    best = kCandidates[i];
  }
  return best;
}

}  // namespace noodles::tabular_internal
