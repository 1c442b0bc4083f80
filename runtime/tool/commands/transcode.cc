// noodles decode and encode: convert CBOR to JSON and JSON to CBOR.
#include <noodles/json.h>

#include <CLI/CLI.hpp>

#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "noodles/cbor/reader.h"
#include "noodles/codec.h"
#include "tool/commands/commands.h"
#include "tool/output/files.h"

namespace noodles::tool {
namespace {

struct TranscodeOptions {
  std::string file = "-";
  bool is_hex = false;
};

int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Decodes hexadecimal digits; white space is allowed between bytes.
absl::StatusOr<Bytes> FromHex(std::string_view text) {
  std::vector<uint8_t> bytes;
  int high = -1;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsBlank(text[i]) && high < 0) continue;
    const int digit = DigitOf(text[i]);
    if (digit < 0) {
      return InvalidArgument("character " + std::to_string(i) +
                             " is not a hexadecimal digit");
    }
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<uint8_t>(16 * high + digit));
      high = -1;
    }
  }
  if (high >= 0) {
    return InvalidArgument("the last byte has only one digit");
  }
  return Bytes::Adopt(std::move(bytes));
}

std::string ToHex(const Bytes& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

// Decodes all items of a CBOR sequence (RFC 8742); most files contain one item.
int Decode(const Output& output, const TranscodeOptions& options) {
  absl::StatusOr<Bytes> bytes = ReadFile(options.file);
  if (bytes.ok() && options.is_hex) bytes = FromHex(bytes->text());
  if (!bytes.ok()) {
    return output.Fail(kBadInput, StatusMessage(bytes.status()));
  }
  JsonOptions format;
  format.indentation = output.is_json ? -1 : 2;
  cbor::Reader reader(*bytes, format.limits);
  do {
    Any item;
    if (!cbor::Read(reader, item)) {
      return output.Fail(kBadInput, reader.TakeError().ToString());
    }
    output.Line(PrintableJson(ToJson(item, format)));
  } while (!reader.at_end());
  return kSuccess;
}

int Encode(const Output& output, const TranscodeOptions& options) {
  const absl::StatusOr<Bytes> json = ReadFile(options.file);
  if (!json.ok()) {
    return output.Fail(kBadInput, StatusMessage(json.status()));
  }
  const absl::StatusOr<Bytes> bytes = JsonToCbor(json->text());
  if (!bytes.ok()) {
    return output.Fail(kBadInput, StatusMessage(bytes.status()));
  }
  if (output.is_json) {
    output.Json(Any::Map{{"bytes", bytes->size()}, {"hex", ToHex(*bytes)}});
    return kSuccess;
  }
  const absl::Status status = WriteFile(
      "-", options.is_hex ? ToHex(*bytes) + "\n" : std::string(bytes->text()));
  if (status.ok()) return kSuccess;
  return output.Fail(kBadInput, StatusMessage(status));
}

}  // namespace

void AddDecode(Tool& tool) {
  const auto options = std::make_shared<TranscodeOptions>();
  CLI::App& command = tool.AddCommand(
      "decode", "Converts CBOR to JSON",
      {.details =
           "Decodes all items of the input, each to JSON of its own. Values "
           "that JSON does not have become objects whose first key begins with "
           "a dollar sign, such as {\"$bytes\": \"...\"}.",
       .examples = {{"noodles decode frame.bin", "Prints a frame as JSON."},
                    {"echo 8204a1626964820000 | noodles decode - --hex",
                     "Decodes hexadecimal digits from standard input."}}},
      [&tool, options] { return Decode(tool.output(), *options); });
  command.add_option("file", options->file, "The file with the CBOR; -: stdin")
      ->required()
      ->type_name("FILE");
  command.add_flag("--hex", options->is_hex,
                   "The input is text: hexadecimal digits");
}

void AddEncode(Tool& tool) {
  const auto options = std::make_shared<TranscodeOptions>();
  CLI::App& command = tool.AddCommand(
      "encode", "Converts JSON to CBOR",
      {.details =
           "Writes the bytes to standard output. The objects of noodles decode "
           "become their values again.",
       .examples = {{"noodles encode frame.json > frame.bin",
                     "Writes a frame as CBOR."},
                    {"echo '[4, {\"id\": [0, 0]}]' | noodles encode - --hex",
                     "Prints the bytes as hexadecimal digits."}}},
      [&tool, options] { return Encode(tool.output(), *options); });
  command.add_option("file", options->file, "The file with the JSON; -: stdin")
      ->required()
      ->type_name("FILE");
  command.add_flag("--hex", options->is_hex,
                   "The output is text: hexadecimal digits");
}

}  // namespace noodles::tool
