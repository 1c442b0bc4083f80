#include <noodles/json.h>

#include <iostream>

#include "commands.h"

namespace cli {
namespace {

int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Hexadecimal digits, with blanks anywhere between bytes.
absl::StatusOr<noodles::Bytes> FromHex(std::string_view text) {
  std::vector<uint8_t> bytes;
  int high = -1;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    const int digit = DigitOf(c);
    if (digit < 0) return absl::InvalidArgumentError("not hexadecimal");
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<uint8_t>(16 * high + digit));
      high = -1;
    }
  }
  if (high >= 0) return absl::InvalidArgumentError("half a byte at the end");
  return noodles::Bytes::Adopt(std::move(bytes));
}

std::string ToHex(const noodles::Bytes& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text.append("\n");
}

}  // namespace

int Decode(const std::string& input, bool hex) {
  absl::StatusOr<noodles::Bytes> bytes = ReadFile(input);
  if (bytes.ok() && hex) bytes = FromHex(bytes->text());
  if (!bytes.ok()) return Fail(kBadInput, bytes.status().ToString());
  const absl::StatusOr<std::string> json =
      noodles::CborToJson(*bytes, {.indentation = 2});
  if (!json.ok()) return Fail(kBadInput, json.status().ToString());
  std::cout << *json << "\n";
  return kSuccess;
}

int Encode(const std::string& input, bool hex) {
  const absl::StatusOr<noodles::Bytes> json = ReadFile(input);
  if (!json.ok()) return Fail(kBadInput, json.status().ToString());
  const absl::StatusOr<noodles::Bytes> bytes =
      noodles::JsonToCbor(json->text());
  if (!bytes.ok()) return Fail(kBadInput, bytes.status().ToString());
  const absl::Status status =
      WriteFile("-", hex ? ToHex(*bytes) : std::string(bytes->text()));
  return status.ok() ? kSuccess : kBadInput;
}

}  // namespace cli
