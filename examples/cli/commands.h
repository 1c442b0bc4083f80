// The commands of the tool. Each function declares one, with its options; its
// file holds what it does.
//
// Thread-safety: one thread. Ownership: the tool must outlive the command.
#ifndef EXAMPLES_CLI_COMMANDS_H_
#define EXAMPLES_CLI_COMMANDS_H_

#include "tool.h"

namespace cli {

void AddInspect(Tool& tool);
void AddMethods(Tool& tool);
void AddCall(Tool& tool);
void AddTable(Tool& tool);
void AddFetch(Tool& tool);
void AddRecord(Tool& tool);
void AddReplay(Tool& tool);
void AddValidate(Tool& tool);
void AddBench(Tool& tool);
void AddDecode(Tool& tool);
void AddEncode(Tool& tool);
void AddCompletion(Tool& tool);
void AddMan(Tool& tool);

}  // namespace cli

#endif  // EXAMPLES_CLI_COMMANDS_H_
