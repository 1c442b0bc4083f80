// The commands of the tool. Each function declares one command with its
// options; the file commands/NAME.cc implements it.
//
// Thread-safety: one thread. Ownership: the Tool must outlive its commands.
#ifndef NOODLES_TOOL_COMMANDS_COMMANDS_H_
#define NOODLES_TOOL_COMMANDS_COMMANDS_H_

#include "tool/command_line/tool.h"

namespace noodles::tool {

void AddInspect(Tool& tool);
void AddMethods(Tool& tool);
void AddCall(Tool& tool);
void AddListen(Tool& tool);
void AddTable(Tool& tool);
void AddFetch(Tool& tool);
void AddRecord(Tool& tool);
void AddRelay(Tool& tool);
void AddReplay(Tool& tool);
void AddPicture(Tool& tool);
void AddPage(Tool& tool);
void AddValidate(Tool& tool);
void AddBench(Tool& tool);
void AddJournal(Tool& tool);
void AddDecode(Tool& tool);
void AddEncode(Tool& tool);
void AddCompletion(Tool& tool);
void AddMan(Tool& tool);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMMANDS_COMMANDS_H_
