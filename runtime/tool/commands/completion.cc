// noodles completion: scripts that let a shell complete the command line.
#include <CLI/CLI.hpp>

#include "tool/command_line/checks.h"
#include "tool/command_line/command_line.h"
#include "tool/commands/commands.h"

namespace noodles::tool {
namespace {

// Escapes `'` inside a single-quoted text of Bourne-like shells.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted.push_back(c);
    }
  }
  return quoted + "'";
}

std::string JoinWords(const std::vector<std::string>& words,
                      std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

std::string CommandNames(const CommandLineText& line,
                         std::string_view separator) {
  std::vector<std::string> names;
  for (const CommandText& command : line.commands) {
    names.push_back(command.name);
  }
  return JoinWords(names, separator);
}

std::string OptionNames(const std::vector<OptionText>& options) {
  std::vector<std::string> names;
  for (const OptionText& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return JoinWords(names, " ");
}

// ---- bash

std::string BashOf(const CommandText& command) {
  std::string text = "    " + command.name + ")\n      case \"$previous\" in\n";
  std::string words = OptionNames(command.options);
  bool has_file = false;
  for (const OptionText& option : command.options) {
    if (option.value.empty()) continue;
    text += "        " + JoinWords(option.names, "|") + ") ";
    const std::vector<std::string> choices = option.Choices();
    if (!choices.empty()) {
      text += "COMPREPLY=($(compgen -W '" + JoinWords(choices, " ") +
              "' -- \"$current\")); ";
    } else if (option.is_file()) {
      text += "COMPREPLY=($(compgen -f -- \"$current\")); ";
    }
    text += "return ;;\n";
  }
  for (const OptionText& positional : command.positionals) {
    has_file = has_file || positional.is_file();
    for (const std::string& choice : positional.Choices())
      words += " " + choice;
  }
  text += "      esac\n      COMPREPLY=($(compgen -W '" + words +
          "' -- \"$current\"))\n";
  if (has_file) {
    text +=
        "      [[ $current == -* ]] || COMPREPLY+=($(compgen -f -- "
        "\"$current\"))\n";
  }
  return text + "      ;;\n";
}

std::string Bash(const CommandLineText& line) {
  std::string text =
      "# Completion of the command line of noodles for bash.\n"
      "_noodles() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]}\n"
      "  local previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
      "  local command='' word\n"
      "  COMPREPLY=()\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD - 1}\"; do\n"
      "    case \"$word\" in\n"
      "      " +
      CommandNames(line, "|") +
      ") command=$word; break ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"$command\" in\n"
      "    '') COMPREPLY=($(compgen -W '" +
      CommandNames(line, " ") + " " + OptionNames(line.options) +
      "' -- \"$current\")) ;;\n";
  for (const CommandText& command : line.commands) text += BashOf(command);
  return text + "  esac\n}\ncomplete -F _noodles noodles\n";
}

// ---- zsh

// Escapes brackets and colons, which are special in the texts of _arguments.
std::string ZshText(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') escaped.push_back('\\');
    escaped.push_back(c);
  }
  return escaped;
}

std::string ZshAction(const OptionText& option) {
  const std::vector<std::string> choices = option.Choices();
  if (!choices.empty()) return "(" + JoinWords(choices, " ") + ")";
  return option.is_file() ? "_files" : "";
}

std::string ZshOption(const OptionText& option) {
  std::string text;
  for (const std::string& name : option.names) {
    std::string rule = name + "[" + ZshText(option.what) + "]";
    if (!option.value.empty()) {
      rule += ":" + ZshText(option.value) + ":" + ZshAction(option);
    }
    text += " \\\n        " + Quoted(rule);
  }
  return text;
}

std::string Zsh(const CommandLineText& line) {
  std::string text =
      "#compdef noodles\n"
      "# Completion of the command line of noodles for zsh.\n"
      "_noodles() {\n"
      "  local context state state_descr line\n"
      "  typeset -A opt_args\n"
      "  local -a commands=(\n";
  for (const CommandText& command : line.commands) {
    text += "    " + Quoted(command.name + ":" + ZshText(command.what)) + "\n";
  }
  text += "  )\n  _arguments -C";
  for (const OptionText& option : line.options) text += ZshOption(option);
  text +=
      " \\\n        '1:command:->command' '*::argument:->arguments'\n"
      "  case $state in\n"
      "    command) _describe command commands ;;\n"
      "    arguments)\n"
      "      case ${words[1]} in\n";
  for (const CommandText& command : line.commands) {
    text += "        " + command.name + ") _arguments";
    for (const OptionText& option : command.options) text += ZshOption(option);
    for (const OptionText& positional : command.positionals) {
      text += " \\\n        " +
              Quoted((positional.is_many ? "*:" : ":") +
                     ZshText(positional.value) + ":" + ZshAction(positional));
    }
    text += " ;;\n";
  }
  return text +
         "      esac ;;\n"
         "  esac\n"
         "}\n"
         "if [ \"$funcstack[1]\" = \"_noodles\" ]; then\n"
         "  _noodles \"$@\"\n"
         "else\n"
         "  compdef _noodles noodles\n"
         "fi\n";
}

// ---- fish

// In single quotes, fish has the escapes \' and \\ only.
std::string FishQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted.push_back('\\');
    quoted.push_back(c);
  }
  return quoted + "'";
}

std::string FishOption(const std::string& condition, const OptionText& option) {
  std::string text = "complete -c noodles -n " + FishQuoted(condition);
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2)
                                   : " -s " + name.substr(1);
  }
  text += " -d " + FishQuoted(option.what);
  const std::vector<std::string> choices = option.Choices();
  if (!choices.empty()) {
    text += " -x -a " + FishQuoted(JoinWords(choices, " "));
  } else if (option.is_file()) {
    text += " -r -F";
  } else if (!option.value.empty()) {
    text += " -x";
  }
  return text + "\n";
}

std::string Fish(const CommandLineText& line) {
  std::string text =
      "# Completion of the command line of noodles for fish.\n"
      "complete -c noodles -f\n";
  const std::string before = "__fish_use_subcommand";
  for (const OptionText& option : line.options) {
    text += FishOption(before, option);
  }
  for (const CommandText& command : line.commands) {
    text += "complete -c noodles -n " + before + " -a " + command.name +
            " -d " + FishQuoted(command.what) + "\n";
  }
  for (const CommandText& command : line.commands) {
    const std::string after = "__fish_seen_subcommand_from " + command.name;
    for (const OptionText& option : command.options) {
      text += FishOption(after, option);
    }
    for (const OptionText& positional : command.positionals) {
      const std::vector<std::string> choices = positional.Choices();
      if (!choices.empty()) {
        text += "complete -c noodles -n " + FishQuoted(after) + " -a " +
                FishQuoted(JoinWords(choices, " ")) + "\n";
      } else if (positional.is_file()) {
        text += "complete -c noodles -n " + FishQuoted(after) + " -F\n";
      }
    }
  }
  return text;
}

}  // namespace

void AddCompletion(Tool& tool) {
  const auto shell = std::make_shared<std::string>();
  CLI::App& command = tool.AddCommand(
      "completion", "Writes the completion script of a shell",
      {.details = "The script completes commands, options and their values.",
       .examples = {{"noodles completion bash > "
                     "~/.local/share/bash-completion/completions/noodles",
                     "Installs the completion for bash."},
                    {"noodles completion fish > "
                     "~/.config/fish/completions/noodles.fish",
                     "Installs the completion for fish."}}},
      [&tool, shell] {
        const CommandLineText line = tool.Describe();
        const std::string script = *shell == "bash"  ? Bash(line)
                                   : *shell == "zsh" ? Zsh(line)
                                                     : Fish(line);
        const Output& output = tool.output();
        if (output.is_json) {
          output.Json(Any::Map{{"shell", *shell}, {"script", script}});
        } else {
          output.Line(script.substr(0, script.size() - 1));
        }
        return kSuccess;
      });
  command.add_option("shell", *shell, "The shell that the script is for")
      ->required()
      ->type_name("bash|zsh|fish")
      ->check(OneOf({"bash", "zsh", "fish"}));
}

}  // namespace noodles::tool
