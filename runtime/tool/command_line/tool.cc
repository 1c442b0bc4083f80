#include "tool/command_line/tool.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace noodles::tool {
namespace {

std::string ExitCodeFooter() {
  std::string footer = "Exit codes:";
  for (const ExitCodeText& entry : kExitCodeTexts) {
    footer +=
        "\n  " + std::to_string(entry.code) + "  " + std::string(entry.text);
  }
  return footer;
}

}  // namespace

Tool::Tool()
    : app_(std::make_unique<CLI::App>(
          "Looks into NOODLES servers, calls them, records them.", "noodles")) {
  app_->require_subcommand(1);
  app_->set_version_flag("--version", version());
  app_->footer(ExitCodeFooter());
}

Tool::~Tool() = default;

std::string Tool::version() { return "noodles " NOODLES_TOOL_VERSION; }

CLI::App& Tool::AddCommand(const std::string& name, const std::string& what,
                           std::function<int()> run) {
  CLI::App* const command = app_->add_subcommand(name, what);
  command->footer(ExitCodeFooter());
  command->add_flag("--json", output_.is_json, "Writes JSON, for scripts");
  command
      ->add_option("--color", output_.color,
                   "Colours; auto: on a terminal, unless NO_COLOR is set")
      ->type_name("auto|always|never")
      ->check([](const std::string& text) {
        return text == "auto" || text == "always" || text == "never"
                   ? std::string()
                   : "must be auto, always or never";
      });
  command->callback([this, run = std::move(run)] { run_ = run; });
  return *command;
}

int Tool::Run(int argc, char** argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app_->exit(error) == 0 ? kSuccess : kUsage;
  }
  const int code = run_();
  std::cout.flush();
  if (std::cout) return code;
  return output_.Fail(kBadInput, "cannot write to stdout");
}

}  // namespace noodles::tool
