// What the command line has, read from its declaration, for those who write it
// down: completions and the man page. So they cannot differ from it.
//
// Thread-safety: pure functions. Ownership: plain values.
#ifndef NOODLES_TOOL_COMMAND_LINE_H_
#define NOODLES_TOOL_COMMAND_LINE_H_

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace noodles::tool {

struct OptionText {
  std::vector<std::string> names;  // "-o", "--output"; of a positional: one
  std::string what;
  std::string value;  // "FILE", "auto|always|never"; "" for a flag
  bool is_positional = false;
  bool is_required = false;
  bool is_many = false;

  // "-o, --output FILE"
  std::string Usage() const;
  bool is_file() const { return value == "FILE"; }
  // Of a value that is one of a few words.
  std::vector<std::string> Choices() const;
};

struct CommandText {
  std::string name;
  std::string what;
  std::vector<OptionText> options;      // without positionals
  std::vector<OptionText> positionals;  // in their order

  // "noodles fetch [OPTIONS] URL BUFFER"
  std::string Usage() const;
};

struct CommandLineText {
  std::string what;
  std::vector<OptionText> options;
  std::vector<CommandText> commands;
};

CommandLineText Describe(const CLI::App& app);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMMAND_LINE_H_
