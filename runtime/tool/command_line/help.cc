#include "tool/command_line/help.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "tool/output/output.h"
#include "tool/output/terminal.h"

namespace noodles::tool {
namespace {

// The column of explanations. A longer entry has a line of its own.
constexpr size_t kExplanationColumn = 26;
constexpr size_t kMinColumns = 40;
constexpr size_t kMaxColumns = 100;

std::string Blanks(size_t count) { return std::string(count, ' '); }

// Lines of words, each indented.
std::string Paragraph(std::string_view text, size_t indent, size_t columns) {
  std::string lines;
  for (const std::string& line :
       WrapWords(text, columns - std::min(columns, indent))) {
    lines += Blanks(indent) + line + "\n";
  }
  return lines;
}

// An entry, and beside it its explanation.
std::string EntryLines(const std::string& entry, std::string_view explanation,
                       size_t columns) {
  std::string lines = "  " + entry;
  const size_t used = ColumnsOf(lines);
  const std::string text = Paragraph(explanation, kExplanationColumn, columns);
  if (used + 2 > kExplanationColumn) return lines + "\n" + text;
  return lines + text.substr(used);
}

std::string OptionLines(const std::vector<OptionText>& options,
                        size_t columns) {
  std::vector<std::string> groups;
  for (const OptionText& option : options) {
    if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) {
      groups.push_back(option.group);
    }
  }
  // The group of most options, which also has --help.
  std::stable_partition(groups.begin(), groups.end(),
                        [](const auto& group) { return group == "Options"; });
  std::string lines;
  for (const std::string& group : groups) {
    lines += "\n" + group + ":\n";
    for (const OptionText& option : options) {
      if (option.group != group) continue;
      lines += EntryLines(option.Usage(), option.Explanation(), columns);
    }
  }
  return lines;
}

std::string ExitCodeLines(size_t columns) {
  constexpr size_t kTextColumn = 7;
  std::string lines = "\nExit codes:\n";
  for (const ExitCodeText& entry : kExitCodeTexts) {
    const std::string code = std::to_string(entry.code);
    const size_t used = 2 + 3;
    lines += Blanks(used - std::min(used, code.size())) + code +
             Paragraph(entry.text, kTextColumn, columns).substr(used);
  }
  return lines;
}

std::string ExampleLines(const std::vector<Example>& examples, size_t columns) {
  if (examples.empty()) return "";
  std::string lines = "\nExamples:\n";
  for (const Example& example : examples) {
    lines +=
        "  " + example.command + "\n" + Paragraph(example.what, 6, columns);
  }
  return lines;
}

size_t Bounded(size_t columns) {
  return std::clamp(columns, kMinColumns, kMaxColumns);
}

}  // namespace

std::string HelpOf(const CommandLineText& line, size_t columns) {
  columns = Bounded(columns);
  std::string text = Paragraph(line.what, 0, columns) +
                     "\nUsage: noodles COMMAND [OPTIONS] ...\n"
                     "       noodles COMMAND --help\n\nCommands:\n";
  for (const CommandText& command : line.commands) {
    text += EntryLines(command.name, command.what, columns);
  }
  return text + OptionLines(line.options, columns) + ExitCodeLines(columns);
}

std::string HelpOf(const CommandText& command, size_t columns) {
  columns = Bounded(columns);
  std::string text = Paragraph(command.what + ".", 0, columns) +
                     "\nUsage: " + command.Usage() + "\n";
  if (!command.help.details.empty()) {
    text += "\n" + Paragraph(command.help.details, 0, columns);
  }
  if (!command.positionals.empty()) {
    text += "\nArguments:\n";
    for (const OptionText& positional : command.positionals) {
      text += EntryLines(positional.Usage(), positional.Explanation(), columns);
    }
  }
  return text + OptionLines(command.options, columns) +
         ExampleLines(command.help.examples, columns) + ExitCodeLines(columns);
}

}  // namespace noodles::tool
