// The command line: its commands, and the execution of one of them.
//
//   Tool tool;
//   AddInspect(tool);
//   ...
//   return tool.Run(argc, argv);
//
// Thread-safety: one thread. Ownership: the Tool owns the declaration of the
// command line; the `run` function of a command owns its options.
#ifndef NOODLES_TOOL_COMMAND_LINE_TOOL_H_
#define NOODLES_TOOL_COMMAND_LINE_TOOL_H_

#include <functional>
#include <memory>
#include <string>

#include "tool/output/output.h"

namespace CLI {
class App;
}

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
                       std::function<int()> run);

  // Parses the command line and runs its command. Returns the exit code.
  int Run(int argc, char** argv);

  const CLI::App& app() const { return *app_; }
  const Output& output() const { return output_; }
  static std::string version();

 private:
  const std::unique_ptr<CLI::App> app_;
  Output output_;
  std::function<int()> run_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMMAND_LINE_TOOL_H_
