// noodles methods: lists methods and the components that have them.
#include <noodles/json.h>

#include <CLI/CLI.hpp>
#include <sstream>
#include <string>

#include "tool/commands/commands.h"
#include "tool/components/component_text.h"
#include "tool/components/method_text.h"
#include "tool/components/target.h"
#include "tool/connections/connection.h"
#include "tool/output/terminal.h"

namespace noodles::tool {
namespace {

struct MethodsOptions {
  Connection connection;
};

// Prints a text of a peer below its method, each of its lines in as many lines
// as it needs.
void PrintIndented(const Output& output, const std::string& text) {
  constexpr size_t kIndent = 4;
  const size_t columns = output.columns();
  const size_t room = columns > 2 * kIndent ? columns - kIndent : columns;
  std::istringstream lines(PrintableLines(text, ""));
  for (std::string line; std::getline(lines, line);) {
    for (const std::string& piece : WrapWords(line, room)) {
      output.Line(std::string(kIndent, ' ') + piece);
    }
  }
}

void PrintText(const Output& output, const Method& method,
               const std::vector<std::string>& targets) {
  const std::string rest =
      SignatureOf(method.name, method.arg_doc).substr(method.name.size());
  output.Line(output.Bold(method.name) + Printable(rest));
  if (method.doc) PrintIndented(output, *method.doc);
  for (const MethodArg& argument : method.arg_doc) {
    if (argument.doc) {
      PrintIndented(output, argument.name + ": " + *argument.doc);
    }
  }
  if (method.return_doc) {
    PrintIndented(output, "returns " + *method.return_doc);
  }
  std::string on;
  for (const std::string& target : targets) {
    on += (on.empty() ? "" : ", ") + target;
  }
  PrintIndented(output, "on " + (on.empty() ? "nothing" : on));
}

int Methods(const Output& output, const MethodsOptions& options) {
  const Joined joined = Join(options.connection, output);
  if (!joined.client) return joined.exit_code;
  const Mirror& mirror = joined.client->mirror();
  TargetsByMethod targets = AllTargets(mirror);
  Any::Array all;
  for (const auto& [id, method] : mirror.All<Method>()) {
    if (!output.is_json) {
      PrintText(output, *method, targets[id]);
      continue;
    }
    Any entry = ToAny<Method>(id, *method);
    Any::Array on(targets[id].begin(), targets[id].end());
    entry.AsMap()->emplace_back("on", std::move(on));
    all.push_back(std::move(entry));
  }
  if (output.is_json) {
    output.Json(Any::Map{{"methods", std::move(all)}});
  } else if (mirror.count(ComponentKind::kMethod) == 0) {
    output.Note("the server has no methods");
  }
  return kSuccess;
}

}  // namespace

void AddMethods(Tool& tool) {
  const auto options = std::make_shared<MethodsOptions>();
  CLI::App& command = tool.AddCommand(
      "methods", "Lists the methods, and what each is called on",
      {.details =
           "Shows for each method its arguments with their types, its "
           "documentation and the targets that have it, in the form of --on of "
           "noodles call. Optional arguments are in [brackets].",
       .examples = {{"noodles methods ws://localhost:50000",
                     "Lists the methods of a server on this machine."},
                    {"noodles methods ws://localhost:50000 --json",
                     "The same as one JSON object, for scripts."}}},
      [&tool, options] { return Methods(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
}

}  // namespace noodles::tool
