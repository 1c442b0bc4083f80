// A description of the command line, read from its CLI11 declaration. The
// texts of --help, the completions and the man page are generated from it, so
// they agree with the program.
//
// Thread-safety: every function may be called from any thread. Ownership: plain
// values.
#ifndef NOODLES_TOOL_COMMAND_LINE_COMMAND_LINE_H_
#define NOODLES_TOOL_COMMAND_LINE_COMMAND_LINE_H_

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace noodles::tool {

// A command line that a user can type, and what it does.
struct Example {
  std::string command;
  std::string what;
};

// What --help says about a command beside its options.
struct CommandHelp {
  std::string details{};  // sentences
  std::vector<Example> examples{};
};

struct OptionText {
  // "-o", "--output"; one name for a positional.
  std::vector<std::string> names;
  std::string what;
  std::string value;          // "FILE", "auto|always|never"; "" for a flag
  std::string default_value;  // "": none
  std::string group;          // the heading in --help: "Options"
  bool is_positional = false;
  bool is_required = false;
  bool is_many = false;

  // Example: "-o, --output FILE"
  std::string Usage() const;
  // `what`, with the default: "Time limit (default: 30)"
  std::string Explanation() const;
  bool is_file() const { return value == "FILE" || value == "URL_OR_FILE"; }
  // The allowed words if `value` is of the form "auto|always|never"; otherwise
  // empty.
  std::vector<std::string> Choices() const;
};

struct CommandText {
  std::string name;
  std::string what;
  CommandHelp help;
  std::vector<OptionText> options;      // without positionals
  std::vector<OptionText> positionals;  // in the order of the command line

  // Example: "noodles fetch [OPTIONS] URL BUFFER"
  std::string Usage() const;
};

struct CommandLineText {
  std::string what;
  std::vector<OptionText> options;
  std::vector<CommandText> commands;

  std::vector<std::string> CommandNames() const;
  // nullptr if there is no such command.
  const CommandText* Find(std::string_view name) const;
};

// Without the CommandHelp of the commands, which CLI11 does not know.
CommandLineText Describe(const CLI::App& app);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMMAND_LINE_COMMAND_LINE_H_
