// noodles table: prints, follows and exports a table.
#include <noodles/json.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "noodles/base/status.h"
#include "noodles/tabular/csv.h"
#include "tool/commands/commands.h"
#include "tool/components/lookup.h"
#include "tool/connections/connection.h"
#include "tool/output/change_feed.h"
#include "tool/output/failed_call.h"
#include "tool/output/files.h"
#include "tool/output/shown_value.h"
#include "tool/output/text_columns.h"

namespace noodles::tool {
namespace {

struct TableOptions {
  Connection connection;
  std::string name;
  bool follow = false;
  double seconds = 0;
  ChangeFeedOptions feed;
  std::string csv;
  bool no_keys = false;
};

// ---- CSV

void AppendCell(const Any& value, std::string& csv) {
  const bool is_container =
      value.is_array() || value.is_map() || value.is_bytes() || value.is_tag();
  AppendCsvCell(is_container ? Any(ToJson(value)) : value, csv);
}

// A name that no column has.
std::string NameOfKeys(const TableContent& content) {
  std::string name = "key";
  const auto is_taken = [&](const TableColumnInfo& column) {
    return column.name == name;
  };
  while (
      std::any_of(content.columns.begin(), content.columns.end(), is_taken)) {
    name.insert(0, "table ");
  }
  return name;
}

// Empty cells are null or NaN; an empty text is quoted.
std::string ToCsv(const TableContent& content, bool has_keys) {
  Progress progress;
  std::string csv = has_keys ? NameOfKeys(content) : "";
  bool is_first = !has_keys;
  const auto separate = [&] {
    if (!is_first) csv += ',';
    is_first = false;
  };
  for (const TableColumnInfo& column : content.columns) {
    separate();
    AppendCell(column.name, csv);
  }
  // In quotes, so that no reader takes blanks in a single name for separators.
  if (!has_keys && content.columns.size() == 1 && !csv.starts_with('"')) {
    csv = '"' + csv + '"';
  }
  csv.append("\r\n");
  size_t done = 0;
  for (const auto& [key, row] : content.rows) {
    const size_t start = csv.size();
    if (has_keys) csv.append(std::to_string(key));
    is_first = !has_keys;
    for (const Any& value : row) {
      separate();
      AppendCell(value, csv);
    }
    // Readers skip empty lines.
    if (csv.size() == start) csv.append("\"\"");
    csv.append("\r\n");
    if (++done % 4096 == 0) {
      progress.Show("row " + std::to_string(done) + " of " +
                    std::to_string(content.rows.size()));
    }
  }
  return csv;
}

// ---- JSON

Any JsonOf(const Selection& selection) {
  Any::Array rows;
  for (const TableKey key : selection.rows) rows.emplace_back(key);
  Any::Array ranges;
  for (const SelectionRange& range : selection.row_ranges) {
    ranges.emplace_back(
        Any::Array{range.key_from_inclusive, range.key_to_exclusive});
  }
  return Any::Map{{"name", selection.name},
                  {"rows", std::move(rows)},
                  {"row_ranges", std::move(ranges)}};
}

Any JsonOf(const TableContent& content) {
  Any::Array columns;
  for (const TableColumnInfo& column : content.columns) {
    columns.emplace_back(
        Any::Map{{"name", column.name}, {"type", ToString(column.type)}});
  }
  Any::Array rows;
  for (const auto& [key, row] : content.rows) {
    rows.emplace_back(Any::Map{{"key", key}, {"row", row}});
  }
  Any::Array selections;
  for (const auto& [name, selection] : content.selections) {
    selections.push_back(JsonOf(selection));
  }
  return Any::Map{{"columns", std::move(columns)},
                  {"rows", std::move(rows)},
                  {"selections", std::move(selections)}};
}

// ---- Lines

std::vector<std::string> CellsOf(TableKey key, const TableRow& row,
                                 std::vector<std::string> first = {}) {
  std::vector<std::string> cells = std::move(first);
  cells.reserve(cells.size() + row.size() + 1);
  cells.push_back(std::to_string(key));
  for (const Any& value : row) cells.push_back(ShownCell(value));
  return cells;
}

// The columns, as wide as all rows of the content need. `first` are columns
// before that of the key.
TextColumns ColumnsFor(const Output& output, const TableContent& content,
                       std::vector<TextColumn> first = {}) {
  const std::vector<std::string> blanks(first.size());
  std::vector<TextColumn> columns = std::move(first);
  columns.push_back({"key", true});
  for (const TableColumnInfo& column : content.columns) {
    const bool is_number = column.type == TableColumnType::kReal ||
                           column.type == TableColumnType::kInteger;
    columns.push_back({ShownCell(column.name), is_number});
  }
  TextColumns text(std::move(columns));
  for (const auto& [key, row] : content.rows) {
    text.Measure(CellsOf(key, row, blanks));
  }
  text.FitInto(output.columns());
  return text;
}

std::string SelectionText(const Output& output, const Selection& selection) {
  std::string line = "selection " + output.Bold(selection.name) + ":";
  for (const TableKey key : selection.rows) {
    line.append(" ").append(std::to_string(key));
  }
  for (const SelectionRange& range : selection.row_ranges) {
    line += " " + std::to_string(range.key_from_inclusive) + ".." +
            std::to_string(range.key_to_exclusive - 1);
  }
  return line;
}

// `first` are the cells of each row before that of the key.
void PrintText(const Output& output, const TextColumns& columns,
               const TableContent& content,
               const std::vector<std::string>& first = {}) {
  output.ShortLine(output.Bold(columns.Head()));
  for (const auto& [key, row] : content.rows) {
    output.ShortLine(columns.Row(CellsOf(key, row, first)));
  }
  for (const auto& [name, selection] : content.selections) {
    output.ShortLine(SelectionText(output, selection));
  }
}

// ---- Changes

void TellJson(const Output& output, const TableChange& change,
              const TableContent& content) {
  if (change.is_reset) {
    output.Json(Any::Map{{"change", "reset"}, {"table", JsonOf(content)}});
  }
  for (const TableKey key : change.updated) {
    const auto row = content.rows.find(key);
    if (row == content.rows.end()) continue;
    output.Json(
        Any::Map{{"change", "updated"}, {"key", key}, {"row", row->second}});
  }
  for (const TableKey key : change.removed) {
    output.Json(Any::Map{{"change", "removed"}, {"key", key}});
  }
  if (change.selection) {
    const auto found = content.selections.find(*change.selection);
    output.Json(Any::Map{
        {"change", "selection"},
        {"selection", JsonOf(found != content.selections.end()
                                 ? found->second
                                 : Selection{.name = *change.selection})}});
  }
}

// Prints the content, and then each change. Called on the client's thread only.
class Follower {
 public:
  Follower(const Output& output, ChangeFeed& feed)
      : output_(output), feed_(feed) {}

  void Tell(const TableChange& change, const TableContent& content) {
    if (output_.is_json) {
      TellJson(output_, change, content);
      return;
    }
    if (change.is_reset) TellContent(content);
    for (const TableKey key : change.updated) {
      const auto row = content.rows.find(key);
      if (row != content.rows.end()) TellRow(key, row->second);
    }
    for (const TableKey key : change.removed) TellRemoved(key);
    if (change.selection) TellSelection(*change.selection, content);
  }

 private:
  void TellContent(const TableContent& content) {
    feed_.Drain();
    // As wide as "updated" and "removed".
    columns_ = ColumnsFor(output_, content, {{"change ", false}});
    PrintText(output_, columns_, content, {""});
  }

  void TellRow(TableKey key, const TableRow& row) {
    std::vector<std::string> cells =
        CellsOf(key, row, {output_.Good("updated")});
    columns_.Measure(cells);
    feed_.Add(std::to_string(key),
              [cells = std::move(cells), columns = columns_] {
                return columns.Row(cells);
              });
  }

  void TellRemoved(TableKey key) {
    const std::string text = std::to_string(key);
    feed_.Add(text, [this, text, columns = columns_] {
      return columns.Row({output_.Bad("removed"), text});
    });
  }

  // A selection without rows is one that was removed.
  void TellSelection(const std::string& name, const TableContent& content) {
    const auto found = content.selections.find(name);
    const Selection selection = found != content.selections.end()
                                    ? found->second
                                    : Selection{.name = name};
    feed_.Add("selection " + name, [this, selection] {
      return SelectionText(output_, selection) +
             (selection.rows.empty() && selection.row_ranges.empty() ? " none"
                                                                     : "");
    });
  }

  const Output& output_;
  ChangeFeed& feed_;
  TextColumns columns_{std::vector<TextColumn>()};
};

int Print(const Output& output, const TableOptions& options,
          const TableContent& content) {
  if (!options.csv.empty()) {
    const absl::Status written =
        WriteFile(options.csv, ToCsv(content, !options.no_keys));
    if (!written.ok()) {
      return output.Fail(kBadInput, StatusMessage(written));
    }
    if (output.is_json && options.csv != "-") {
      output.Json(
          Any::Map{{"file", options.csv}, {"rows", content.rows.size()}});
    }
  } else if (output.is_json) {
    output.Json(JsonOf(content));
  } else {
    PrintText(output, ColumnsFor(output, content), content);
  }
  return kSuccess;
}

int ShowTable(const Output& output, const TableOptions& options) {
  if (options.follow) HoldBackInterrupts();
  // The client's thread uses both until the client is destroyed.
  ChangeFeed feed(output, options.feed);
  Follower follower(output, feed);
  const Joined joined = Join(options.connection, output);
  if (!joined.client) return joined.exit_code;
  const auto id =
      FindComponent<noodles::Table>(joined.client->mirror(), options.name);
  if (!id.ok()) return output.Fail(id.status());
  TableMirror table(*joined.client, *id);
  // The hook receives the content as a reset, so that no change is missed
  // between the content and the first change.
  if (options.follow) {
    table.SetHook([&](const TableChange& change) {
      follower.Tell(change, *table.content());
    });
  }
  const absl::Status status = table.Subscribe().get();
  if (!status.ok()) return FailCall(output, status);
  if (!options.follow) return Print(output, options, *table.content());
  const int code =
      WaitForEnd(*joined.client, output,
                 {.seconds = options.seconds, .tick = [&] { feed.Tick(); }});
  joined.client->Disconnect();
  feed.Drain();
  return code;
}

}  // namespace

void AddTable(Tool& tool) {
  const auto options = std::make_shared<TableOptions>();
  CLI::App& command = tool.AddCommand(
      "table", "Prints a table, follows it, or writes it as CSV",
      {.details =
           "Prints the rows in aligned columns. Numbers have at most nine "
           "digits; --json and --csv write them exactly. With --follow, each "
           "later change is a line, until Ctrl-C.",
       .examples =
           {{"noodles table ws://localhost:50000 measurements --follow",
             "Prints the table named measurements, then each change."},
            {"noodles table ws://localhost:50000 measurements --csv rows.csv",
             "Writes the rows to a file that spreadsheets read."}}},
      [&tool, options] { return ShowTable(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command
      .add_option("name", options->name,
                  "The table's name, or its identifier, as 0/0")
      ->required()
      ->type_name("TABLE");
  CLI::Option* const follow = command.add_flag(
      "--follow", options->follow, "Prints each later change, until Ctrl-C");
  AddSecondsOption(command, options->seconds)->needs(follow);
  AddFeedOptions(command, options->feed)->needs(follow);
  CLI::Option* const csv =
      command
          .add_option("--csv", options->csv,
                      "Writes the rows to this file as CSV; -: stdout")
          ->type_name("FILE")
          ->excludes(follow);
  command
      .add_flag("--no-keys", options->no_keys,
                "Leaves the column with the keys of the rows out of the file")
      ->needs(csv);
}

}  // namespace noodles::tool
