#include "noodles/tabular/cells/csv_text.h"

#include <algorithm>
#include <optional>

#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "noodles/base/support/text_encoding.h"
#include "noodles/cbor/utf8.h"

namespace noodles::tabular_internal {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

// The line and the letter of the line, from 1.
std::string PlaceOf(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t start = before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", byte " +
         std::to_string(before.size() - start + 1) + ": ";
}

std::string HexOf(char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto value = static_cast<uint8_t>(byte);
  return {'0', 'x', kDigits[value >> 4], kDigits[value & 15]};
}

absl::Status CheckNoZero(std::string_view text) {
  const size_t zero = text.find('\0');
  if (zero == text.npos) return absl::OkStatus();
  return InvalidArgument(PlaceOf(text, zero) +
                         "expected text, found a zero byte; for UTF-16, the "
                         "option encoding names it");
}

absl::StatusOr<std::string_view> DecodeUtf16(std::string_view bytes,
                                             std::string& storage) {
  if (bytes.size() % 2 != 0) {
    return InvalidArgument(
        "expected a text in UTF-16, found one that ends within a letter; the "
        "option encoding names another");
  }
  storage = base_internal::Utf16ToUtf8(
      bytes,
      base_internal::Utf16FormOf(bytes).value_or(base_internal::Utf16Form{}));
  absl::Status status = CheckNoZero(storage);
  if (!status.ok()) return status;
  return storage;
}

}  // namespace

std::string_view NameOfOtherFile(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04")) {
    return "a ZIP archive, such as a workbook of a spreadsheet; save the sheet "
           "as CSV";
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    return "a workbook of a spreadsheet; save the sheet as CSV";
  }
  if (bytes.starts_with("\x1F\x8B")) return "compressed by gzip; unpack it";
  if (bytes.starts_with("PAR1") && bytes.ends_with("PAR1")) {
    return "a Parquet file; save it as CSV";
  }
  if (bytes.starts_with("%PDF-1.")) return "a PDF document";
  if (bytes.starts_with("version https://git-lfs.github.com/")) {
    return "a pointer of Git LFS; `git lfs pull` fetches the file itself";
  }
  constexpr size_t kStart = 64;
  const std::string start = LowerCase(bytes.substr(0, kStart));
  const size_t first = std::min(start.find_first_not_of(" \t\r\n"), kStart);
  const std::string_view text =
      std::string_view(start).substr(std::min(first, start.size()));
  if (text.starts_with("{\"")) return "a JSON document";
  if (text.starts_with("<?xml")) return "an XML document";
  if (text.starts_with("<!doctype html") || text.starts_with("<html")) {
    return "a web page; download the file itself";
  }
  if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)) ||
      bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
    return "a text in UTF-32; save it as UTF-8";
  }
  return "";
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty()) {
    if (text.front() == ' ' || text.front() == '\t') {
      text.remove_prefix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else {
      break;
    }
  }
  while (!text.empty()) {
    if (text.back() == ' ' || text.back() == '\t') {
      text.remove_suffix(1);
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else {
      break;
    }
  }
  return text;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

absl::Status CsvFault(size_t line, std::string_view what) {
  return InvalidArgument("line " + std::to_string(line) + ": " +
                         std::string(what));
}

std::string CsvPlace(size_t line, size_t column, std::string_view name) {
  return "line " + std::to_string(line) + ", column " +
         std::to_string(column + 1) + " (" + ShownCell(name) + "): ";
}

std::string ShownCell(std::string_view cell) {
  constexpr size_t kShown = 40;
  return "\"" + Printable(Shortened(cell, kShown)) + "\"";
}

std::string NameOfSeparator(char separator) {
  if (separator == ' ') return "blanks";
  if (separator == '\t') return "tab";
  return std::string("'") + separator + "'";
}

absl::StatusOr<std::string_view> DecodeCsv(std::string_view bytes,
                                           const CsvOptions& options,
                                           std::string& storage,
                                           std::vector<std::string>& warnings) {
  const std::string_view other = NameOfOtherFile(bytes);
  if (!other.empty()) {
    return InvalidArgument("expected a text table, found " +
                           std::string(other));
  }
  const bool is_utf16 = options.encoding == CsvEncoding::kUtf16 ||
                        (options.encoding == CsvEncoding::kRecognise &&
                         base_internal::Utf16FormOf(bytes).has_value());
  if (is_utf16) return DecodeUtf16(bytes, storage);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  absl::Status status = CheckNoZero(bytes);
  if (!status.ok()) return status;
  if (options.encoding == CsvEncoding::kLatin1) {
    storage = base_internal::Windows1252ToUtf8(bytes);
    return storage;
  }
  if (cbor::IsValidUtf8(bytes)) return bytes;
  const size_t bad = cbor::ValidUtf8Prefix(bytes);
  const std::string found =
      PlaceOf(bytes, bad) + "expected UTF-8, found " + HexOf(bytes[bad]);
  if (options.encoding == CsvEncoding::kUtf8) {
    return InvalidArgument(found +
                           "; the option encoding names another encoding");
  }
  warnings.push_back(found +
                     "; read as Latin-1 (Windows-1252), if not told otherwise "
                     "by the option encoding");
  storage = base_internal::Windows1252ToUtf8(bytes);
  return storage;
}

}  // namespace noodles::tabular_internal
