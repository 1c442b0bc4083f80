// The command-line tool `noodles`: looks into servers, calls them, records
// them. `noodles --help` explains it.
#include "commands.h"

int main(int argc, char** argv) {
  cli::Tool tool;
  cli::AddInspect(tool);
  cli::AddMethods(tool);
  cli::AddCall(tool);
  cli::AddTable(tool);
  cli::AddFetch(tool);
  cli::AddRecord(tool);
  cli::AddReplay(tool);
  cli::AddValidate(tool);
  cli::AddBench(tool);
  cli::AddDecode(tool);
  cli::AddEncode(tool);
  cli::AddCompletion(tool);
  cli::AddMan(tool);
  return tool.Run(argc, argv);
}
