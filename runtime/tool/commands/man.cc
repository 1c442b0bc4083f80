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
    text += ".TP\n\\fB" + Roff(option.Usage()) + "\\fR\n" + Roff(option.what) +
            ".\n";
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
    text += ".SS " + Roff(command.Usage()) + "\n" + Roff(command.what) + ".\n" +
            OptionsOf(command.positionals) + OptionsOf(command.options);
  }
  text += ".SH EXIT STATUS\n";
  for (const ExitCodeText& entry : kExitCodeTexts) {
    text += ".TP\n.B " + std::to_string(entry.code) + "\n" + Roff(entry.text) +
            "\n";
  }
  return text +
         ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\n"
         "If it is set and not empty, no colours are written, unless "
         "\\fB\\-\\-color always\\fR is given.\n"
         ".SH EXAMPLES\n"
         ".TP\nnoodles inspect ws://localhost:50000 \\-\\-watch\n"
         "Shows the scene, then each change.\n"
         ".TP\nnoodles call ws://localhost:50000 noo::set_position "
         "\\(aq[1, 0, 0]\\(aq \\-\\-on entity:pump\n"
         "Moves the entity named pump.\n"
         ".TP\nnoodles record ws://localhost:50000 \\-o scene.rec\n"
         "Records a server until Ctrl\\-C.\n";
}

Any AsAny(const std::vector<OptionText>& options) {
  Any::Array all;
  for (const OptionText& option : options) {
    Any::Array names(option.names.begin(), option.names.end());
    all.emplace_back(Any::Map{{"names", std::move(names)},
                              {"value", option.value},
                              {"what", option.what},
                              {"is_required", option.is_required}});
  }
  return all;
}

Any AsAny(const CommandLineText& line) {
  Any::Array commands;
  for (const CommandText& command : line.commands) {
    commands.emplace_back(Any::Map{{"name", command.name},
                                   {"what", command.what},
                                   {"positionals", AsAny(command.positionals)},
                                   {"options", AsAny(command.options)}});
  }
  Any::Array codes;
  for (const ExitCodeText& entry : kExitCodeTexts) {
    codes.emplace_back(
        Any::Map{{"code", static_cast<int>(entry.code)}, {"what", entry.text}});
  }
  return Any::Map{{"version", Tool::version()},
                  {"options", AsAny(line.options)},
                  {"commands", std::move(commands)},
                  {"exit_codes", std::move(codes)}};
}

}  // namespace

void AddMan(Tool& tool) {
  tool.AddCommand("man",
                  "Writes the manual page; with --json what the command line "
                  "has",
                  [&tool] {
                    const CommandLineText line = Describe(tool.app());
                    if (tool.output().is_json) {
                      tool.output().Json(AsAny(line));
                    } else {
                      const std::string page = ManPage(line);
                      tool.output().Line(page.substr(0, page.size() - 1));
                    }
                    return kSuccess;
                  });
}

}  // namespace noodles::tool
