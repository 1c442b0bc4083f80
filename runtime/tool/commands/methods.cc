// noodles methods: lists methods and the components that have them.
#include <noodles/json.h>

#include <CLI/CLI.hpp>
#include <map>

#include "tool/commands.h"
#include "tool/component_text.h"
#include "tool/connection.h"
#include "tool/lookup.h"

namespace noodles::tool {
namespace {

using noodles::Any;

struct Options {
  Connection connection;
};

// The components that have each method, in the form of --on of `noodles call`;
// "document" for the document.
using Targets = std::map<noodles::MethodID, std::vector<std::string>>;

template <class Component>
void AddTargets(const noodles::Mirror& mirror, const char* kind,
                Targets& targets) {
  for (const auto& [id, component] : mirror.All<Component>()) {
    const std::string_view name = noodles::Mirror::NameOf(*component);
    const std::string target =
        std::string(kind) + ":" +
        (name.empty() ? std::to_string(id.slot) + "/" + std::to_string(id.gen)
                      : std::string(name));
    for (const noodles::MethodID method : component->methods_list) {
      targets[method].push_back(target);
    }
  }
}

Targets TargetsOf(const noodles::Mirror& mirror) {
  Targets targets;
  for (const noodles::MethodID method : mirror.methods()) {
    targets[method].push_back("document");
  }
  AddTargets<noodles::Entity>(mirror, "entity", targets);
  AddTargets<noodles::Table>(mirror, "table", targets);
  AddTargets<noodles::Plot>(mirror, "plot", targets);
  return targets;
}

std::string Signature(const Output& output, const noodles::Method& method) {
  std::string text = output.Bold(method.name) + "(";
  const char* separator = "";
  for (const noodles::MethodArg& argument : method.arg_doc) {
    text += separator + Printable(argument.name);
    if (argument.editor_hint) text += ": " + Printable(*argument.editor_hint);
    separator = ", ";
  }
  return text + ")";
}

void PrintText(const Output& output, const noodles::Method& method,
               const std::vector<std::string>& targets) {
  output.Line(Signature(output, method));
  if (method.doc) output.Line("    " + Printable(*method.doc));
  for (const noodles::MethodArg& argument : method.arg_doc) {
    if (argument.doc)
      output.Line("    " + Printable(argument.name + ": " + *argument.doc));
  }
  if (method.return_doc)
    output.Line("    returns " + Printable(*method.return_doc));
  std::string on;
  for (const std::string& target : targets) {
    on += (on.empty() ? "" : ", ") + target;
  }
  output.Line(output.Faint("    on " + (on.empty() ? "nothing" : on)));
}

int Methods(const Output& output, const Options& options) {
  const Joined joined = Join(options.connection, output);
  if (!joined.client) return joined.exit_code;
  const noodles::Mirror& mirror = joined.client->mirror();
  Targets targets = TargetsOf(mirror);
  Any::Array all;
  for (const auto& [id, method] : mirror.All<noodles::Method>()) {
    if (!output.is_json) {
      PrintText(output, *method, targets[id]);
      continue;
    }
    Any entry = ToAny<noodles::Method>(id, *method);
    Any::Array on(targets[id].begin(), targets[id].end());
    entry.AsMap()->emplace_back("on", std::move(on));
    all.push_back(std::move(entry));
  }
  if (output.is_json) output.Json(Any::Map{{"methods", std::move(all)}});
  return kSuccess;
}

}  // namespace

void AddMethods(Tool& tool) {
  const auto options = std::make_shared<Options>();
  CLI::App& command = tool.AddCommand(
      "methods", "Lists the methods, and what each is called on",
      [&tool, options] { return Methods(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
}

}  // namespace noodles::tool
