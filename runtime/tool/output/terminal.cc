#include "tool/output/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace noodles::tool {
namespace {

constexpr size_t kDefaultColumns = 80;
constexpr std::string_view kDots = "...";

struct Range {
  char32_t first;
  char32_t last;
};

// Combining marks and other characters without a width of their own.
constexpr Range kNarrow[] = {
    {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},
    {0x64b, 0x65f},   {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2064},
    {0x20d0, 0x20f0}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}};

// Characters of East Asian scripts and pictographs that take two columns.
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
    {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

template <size_t kCount>
bool IsIn(char32_t code, const Range (&ranges)[kCount]) {
  for (const Range& range : ranges) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

// One character or one escape sequence of a text.
struct Piece {
  size_t bytes = 1;
  size_t columns = 1;
  bool is_escape = false;
};

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

Piece PieceAt(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first == 0x1b && at + 1 < text.size() && text[at + 1] == '[') {
    const size_t end = text.find('m', at);
    if (end != std::string_view::npos) return {end + 1 - at, 0, true};
  }
  if (first < 0xc0) return {};
  const size_t bytes = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  auto code = static_cast<char32_t>(first & (0x7f >> bytes));
  for (size_t i = 1; i < bytes; ++i) {
    // A byte that is no UTF-8 takes one column.
    if (at + i >= text.size() || !IsContinuation(text[at + i])) return {};
    code = code << 6 | static_cast<char32_t>(text[at + i] & 0x3f);
  }
  const size_t columns = IsIn(code, kNarrow) ? 0 : IsIn(code, kWide) ? 2 : 1;
  return {bytes, columns, false};
}

}  // namespace

std::optional<size_t> TerminalColumns(int descriptor) {
  if (::isatty(descriptor) == 0) return std::nullopt;
  winsize size = {};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  // A terminal of unknown width, such as a serial line.
  const char* const columns = std::getenv("COLUMNS");
  const long value = columns == nullptr ? 0 : std::strtol(columns, nullptr, 10);
  return value > 0 ? static_cast<size_t>(value) : kDefaultColumns;
}

size_t ColumnsOf(std::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    const Piece piece = PieceAt(text, at);
    columns += piece.columns;
    at += piece.bytes;
  }
  return columns;
}

std::string FitColumns(std::string_view text, size_t columns) {
  // No character takes more columns than bytes.
  if (text.size() <= columns || ColumnsOf(text) <= columns) {
    return std::string(text);
  }
  const std::string_view end = kDots.substr(0, columns);
  const size_t room = columns - end.size();
  std::string fitted;
  size_t used = 0;
  bool has_style = false;
  for (size_t at = 0; at < text.size();) {
    const Piece piece = PieceAt(text, at);
    if (used + piece.columns > room) break;
    used += piece.columns;
    has_style = has_style || piece.is_escape;
    fitted += text.substr(at, piece.bytes);
    at += piece.bytes;
  }
  fitted += end;
  return has_style ? fitted + "\x1b[0m" : fitted;
}

std::vector<std::string> WrapWords(std::string_view text, size_t columns) {
  std::vector<std::string> lines(1);
  size_t used = 0;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const size_t width = ColumnsOf(word);
    if (used > 0 && used + 1 + width > columns) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) {
      lines.back().push_back(' ');
      ++used;
    }
    lines.back() += word;
    used += width;
    at = end;
  }
  return lines;
}

}  // namespace noodles::tool
