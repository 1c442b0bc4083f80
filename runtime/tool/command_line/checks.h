// Checks of the values of options.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_COMMAND_LINE_CHECKS_H_
#define NOODLES_TOOL_COMMAND_LINE_CHECKS_H_

#include <functional>
#include <string>
#include <vector>

namespace noodles::tool {

// A check for CLI::Option::check: "" if the value is valid, otherwise what is
// expected and what was found.
using ValueCheck = std::function<std::string(const std::string&)>;

// A number between `least` and `most`, both included.
ValueCheck NumberBetween(double least, double most);
// The same without decimals.
ValueCheck IntegerBetween(double least, double most);
// One of these words.
ValueCheck OneOf(std::vector<std::string> words);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMMAND_LINE_CHECKS_H_
