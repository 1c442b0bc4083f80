// noodles man: prints the manual page, or the command line as JSON.
#include <CLI/CLI.hpp>

#include "tool/command_line/command_line.h"
#include "tool/commands/commands.h"

namespace noodles::tool {
namespace {

// Escapes a text for troff, so that it contains no requests and no escapes.
std::string Roff(std::string_view text) {
  std::string escaped;
  bool is_line_start = true;
  for (const char c : text) {
    if (is_line_start && (c == '.' || c == '\'')) escaped += "\\&";
    is_line_start = c == '\n';
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c == '\'') {
      escaped += "\\(aq";
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

std::string OptionsOf(const std::vector<OptionText>& options) {
  std::string text;
  for (const OptionText& option : options) {
    text += ".TP\n\\fB" + Roff(option.Usage()) + "\\fR\n" +
            Roff(option.Explanation()) + ".\n";
  }
  return text;
}

std::string ExamplesOf(const std::vector<Example>& examples) {
  std::string text;
  for (const Example& example : examples) {
    text += ".TP\n" + Roff(example.command) + "\n" + Roff(example.what) + "\n";
  }
  return text;
}

std::string ManPage(const CommandLineText& line) {
  std::string text = ".TH NOODLES 1 \"\" \"" + Roff(Tool::version()) +
                     "\" \"User Commands\"\n.SH NAME\nnoodles \\- "
                     "looks into NOODLES servers, calls them, records them\n"
                     ".SH SYNOPSIS\n.B noodles\nCOMMAND [OPTIONS] ...\n"
                     ".SH OPTIONS\n" +
                     OptionsOf(line.options) + ".SH COMMANDS\n";
  for (const CommandText& command : line.commands) {
    text += ".SS " + Roff(command.Usage()) + "\n" + Roff(command.what) + ".\n";
    if (!command.help.details.empty()) {
      text += Roff(command.help.details) + "\n";
    }
    text += OptionsOf(command.positionals) + OptionsOf(command.options) +
            ExamplesOf(command.help.examples);
  }
  text += ".SH EXIT STATUS\n";
  for (const ExitCodeText& entry : kExitCodeTexts) {
    text += ".TP\n.B " + std::to_string(entry.code) + "\n" + Roff(entry.text) +
            "\n";
  }
  return text +
         ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\n"
         "If it is set and not empty, no colours are written, unless "
         "\\fB\\-\\-color always\\fR is given.\n";
}

Any JsonOf(const std::vector<OptionText>& options) {
  Any::Array all;
  for (const OptionText& option : options) {
    Any::Array names(option.names.begin(), option.names.end());
    all.emplace_back(Any::Map{{"names", std::move(names)},
                              {"value", option.value},
                              {"what", option.what},
                              {"default", option.default_value},
                              {"is_required", option.is_required}});
  }
  return all;
}

Any JsonOf(const std::vector<Example>& examples) {
  Any::Array all;
  for (const Example& example : examples) {
    all.emplace_back(
        Any::Map{{"command", example.command}, {"what", example.what}});
  }
  return all;
}

Any JsonOf(const CommandLineText& line) {
  Any::Array commands;
  for (const CommandText& command : line.commands) {
    commands.emplace_back(Any::Map{{"name", command.name},
                                   {"what", command.what},
                                   {"details", command.help.details},
                                   {"examples", JsonOf(command.help.examples)},
                                   {"positionals", JsonOf(command.positionals)},
                                   {"options", JsonOf(command.options)}});
  }
  Any::Array codes;
  for (const ExitCodeText& entry : kExitCodeTexts) {
    codes.emplace_back(
        Any::Map{{"code", static_cast<int>(entry.code)}, {"what", entry.text}});
  }
  return Any::Map{{"version", Tool::version()},
                  {"options", JsonOf(line.options)},
                  {"commands", std::move(commands)},
                  {"exit_codes", std::move(codes)}};
}

}  // namespace

void AddMan(Tool& tool) {
  tool.AddCommand("man",
                  "Writes the manual page; with --json, a description of the "
                  "command line",
                  {.details = "The page is for man and groff.",
                   .examples = {{"noodles man | man -l -", "Shows the page."},
                                {"noodles man --json",
                                 "Lists all commands and options as JSON."}}},
                  [&tool] {
                    const CommandLineText line = tool.Describe();
                    if (tool.output().is_json) {
                      tool.output().Json(JsonOf(line));
                    } else {
                      const std::string page = ManPage(line);
                      tool.output().Line(page.substr(0, page.size() - 1));
                    }
                    return kSuccess;
                  });
}

}  // namespace noodles::tool
