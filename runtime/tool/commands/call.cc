// noodles call: calls a method and prints its result.
#include <noodles/calls/method_error.h>
#include <noodles/json.h>

#include <CLI/CLI.hpp>
#include <optional>

#include "noodles/base/status.h"
#include "tool/commands/commands.h"
#include "tool/components/method_text.h"
#include "tool/components/target.h"
#include "tool/connections/connection.h"
#include "tool/output/failed_call.h"
#include "tool/output/suggestion.h"

namespace noodles::tool {
namespace {

struct CallCommandOptions {
  Connection connection;
  std::string method;
  std::vector<std::string> arguments;  // texts of JSON
  std::string on;
};

// Whether an extra argument is a misspelled option. JSON begins with one minus
// at most; "-x" is neither a number nor an option.
bool IsUnknownOption(const std::string& argument) {
  return argument.size() > 1 && argument[0] == '-' &&
         (argument[1] < '0' || argument[1] > '9');
}

int FailOption(const Tool& tool, const std::string& argument) {
  const CommandLineText line = tool.Describe();
  const std::string name = argument.substr(0, argument.find('='));
  std::vector<std::string> names;
  for (const OptionText& option : line.Find("call")->options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return tool.output().Fail(
      kUsage, "noodles call has no option " + name + DidYouMean(name, names),
      "noodles call --help explains the command");
}

// The texts of JSON as values. Otherwise prints the error.
std::optional<std::vector<Any>> ParseArguments(
    const Tool& tool, const std::vector<std::string>& texts, int& exit_code) {
  std::vector<Any> values;
  values.reserve(texts.size());
  for (const std::string& text : texts) {
    if (!IsLiteral(text) && IsUnknownOption(text)) {
      exit_code = FailOption(tool, text);
      return std::nullopt;
    }
    const std::string json = Unmarked(text);
    absl::StatusOr<Any> value = AnyFromJson(json);
    if (!value.ok()) {
      exit_code = tool.output().Fail(
          kUsage,
          "argument " + std::to_string(values.size() + 1) + ", " + json +
              ", is not JSON: " + std::string(StatusMessage(value.status())),
          "a text needs quotes, which the shell must keep: '\"a text\"'");
      return std::nullopt;
    }
    values.push_back(*std::move(value));
  }
  return values;
}

std::vector<std::string> MethodNames(const Mirror& mirror) {
  std::vector<std::string> names;
  for (const auto& [id, method] : mirror.All<Method>()) {
    names.push_back(method->name);
  }
  return names;
}

// What a refused call should look like: the arguments of the method, or the
// targets that have it.
std::string HintOf(const Mirror& mirror, const std::string& name,
                   const absl::Status& status) {
  const std::optional<MethodID> id = mirror.FindByName<Method>(name);
  if (!id || !IsMethodError(status)) return "";
  const std::shared_ptr<const Method> method = mirror.Find(*id);
  const int64_t code = ToMethodException(status).code;
  if (method && code == kInvalidParametersCode) {
    return "the method is " + SignatureOf(method->name, method->arg_doc);
  }
  if (code != kMethodNotFoundCode) return "";
  const TargetsByMethod targets = AllTargets(mirror);
  const auto found = targets.find(*id);
  if (found == targets.end()) return "";
  constexpr size_t kMaxShown = 5;
  std::string text = "the method is called with --on ";
  for (size_t i = 0; i < found->second.size(); ++i) {
    if (i == kMaxShown) return text + ", ...";
    text += (i > 0 ? ", " : "") + found->second[i];
  }
  return text;
}

int Call(const Tool& tool, const CallCommandOptions& options) {
  const Output& output = tool.output();
  int exit_code = kSuccess;
  std::optional<std::vector<Any>> values =
      ParseArguments(tool, options.arguments, exit_code);
  if (!values) return exit_code;
  const Joined joined = Join(options.connection, output);
  if (!joined.client) return joined.exit_code;
  const Mirror& mirror = joined.client->mirror();
  CallOptions call;
  if (!options.on.empty()) {
    const auto target = FindTarget(mirror, options.on);
    if (!target.ok()) return output.Fail(target.status());
    call.target = *target;
  }
  if (!mirror.FindByName<Method>(options.method)) {
    return output.Fail(
        kFailed,
        "the server has no method \"" + options.method + "\"" +
            DidYouMean(options.method, MethodNames(mirror)),
        "noodles methods " + options.connection.url + " lists the methods");
  }
  const absl::StatusOr<Any> answer =
      joined.client->Call(options.method, *std::move(values), call).get();
  if (!answer.ok()) {
    return FailCall(output, answer.status(),
                    HintOf(mirror, options.method, answer.status()));
  }
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
      {.details =
           "The result is printed as JSON; null if the method returns nothing. "
           "Arguments at the end may be missing if they are optional. Negative "
           "numbers are arguments as they stand, and also behind --.",
       .examples = {{"noodles call ws://localhost:50000 noo::set_position "
                     "'[1, 0, 0]' --on entity:pump",
                     "Moves the entity named pump; an array is one argument."},
                    {"noodles call ws://localhost:50000 spin -- -3",
                     "Calls a method of the document with a negative number."},
                    {"noodles call ws://localhost:50000 say '\"Hello\"'",
                     "A text is in double quotes; the single quotes keep them "
                     "from the shell."}}},
      [&tool, options] { return Call(tool, *options); });
  AddConnectionOptions(command, options->connection);
  command
      .add_option("method", options->method,
                  "The method's name, as noodles methods lists it")
      ->required()
      ->type_name("METHOD");
  // If this option took values, CLI11 would split JSON arrays and drop "{}". So
  // it is declared without values, and the arguments are the extras that CLI11
  // leaves.
  command
      .add_option("arguments", options->arguments,
                  "The arguments, each as JSON: 3 '\"a text\"' '[1, 0, 0]'")
      ->type_name("JSON")
      ->expected(0, -1)
      ->allow_extra_args(false);
  command.allow_extras();
  command.parse_complete_callback(
      [&command, options] { options->arguments = command.remaining(); });
  command
      .add_option("--on", options->on,
                  "The component that the method is called on: entity:NAME, "
                  "table:NAME or plot:NAME, or with an identifier, entity:3/0; "
                  "without it, or with \"document\", the document")
      ->type_name("TARGET")
      ->check(CheckTarget);
}

}  // namespace noodles::tool
