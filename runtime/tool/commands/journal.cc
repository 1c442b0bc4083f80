// noodles journal: checks the directory in which a server keeps its document,
// and saves what can be saved of a damaged one.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/persistence/journal_check.h"
#include "tool/commands/commands.h"

namespace noodles::tool {
namespace {

struct JournalOptions {
  std::string directory;
  std::string salvage_to;  // empty: only check
};

Any::Array TextsOf(const std::vector<std::string>& texts) {
  Any::Array array;
  array.reserve(texts.size());
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

void PrintJson(const Output& output, const JournalCheck& check,
               const JournalOptions& options) {
  Any::Map map = {{"snapshot", check.snapshot},
                  {"snapshot_bytes", check.snapshot_bytes},
                  {"journals", TextsOf(check.journals)},
                  {"journal_bytes", check.journal_bytes},
                  {"records", check.records},
                  {"epoch", check.epoch},
                  {"last_record", check.last_n},
                  {"components", check.components},
                  {"states", TextsOf(check.states)},
                  {"warnings", TextsOf(check.warnings)},
                  {"faults", TextsOf(check.faults)}};
  if (!options.salvage_to.empty()) {
    map.emplace_back("salvaged_to", options.salvage_to);
  }
  output.Json(map);
}

void Print(const Output& output, const JournalCheck& check,
           const JournalOptions& options) {
  output.Line(output.Bold(check.snapshot) + ": " +
              std::to_string(check.snapshot_bytes) + " bytes");
  for (const std::string& journal : check.journals) {
    output.Line(output.Bold(journal));
  }
  output.Line(std::to_string(check.records) + " records in " +
              std::to_string(check.journal_bytes) +
              " bytes behind the snapshot; the last one is number " +
              std::to_string(check.last_n) + ", of epoch " +
              std::to_string(check.epoch));
  output.Line(std::to_string(check.components) + " components, " +
              std::to_string(check.states.size()) + " states beside them");
  for (const std::string& warning : check.warnings) output.Warn(warning);
  for (const std::string& fault : check.faults) {
    output.Line(output.Bad("damage") + ": " + output.Faint(fault));
  }
  if (!options.salvage_to.empty()) {
    output.Line("saved into " + output.Bold(options.salvage_to));
  } else if (check.faults.empty()) {
    output.Line(output.Good("no damage"));
  }
}

int Run(const Output& output, const JournalOptions& options) {
  const bool salvages = !options.salvage_to.empty();
  const absl::StatusOr<JournalCheck> check =
      salvages ? SalvageJournal(options.directory, options.salvage_to)
               : CheckJournal(options.directory);
  if (!check.ok()) {
    return output.Fail(kBadInput, StatusMessage(check.status()));
  }
  if (output.is_json) {
    PrintJson(output, *check, options);
  } else {
    Print(output, *check, options);
  }
  if (check->faults.empty() || salvages) return kSuccess;
  return output.Fail(kFailed, "the journal is damaged",
                     "noodles journal " + options.directory +
                         " --salvage NEW_DIRECTORY saves what can be read");
}

}  // namespace

void AddJournal(Tool& tool) {
  const auto options = std::make_shared<JournalOptions>();
  CLI::App& command = tool.AddCommand(
      "journal", "Checks the directory in which a server keeps its document",
      {.details =
           "Reads the whole journal as a server does when it starts, and "
           "changes nothing. A torn tail is no damage: it is cut when the "
           "server starts. The server must not run meanwhile.\n"
           "With --salvage, writes a new journal with what can be read: the "
           "whole parts of the snapshot, and all changes before the first "
           "damage.",
       .examples = {{"noodles journal kept", "Tells what is there."},
                    {"noodles journal kept --salvage kept-2",
                     "Saves what can be read into another directory, from "
                     "which a server can start."}}},
      [&tool, options] { return Run(tool.output(), *options); });
  command
      .add_option("directory", options->directory,
                  "The directory (--journal of the example servers)")
      ->required()
      ->type_name("DIRECTORY");
  command
      .add_option("--salvage", options->salvage_to,
                  "A directory without a journal, which gets what can be read")
      ->type_name("DIRECTORY");
}

}  // namespace noodles::tool
