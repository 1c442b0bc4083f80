// The command line as a whole: its commands, and how one of them is run.
//
//   Tool tool;
//   AddInspect(tool);
//   ...
//   return tool.Run(argc, argv);
//
// Thread-safety: one thread. Ownership: the tool owns its command line; what a
// command needs lives in the function that runs it.
#ifndef NOODLES_TOOL_TOOL_H_
#define NOODLES_TOOL_TOOL_H_

#include <functional>
#include <memory>
#include <string>

#include "tool/output.h"

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

  // A command with the options that all have. `run` is called when the command
  // line has been read, and returns how the tool ends.
  CLI::App& AddCommand(const std::string& name, const std::string& what,
                       std::function<int()> run);

  // Reads the command line and runs its command.
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

#endif  // NOODLES_TOOL_TOOL_H_
