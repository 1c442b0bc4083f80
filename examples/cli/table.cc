#include <noodles/json.h>

#include <iostream>

#include "commands.h"

namespace cli {
namespace {

// RFC 4180: quoted where it must be.
std::string CsvCell(const noodles::Any& value) {
  const std::optional<std::string_view> text = value.AsText();
  const std::string plain = text ? std::string(*text) : noodles::ToJson(value);
  if (plain.find_first_of(",\"\r\n") == std::string::npos) return plain;
  std::string quoted = "\"";
  for (const char c : plain) {
    if (c == '"') quoted.push_back('"');
    quoted.push_back(c);
  }
  return quoted.append("\"");
}

std::string ToCsv(const noodles::TableContent& content) {
  std::string csv = "key";
  for (const noodles::TableColumnInfo& column : content.columns) {
    csv.append(",").append(CsvCell(column.name));
  }
  csv.append("\r\n");
  for (const auto& [key, row] : content.rows) {
    csv.append(std::to_string(key));
    for (const noodles::Any& value : row) {
      csv.append(",").append(CsvCell(value));
    }
    csv.append("\r\n");
  }
  return csv;
}

void Print(const noodles::TableContent& content, bool json) {
  if (!json) {
    std::cout << Bold("key");
    for (const auto& column : content.columns) {
      std::cout << "\t" << Bold(column.name);
    }
    std::cout << "\n";
  }
  for (const auto& [key, row] : content.rows) {
    if (json) {
      std::cout << "{\"key\":" << key
                << ",\"row\":" << noodles::ToJson(noodles::Any(row)) << "}\n";
      continue;
    }
    std::cout << key;
    for (const noodles::Any& value : row) {
      std::cout << "\t" << noodles::ToJson(value);
    }
    std::cout << "\n";
  }
  std::cout << std::flush;
}

}  // namespace

int PrintTable(const Connection& connection, const std::string& name,
               bool follow, const std::string& csv) {
  const auto client = Join(connection);
  if (!client) return kNoConnection;
  const auto id = client->mirror().FindByName<noodles::Table>(name);
  if (!id) return Fail(kFailed, "there is no table " + name);
  noodles::TableMirror table(*client, *id);
  const absl::Status status = table.Subscribe().get();
  if (!status.ok()) return Fail(status);
  if (!csv.empty()) {
    const absl::Status written = WriteFile(csv, ToCsv(*table.content()));
    if (!written.ok()) return Fail(kBadInput, "cannot write " + csv);
  } else {
    Print(*table.content(), connection.json);
  }
  if (!follow) return kSuccess;
  table.SetHook([&](const noodles::TableChange&) {
    std::cout << "\n";
    Print(*table.content(), connection.json);
  });
  return WaitForInterrupt(*client) ? kSuccess : Fail(client->last_error());
}

}  // namespace cli
