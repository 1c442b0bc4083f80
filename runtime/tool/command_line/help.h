// The text of --help.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_COMMAND_LINE_HELP_H_
#define NOODLES_TOOL_COMMAND_LINE_HELP_H_

#include <cstddef>
#include <string>

#include "tool/command_line/command_line.h"

namespace noodles::tool {

// The help of the whole tool, and of one command, in lines of at most `columns`
// where words allow it.
std::string HelpOf(const CommandLineText& line, size_t columns);
std::string HelpOf(const CommandText& command, size_t columns);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMMAND_LINE_HELP_H_
