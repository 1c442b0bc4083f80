// noodles table: prints, follows and exports a table.
#include <noodles/json.h>

#include <CLI/CLI.hpp>

#include "noodles/base/status.h"
#include "tool/commands/commands.h"
#include "tool/components/lookup.h"
#include "tool/connections/connection.h"
#include "tool/output/failed_call.h"
#include "tool/output/files.h"

namespace noodles::tool {
namespace {

struct TableOptions {
  Connection connection;
  std::string name;
  bool follow = false;
  std::string csv;
};

// ---- CSV

// Quotes a cell if RFC 4180 requires it. An empty text is quoted too, to
// distinguish it from null, which is empty.
std::string CsvCell(const Any& value) {
  if (value.is_null()) return "";
  const std::optional<std::string_view> text = value.AsText();
  const std::string plain = text ? std::string(*text) : ToJson(value);
  if (!plain.empty() && plain.find_first_of(",\"\r\n") == std::string::npos &&
      plain.front() != ' ' && plain.back() != ' ') {
    return plain;
  }
  std::string quoted = "\"";
  for (const char c : plain) {
    if (c == '"') quoted.push_back('"');
    quoted.push_back(c);
  }
  return quoted.append("\"");
}

std::string ToCsv(const TableContent& content) {
  Progress progress;
  std::string csv = "key";
  for (const TableColumnInfo& column : content.columns) {
    csv.append(",").append(CsvCell(column.name));
  }
  csv.append("\r\n");
  size_t done = 0;
  for (const auto& [key, row] : content.rows) {
    csv.append(std::to_string(key));
    for (const Any& value : row) csv.append(",").append(CsvCell(value));
    csv.append("\r\n");
    if (++done % 4096 == 0) {
      progress.Show("row " + std::to_string(done) + " of " +
                    std::to_string(content.rows.size()));
    }
  }
  return csv;
}

// ---- JSON

Any ToAny(const Selection& selection) {
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

Any ToAny(const TableContent& content) {
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
    selections.push_back(ToAny(selection));
  }
  return Any::Map{{"columns", std::move(columns)},
                  {"rows", std::move(rows)},
                  {"selections", std::move(selections)}};
}

// ---- Lines

std::string RowText(TableKey key, const TableRow& row) {
  std::string line = std::to_string(key);
  for (const Any& value : row) line.append("\t").append(JsonText(value));
  return line;
}

std::string SelectionText(const Selection& selection) {
  std::string line;
  for (const TableKey key : selection.rows) {
    line.append(" ").append(std::to_string(key));
  }
  for (const SelectionRange& range : selection.row_ranges) {
    line += " " + std::to_string(range.key_from_inclusive) + ".." +
            std::to_string(range.key_to_exclusive - 1);
  }
  return line;
}

void PrintText(const Output& output, const TableContent& content) {
  std::string head = output.Bold("key");
  for (const TableColumnInfo& column : content.columns) {
    head.append("\t").append(output.Bold(column.name));
  }
  output.Line(head);
  for (const auto& [key, row] : content.rows) output.Line(RowText(key, row));
  for (const auto& [name, selection] : content.selections) {
    output.Line(output.Faint("selection ") + output.Bold(name) + ":" +
                SelectionText(selection));
  }
}

// ---- Changes

void TellRow(const Output& output, TableKey key, const TableRow& row) {
  if (output.is_json) {
    output.Json(Any::Map{{"change", "updated"}, {"key", key}, {"row", row}});
  } else {
    output.Line(output.Good("updated ") + RowText(key, row));
  }
}

void TellRemoved(const Output& output, TableKey key) {
  if (output.is_json) {
    output.Json(Any::Map{{"change", "removed"}, {"key", key}});
  } else {
    output.Line(output.Bad("removed ") + std::to_string(key));
  }
}

// A selection without rows is one that was removed.
void TellSelection(const Output& output, const Selection& selection) {
  if (output.is_json) {
    output.Json(
        Any::Map{{"change", "selection"}, {"selection", ToAny(selection)}});
  } else {
    output.Line(output.Good("selection ") + output.Bold(selection.name) + ":" +
                SelectionText(selection));
  }
}

void TellContent(const Output& output, const TableContent& content) {
  if (output.is_json) {
    output.Json(Any::Map{{"change", "reset"}, {"table", ToAny(content)}});
  } else {
    PrintText(output, content);
  }
}

void Tell(const Output& output, const TableChange& change,
          const TableContent& content) {
  if (change.is_reset) TellContent(output, content);
  for (const TableKey key : change.updated) {
    const auto row = content.rows.find(key);
    if (row != content.rows.end()) TellRow(output, key, row->second);
  }
  for (const TableKey key : change.removed) TellRemoved(output, key);
  if (change.selection) {
    const auto found = content.selections.find(*change.selection);
    TellSelection(output, found != content.selections.end()
                              ? found->second
                              : Selection{.name = *change.selection});
  }
}

int Print(const Output& output, const TableOptions& options,
          const TableContent& content) {
  if (!options.csv.empty()) {
    const absl::Status written = WriteFile(options.csv, ToCsv(content));
    if (!written.ok()) {
      return output.Fail(kBadInput, StatusMessage(written));
    }
    if (output.is_json && options.csv != "-") {
      output.Json(
          Any::Map{{"file", options.csv}, {"rows", content.rows.size()}});
    }
  } else if (output.is_json) {
    output.Json(ToAny(content));
  } else {
    PrintText(output, content);
  }
  return kSuccess;
}

int Table(const Output& output, const TableOptions& options) {
  if (options.follow) HoldBackInterrupts();
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
      Tell(output, change, *table.content());
    });
  }
  const absl::Status status = table.Subscribe().get();
  if (!status.ok()) return FailCall(output, status);
  if (!options.follow) return Print(output, options, *table.content());
  return WaitForInterrupt(*joined.client, output);
}

}  // namespace

void AddTable(Tool& tool) {
  const auto options = std::make_shared<TableOptions>();
  CLI::App& command = tool.AddCommand(
      "table", "Prints a table, follows it, or writes it as CSV",
      [&tool, options] { return Table(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command.add_option("name", options->name, "Its name or identifier")
      ->required()
      ->type_name("TABLE");
  CLI::Option* const follow = command.add_flag(
      "--follow", options->follow, "Goes on with each change, until Ctrl-C");
  command
      .add_option("--csv", options->csv,
                  "Writes the rows to this file as CSV; -: stdout")
      ->type_name("FILE")
      ->excludes(follow);
}

}  // namespace noodles::tool
