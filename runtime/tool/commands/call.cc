// noodles call: calls a method and prints its result.
#include <noodles/json.h>

#include <CLI/CLI.hpp>

#include "tool/commands/commands.h"
#include "tool/components/lookup.h"
#include "tool/connections/connection.h"
#include "tool/output/failed_call.h"

namespace noodles::tool {
namespace {

struct CallCommandOptions {
  Connection connection;
  std::string method;
  std::vector<std::string> arguments;  // texts of JSON
  std::string on;
};

template <class Component>
absl::StatusOr<InvokeIDType> Target(const Mirror& mirror,
                                    const std::string& text) {
  const auto id = FindComponent<Component>(mirror, text);
  if (!id.ok()) return id.status();
  return InvokeIDType{*id};
}

absl::StatusOr<InvokeIDType> FindTarget(const Mirror& mirror,
                                        const std::string& on) {
  const size_t colon = on.find(':');
  const std::string kind = on.substr(0, colon);
  const std::string text = on.substr(colon + 1);
  if (kind == "entity") return Target<Entity>(mirror, text);
  if (kind == "table") return Target<Table>(mirror, text);
  return Target<Plot>(mirror, text);
}

// Validates the value of --on; "" if it is valid.
std::string CheckTarget(const std::string& on) {
  for (const std::string_view kind : {"entity:", "table:", "plot:"}) {
    if (on.starts_with(kind) && on.size() > kind.size()) return "";
  }
  return "must be entity:NAME, table:NAME or plot:NAME";
}

int Call(const Output& output, const CallCommandOptions& options) {
  std::vector<Any> values;
  for (const std::string& argument : options.arguments) {
    absl::StatusOr<Any> value = AnyFromJson(argument);
    if (!value.ok() && argument.starts_with("--")) {
      return output.Fail(kUsage, "there is no option " + argument);
    }
    if (!value.ok()) {
      return output.Fail(
          kUsage, "argument " + std::to_string(values.size() + 1) + ", " +
                      argument + ", is no JSON (a text needs quotes): " +
                      std::string(StatusMessage(value.status())));
    }
    values.push_back(*std::move(value));
  }
  const Joined joined = Join(options.connection, output);
  if (!joined.client) return joined.exit_code;
  CallOptions call;
  if (!options.on.empty()) {
    const auto target = FindTarget(joined.client->mirror(), options.on);
    if (!target.ok()) return output.Fail(target.status());
    call.target = *target;
  }
  const absl::StatusOr<Any> answer =
      joined.client->Call(options.method, std::move(values), call).get();
  if (!answer.ok()) return FailCall(output, answer.status());
  if (output.is_json) {
    output.Json(Any::Map{{"result", *answer}});
  } else {
    output.Line(JsonText(*answer));
  }
  return kSuccess;
}

}  // namespace

void AddCall(Tool& tool) {
  const auto options = std::make_shared<CallCommandOptions>();
  CLI::App& command = tool.AddCommand(
      "call", "Calls a method and prints its result",
      [&tool, options] { return Call(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command.add_option("method", options->method, "Its name")
      ->required()
      ->type_name("METHOD");
  // If this option took values, CLI11 would split JSON arrays and drop "{}". So
  // it is declared without values, and the arguments are the extras that CLI11
  // leaves.
  command
      .add_option("arguments", options->arguments,
                  "JSON, one for each argument: 3 '\"a text\"' '[1, 0, 0]'")
      ->type_name("JSON")
      ->expected(0, -1)
      ->allow_extra_args(false);
  command.allow_extras();
  command.parse_complete_callback(
      [&command, options] { options->arguments = command.remaining(); });
  command
      .add_option("--on", options->on,
                  "What it is called on: entity:NAME, table:NAME or plot:NAME, "
                  "or an identifier in the place of the name, as entity:3/0")
      ->type_name("TARGET")
      ->check(CheckTarget);
}

}  // namespace noodles::tool
