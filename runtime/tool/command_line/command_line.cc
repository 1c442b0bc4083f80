#include "tool/command_line/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace noodles::tool {
namespace {

// A type's name stands before what is checked: "NUMBER:INT in [1 - 9]".
std::string ValueName(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return "";
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

OptionText Describe(const CLI::Option& option) {
  OptionText text;
  text.what = option.get_description();
  text.value = ValueName(option);
  text.default_value = option.get_default_str();
  text.group = option.get_group();
  text.is_positional = option.get_positional();
  text.is_required = option.get_required();
  text.is_many = option.get_items_expected_max() > 1;
  if (text.is_positional) {
    text.names.push_back(option.get_name(true));
    return text;
  }
  for (const std::string& name : option.get_snames()) {
    text.names.push_back("-" + name);
  }
  for (const std::string& name : option.get_lnames()) {
    text.names.push_back("--" + name);
  }
  return text;
}

std::vector<OptionText> DescribeOptions(const CLI::App& app) {
  std::vector<OptionText> all;
  for (const CLI::Option* option : app.get_options()) {
    all.push_back(Describe(*option));
  }
  return all;
}

}  // namespace

std::string OptionText::Usage() const {
  if (is_positional) {
    const std::string shown = is_many ? value + "..." : value;
    return is_required ? shown : "[" + shown + "]";
  }
  std::string usage;
  for (const std::string& name : names) {
    usage += (usage.empty() ? "" : ", ") + name;
  }
  return value.empty() ? usage : usage + " " + value;
}

std::string OptionText::Explanation() const {
  return default_value.empty() ? what
                               : what + " (default: " + default_value + ")";
}

std::vector<std::string> OptionText::Choices() const {
  std::vector<std::string> choices;
  if (value.find('|') == std::string::npos) return choices;
  size_t start = 0;
  while (start <= value.size()) {
    const size_t end = std::min(value.find('|', start), value.size());
    choices.push_back(value.substr(start, end - start));
    start = end + 1;
  }
  return choices;
}

std::string CommandText::Usage() const {
  std::string usage = "noodles " + name + " [OPTIONS]";
  for (const OptionText& positional : positionals) {
    usage += " " + positional.Usage();
  }
  return usage;
}

std::vector<std::string> CommandLineText::CommandNames() const {
  std::vector<std::string> names;
  names.reserve(commands.size());
  for (const CommandText& command : commands) names.push_back(command.name);
  return names;
}

const CommandText* CommandLineText::Find(std::string_view name) const {
  for (const CommandText& command : commands) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

CommandLineText Describe(const CLI::App& app) {
  CommandLineText text;
  text.what = app.get_description();
  text.options = DescribeOptions(app);
  for (const CLI::App* command :
       app.get_subcommands([](const CLI::App*) { return true; })) {
    CommandText entry;
    entry.name = command->get_name();
    entry.what = command->get_description();
    for (OptionText& option : DescribeOptions(*command)) {
      (option.is_positional ? entry.positionals : entry.options)
          .push_back(std::move(option));
    }
    text.commands.push_back(std::move(entry));
  }
  return text;
}

}  // namespace noodles::tool
