// noodles methods: lists methods and the components that have them.
#include <noodles/json.h>

#include <CLI/CLI.hpp>
#include <map>

#include "tool/commands/commands.h"
#include "tool/components/component_text.h"
#include "tool/components/lookup.h"
#include "tool/connections/connection.h"

namespace noodles::tool {
namespace {

struct MethodsOptions {
  Connection connection;
};

// The components that have each method, in the form of --on of `noodles call`;
// "document" for the document.
using Targets = std::map<MethodID, std::vector<std::string>>;

template <class Component>
void AddTargets(const Mirror& mirror, const char* kind, Targets& targets) {
  for (const auto& [id, component] : mirror.All<Component>()) {
    const std::string_view name = Mirror::NameOf(*component);
    const std::string target =
        std::string(kind) + ":" +
        (name.empty() ? std::to_string(id.slot) + "/" + std::to_string(id.gen)
                      : std::string(name));
    for (const MethodID method : component->methods_list) {
      targets[method].push_back(target);
    }
  }
}

Targets TargetsOf(const Mirror& mirror) {
  Targets targets;
  for (const MethodID method : mirror.methods()) {
    targets[method].push_back("document");
  }
  AddTargets<Entity>(mirror, "entity", targets);
  AddTargets<Table>(mirror, "table", targets);
  AddTargets<Plot>(mirror, "plot", targets);
  return targets;
}

std::string Signature(const Output& output, const Method& method) {
  std::string text = output.Bold(method.name) + "(";
  const char* separator = "";
  for (const MethodArg& argument : method.arg_doc) {
    text += separator + Printable(argument.name);
    if (argument.editor_hint) text += ": " + Printable(*argument.editor_hint);
    separator = ", ";
  }
  return text + ")";
}

void PrintText(const Output& output, const Method& method,
               const std::vector<std::string>& targets) {
  output.Line(Signature(output, method));
  if (method.doc) output.Line(PrintableLines(*method.doc, "    "));
  for (const MethodArg& argument : method.arg_doc) {
    if (argument.doc)
      output.Line(PrintableLines(argument.name + ": " + *argument.doc, "    "));
  }
  if (method.return_doc)
    output.Line(PrintableLines("returns " + *method.return_doc, "    "));
  std::string on;
  for (const std::string& target : targets) {
    on += (on.empty() ? "" : ", ") + target;
  }
  output.Line(output.Faint("    on " + (on.empty() ? "nothing" : on)));
}

int Methods(const Output& output, const MethodsOptions& options) {
  const Joined joined = Join(options.connection, output);
  if (!joined.client) return joined.exit_code;
  const Mirror& mirror = joined.client->mirror();
  Targets targets = TargetsOf(mirror);
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
  if (output.is_json) output.Json(Any::Map{{"methods", std::move(all)}});
  return kSuccess;
}

}  // namespace

void AddMethods(Tool& tool) {
  const auto options = std::make_shared<MethodsOptions>();
  CLI::App& command = tool.AddCommand(
      "methods", "Lists the methods, and what each is called on",
      [&tool, options] { return Methods(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
}

}  // namespace noodles::tool
