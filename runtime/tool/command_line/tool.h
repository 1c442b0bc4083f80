// The command line: its commands, and the execution of one of them.
//
//   Tool tool;
//   AddInspect(tool);
//   ...
//   return tool.Run(argc, argv);
//
// Arguments after "--" are never options. `noodles help COMMAND` is the same as
// `noodles COMMAND --help`.
//
// Thread-safety: one thread. Ownership: the Tool owns the declaration of the
// command line; the `run` function of a command owns its options.
#ifndef NOODLES_TOOL_COMMAND_LINE_TOOL_H_
#define NOODLES_TOOL_COMMAND_LINE_TOOL_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tool/command_line/command_line.h"
#include "tool/output/output.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace noodles::tool {

class Tool {
 public:
  Tool();
  ~Tool();
  Tool(const Tool&) = delete;
  Tool& operator=(const Tool&) = delete;

  // Adds a command with the options that all commands have. `run` is called
  // after the command line has been parsed, and returns the exit code.
  CLI::App& AddCommand(const std::string& name, const std::string& what,
                       CommandHelp help, std::function<int()> run);

  // Parses the command line and runs its command. Returns the exit code.
  int Run(int argc, char** argv);

  // The command line with the help of all commands.
  CommandLineText Describe() const;
  const Output& output() const { return output_; }
  static std::string version();

 private:
  void AddOutputOptions(CLI::App& command);
  // Prints help and returns kSuccess, or prints the error and returns kUsage.
  int ExplainParse(const CLI::ParseError& error, std::string_view command);
  // An error that is found before CLI11 parses the command line.
  std::optional<int> CheckCommand(const std::vector<std::string>& arguments);

  const std::unique_ptr<CLI::App> app_;
  std::map<std::string, CommandHelp> helps_;  // by the name of the command
  Output output_;
  std::function<int()> run_;
};

// Marks an argument after "--" that begins with "-", so that CLI11 does not
// take it for an option. IsLiteral tells whether the mark is there, Unmarked
// removes it.
bool IsLiteral(std::string_view argument);
std::string Unmarked(std::string_view argument);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMMAND_LINE_TOOL_H_
