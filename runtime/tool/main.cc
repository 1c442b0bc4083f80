// The command-line tool `noodles`: inspects servers, calls their methods,
// listens to them, records them. `noodles --help` explains it.
#include "tool/commands/commands.h"

int main(int argc, char** argv) {
  noodles::tool::Tool tool;
  noodles::tool::AddInspect(tool);
  noodles::tool::AddMethods(tool);
  noodles::tool::AddCall(tool);
  noodles::tool::AddListen(tool);
  noodles::tool::AddTable(tool);
  noodles::tool::AddFetch(tool);
  noodles::tool::AddRecord(tool);
  noodles::tool::AddRelay(tool);
  noodles::tool::AddReplay(tool);
  noodles::tool::AddPicture(tool);
  noodles::tool::AddPage(tool);
  noodles::tool::AddValidate(tool);
  noodles::tool::AddBench(tool);
  noodles::tool::AddJournal(tool);
  noodles::tool::AddDecode(tool);
  noodles::tool::AddEncode(tool);
  noodles::tool::AddCompletion(tool);
  noodles::tool::AddMan(tool);
  return tool.Run(argc, argv);
}
