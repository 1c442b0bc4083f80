#include "import_program/files/text_repair.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "import_program/files/nesting.h"
#include "import_program/files/other_files.h"
#include "noodles/base/status.h"
#include "noodles/geometry/readers/reader_context.h"
#include "noodles/geometry/readers/text_scanner.h"

namespace noodles::import_program {
namespace {

using geometry_internal::IsBlank;

// The text is UTF-8 now, whatever its declaration says.
void RepairDeclaration(std::string& text) {
  const size_t end = std::min(text.find("?>"), text.size());
  for (const std::string_view name : {"utf-16", "UTF-16", "Utf-16"}) {
    const size_t at = text.find(name);
    if (at < end) text.replace(at, name.size(), "utf-8");
  }
}

// Between tags: no blanks at both ends, and one for several.
std::string WithSingleBlanks(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool is_in_tag = false;
  bool is_blank = false;
  for (const char letter : text) {
    if (!is_in_tag && IsBlank(letter)) {
      is_blank = true;
      continue;
    }
    if (letter == '<') {
      is_in_tag = true;
    } else if (is_blank && !result.empty() && result.back() != '>') {
      result += ' ';
    }
    is_blank = false;
    result += letter;
    if (letter == '>') is_in_tag = false;
  }
  return result;
}

}  // namespace

absl::Status RepairText(const std::string& name, const std::string& extension,
                        const ImportLimits& limits, ImportFiles& files) {
  const std::optional<Bytes> file = files.Read(name);
  if (!file) return absl::OkStatus();
  files.Provide(name, *file);
  const std::string_view text = file->text();
  absl::Status status = CheckKind(name, extension, text);
  if (!status.ok()) return status;
  const bool is_collada = extension == "dae";
  const bool is_changed = is_collada || text.starts_with("\xFF\xFE") ||
                          text.starts_with("\xFE\xFF");
  absl::StatusOr<Bytes> utf8 = *file;
  if (is_changed) {
    utf8 = geometry_internal::TextOf({.name = name, .contents = *file});
    if (!utf8.ok()) return utf8.status();
  }
  status = CheckNesting(extension, utf8->text(), limits.max_nesting);
  if (!status.ok()) {
    return MakeStatus(status.code(),
                      name + ": " + std::string(StatusMessage(status)));
  }
  if (!is_changed) return status;
  std::string repaired(utf8->text());
  RepairDeclaration(repaired);
  if (is_collada) repaired = WithSingleBlanks(repaired);
  files.Provide(name, Bytes::Adopt(std::move(repaired)));
  return status;
}

}  // namespace noodles::import_program
