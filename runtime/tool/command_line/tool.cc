#include "tool/command_line/tool.h"

#include <fcntl.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <utility>

#include "tool/command_line/checks.h"
#include "tool/command_line/help.h"
#include "tool/output/suggestion.h"

namespace noodles::tool {
namespace {

constexpr char kLiteralMark = '\x01';

// Columns of --help if stdout is not a terminal.
constexpr size_t kHelpColumns = 80;

// Opens the standard streams that are closed, so that no socket and no file
// gets their numbers: results would be written into it.
void HoldStandardStreams() {
  int number = 0;
  while (number >= 0 && number <= 2) number = ::open("/dev/null", O_RDONLY);
  if (number > 2) ::close(number);
}

// The arguments without "--"; those behind it that begin with "-" are marked.
std::vector<std::string> WithMarks(int argc, char** argv) {
  std::vector<std::string> arguments;
  bool is_literal = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (!is_literal && argument == "--") {
      is_literal = true;
    } else if (is_literal && argument.starts_with('-')) {
      arguments.push_back(kLiteralMark + std::string(argument));
    } else {
      arguments.emplace_back(argument);
    }
  }
  return arguments;
}

// `help` and `help COMMAND` become `--help` and `COMMAND --help`.
void TranslateHelp(std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0] != "help") return;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
}

std::vector<std::string> OptionNames(const std::vector<OptionText>& options) {
  std::vector<std::string> names;
  for (const OptionText& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

// What the command line gives too much.
std::string TextOfExtra(const CommandText& command, const std::string& extra) {
  if (!extra.starts_with('-')) {
    return "the argument \"" + Unmarked(extra) +
           "\" is one too many for noodles " + command.name;
  }
  const std::string name = extra.substr(0, extra.find('='));
  return "noodles " + command.name + " has no option " + name +
         DidYouMean(name, OptionNames(command.options));
}

// "URL, METHOD are missing": the required positionals and options that are not
// given; or "".
std::string TextOfMissing(const CLI::App& app, const CommandText& command) {
  std::string missing;
  size_t count = 0;
  const auto add = [&](const std::string& usage) {
    missing += (count > 0 ? ", " : "") + usage;
    ++count;
  };
  for (const OptionText& positional : command.positionals) {
    const CLI::Option* const option = app.get_option(positional.names[0]);
    if (positional.is_required && option->count() == 0) add(positional.value);
  }
  for (const OptionText& text : command.options) {
    const CLI::Option* const option = app.get_option(text.names.back());
    if (text.is_required && option->count() == 0) add(text.Usage());
  }
  if (count == 0) return "";
  return missing + (count == 1 ? " is" : " are") +
         " missing: " + command.Usage();
}

// "--token needs a value: --token TOKEN"; "" if CLI11 names no known option.
std::string TextOfMismatch(const std::string& error,
                           const CommandText& command) {
  const std::string name = error.substr(0, error.find(':'));
  for (const OptionText& option : command.options) {
    const auto& names = option.names;
    if (std::find(names.begin(), names.end(), name) == names.end()) continue;
    return option.value.empty() ? name + " takes no value"
                                : name + " needs a value: " + option.Usage();
  }
  return "";
}

// The first option among the extra arguments; without options, the first
// argument.
std::string FirstExtra(const std::vector<std::string>& extras) {
  const auto option = std::find_if(
      extras.begin(), extras.end(),
      [](const std::string& extra) { return extra.starts_with('-'); });
  if (option != extras.end()) return *option;
  return extras.empty() ? "" : extras.front();
}

}  // namespace

Tool::Tool()
    : app_(std::make_unique<CLI::App>(
          "Looks into NOODLES servers, calls them, records them.", "noodles")) {
  app_->set_help_flag("-h,--help", "Shows this help");
  app_->require_subcommand(1);
  app_->set_version_flag("--version", version(), "Shows the version");
}

Tool::~Tool() = default;

std::string Tool::version() { return "noodles " NOODLES_TOOL_VERSION; }

void Tool::AddOutputOptions(CLI::App& command) {
  const std::string group = "Output options";
  command
      .add_flag("--json", output_.is_json,
                "Writes JSON, for scripts: exact values, never shortened")
      ->group(group);
  command
      .add_option("--color", output_.color,
                  "Colours; auto: on a terminal, unless NO_COLOR is set")
      ->type_name("auto|always|never")
      ->check(OneOf({"auto", "always", "never"}))
      ->capture_default_str()
      ->group(group);
  command
      .add_option_function<size_t>(
          "--line-width",
          [this](size_t columns) { output_.line_width = columns; },
          "Cuts the lines of listings to this width; 0: no limit; without it, "
          "the width of the terminal, and no limit for pipes and files")
      ->type_name("COLUMNS")
      ->check(IntegerBetween(0, 1e6))
      ->group(group);
}

CLI::App& Tool::AddCommand(const std::string& name, const std::string& what,
                           CommandHelp help, std::function<int()> run) {
  CLI::App* const command = app_->add_subcommand(name, what);
  helps_[name] = std::move(help);
  AddOutputOptions(*command);
  command->callback([this, run = std::move(run)] { run_ = run; });
  return *command;
}

CommandLineText Tool::Describe() const {
  CommandLineText line = tool::Describe(*app_);
  for (CommandText& command : line.commands) {
    command.help = helps_.at(command.name);
  }
  return line;
}

std::optional<int> Tool::CheckCommand(
    const std::vector<std::string>& arguments) {
  const auto command = std::find_if(
      arguments.begin(), arguments.end(),
      [](const std::string& text) { return !text.starts_with('-'); });
  const CommandLineText line = Describe();
  if (command == arguments.end()) {
    if (!arguments.empty()) return std::nullopt;
    return output_.Fail(kUsage, "a command is missing",
                        "noodles --help lists the commands");
  }
  if (line.Find(*command) == nullptr) {
    return output_.Fail(kUsage,
                        "there is no command \"" + Unmarked(*command) + "\"" +
                            DidYouMean(*command, line.CommandNames()),
                        "noodles --help lists the commands");
  }
  const std::string& first = arguments.front();
  if (command == arguments.begin() || first == "-h" || first == "--help" ||
      first == "--version") {
    return std::nullopt;
  }
  return output_.Fail(
      kUsage, first + " stands before the command",
      "options follow the command: noodles " + *command + " " + first);
}

int Tool::ExplainParse(const CLI::ParseError& error, std::string_view name) {
  const CommandLineText line = Describe();
  const CommandText* const command = line.Find(name);
  const bool is_help = dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr;
  if (is_help) {
    const size_t columns =
        output_.columns() == SIZE_MAX ? kHelpColumns : output_.columns();
    const std::string help =
        command == nullptr ? HelpOf(line, columns) : HelpOf(*command, columns);
    output_.Line(help.substr(0, help.size() - 1));
    return kSuccess;
  }
  if (error.get_exit_code() == 0) {
    output_.Line(version());
    return kSuccess;
  }
  std::string what = error.what();
  if (command == nullptr) {
    return output_.Fail(kUsage, what, "noodles --help lists the commands");
  }
  const CLI::App& app = *app_->get_subcommand(command->name);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    what = TextOfExtra(*command, FirstExtra(app_->remaining(true)));
  } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    const std::string missing = TextOfMissing(app, *command);
    if (!missing.empty()) what = missing;
  } else if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string mismatch = TextOfMismatch(what, *command);
    if (!mismatch.empty()) what = mismatch;
  }
  return output_.Fail(
      kUsage, what,
      "noodles " + command->name + " --help explains the command");
}

int Tool::Run(int argc, char** argv) {
  HoldStandardStreams();
  // A closed pipe is reported by the write, see Output.
  ::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> arguments = WithMarks(argc, argv);
  TranslateHelp(arguments);
  // Errors in the command line are written as JSON too.
  output_.is_json = std::find(arguments.begin(), arguments.end(), "--json") !=
                    arguments.end();
  if (const std::optional<int> code = CheckCommand(arguments)) return *code;
  std::string command;
  for (const std::string& argument : arguments) {
    if (command.empty() && !argument.starts_with('-')) command = argument;
  }
  // Every positional gets its argument without the mark.
  for (CLI::App* const app :
       app_->get_subcommands([](CLI::App*) { return true; })) {
    for (CLI::Option* const option : app->get_options()) {
      if (option->get_positional()) option->transform(Unmarked);
    }
  }
  try {
    // CLI11 takes the arguments in reverse order.
    std::reverse(arguments.begin(), arguments.end());
    app_->parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return output_.Finish(ExplainParse(error, command));
  }
  return output_.Finish(run_());
}

bool IsLiteral(std::string_view argument) {
  return argument.starts_with(kLiteralMark);
}

std::string Unmarked(std::string_view argument) {
  return std::string(IsLiteral(argument) ? argument.substr(1) : argument);
}

}  // namespace noodles::tool
