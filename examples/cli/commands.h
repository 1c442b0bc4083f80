// The commands of the tool; each returns how the tool ends.
//
// Thread-safety: one thread.
#ifndef EXAMPLES_CLI_COMMANDS_H_
#define EXAMPLES_CLI_COMMANDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "command.h"

namespace cli {

int Inspect(const Connection& connection, bool watch);
int Methods(const Connection& connection);

// `arguments` are JSON; `on` is "entity:NAME", "table:NAME", "plot:NAME" or "".
int Call(const Connection& connection, const std::string& method,
         const std::vector<std::string>& arguments, const std::string& on);

// `csv` is a file, or "".
int PrintTable(const Connection& connection, const std::string& name,
               bool follow, const std::string& csv);

// `buffer` is a name or a slot.
int Fetch(const Connection& connection, const std::string& buffer,
          const std::string& output);

int Record(const Connection& connection, const std::string& output,
           double seconds);
int Replay(const std::string& input, uint16_t port, double speed);

// The URL may be the path of a recording.
int Validate(const Connection& connection);

// `count` round trips, one after another and then at once; at least 1.
int Bench(const Connection& connection, int count);

int Decode(const std::string& input, bool hex);
int Encode(const std::string& input, bool hex);

}  // namespace cli

#endif  // EXAMPLES_CLI_COMMANDS_H_
