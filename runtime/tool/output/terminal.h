// The width of the terminal, and of texts on a terminal.
//
// Texts are UTF-8. A character takes no, one or two columns. Escape sequences
// for styles ("\x1b[1m") take none.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_OUTPUT_TERMINAL_H_
#define NOODLES_TOOL_OUTPUT_TERMINAL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace noodles::tool {

// Columns of the terminal behind a file descriptor, STDOUT_FILENO for example.
// nullopt if it is not a terminal.
std::optional<size_t> TerminalColumns(int descriptor);

// The columns that a text takes.
size_t ColumnsOf(std::string_view text);

// The text, cut to `columns`. The end of a cut text is "...".
std::string FitColumns(std::string_view text, size_t columns);

// The text in lines of at most `columns`, broken at blanks. A longer word has
// its own line. There is at least one line.
std::vector<std::string> WrapWords(std::string_view text, size_t columns);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_TERMINAL_H_
