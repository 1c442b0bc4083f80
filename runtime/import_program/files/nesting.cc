#include "import_program/files/nesting.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "noodles/base/status.h"

namespace noodles::import_program {
namespace {

constexpr std::string_view kXmlExtensions[] = {"dae", "x3d", "amf",
                                               "xml", "irr", "irrmesh"};
constexpr std::string_view kBraceExtensions[] = {"bvh", "fbx", "x",   "wrl",
                                                 "ase", "ask", "vrml"};
constexpr std::string_view kKidsExtensions[] = {"ac", "acc", "ac3d"};

template <size_t kCount>
bool IsOneOf(std::string_view extension,
             const std::string_view (&extensions)[kCount]) {
  return std::find(std::begin(extensions), std::end(extensions), extension) !=
         std::end(extensions);
}

absl::Status TooDeep(std::string_view text, size_t at, size_t most) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(at);
  return ResourceExhausted(
      "line " + std::to_string(1 + std::count(text.begin(), end, '\n')) +
      ": the file nests deeper than ImportLimits::max_nesting = " +
      std::to_string(most) + " levels");
}

// `openers` and `closers` outside of texts between quotation marks. Most text
// formats have no escapes in these; JSON has.
absl::Status CheckBrackets(std::string_view text, std::string_view openers,
                           std::string_view closers, bool has_escapes,
                           size_t most) {
  size_t depth = 0;
  bool is_in_text = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (is_in_text) {
      if (letter == '\\' && has_escapes) ++i;
      if (letter == '"') is_in_text = false;
      continue;
    }
    if (letter == '"') {
      is_in_text = true;
    } else if (openers.find(letter) != openers.npos) {
      if (++depth > most) return TooDeep(text, i, most);
    } else if (closers.find(letter) != closers.npos && depth > 0) {
      --depth;
    }
  }
  return absl::OkStatus();
}

// The place of the last letter of a tag, which may have '>' in its attributes.
size_t EndOfTag(std::string_view text, size_t at) {
  char quote = 0;
  for (; at < text.size(); ++at) {
    const char letter = text[at];
    if (quote != 0) {
      if (letter == quote) quote = 0;
    } else if (letter == '"' || letter == '\'') {
      quote = letter;
    } else if (letter == '>') {
      return at;
    }
  }
  return at;
}

// Where the tag, comment or section that begins at `at` ends.
size_t EndOfMarkup(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  const std::string_view end = rest.starts_with("<!--")        ? "-->"
                               : rest.starts_with("<![CDATA[") ? "]]>"
                               : rest.starts_with("<?")        ? "?>"
                                                               : "";
  if (end.empty()) return EndOfTag(text, at);
  return std::min(text.find(end, at), text.size());
}

// AC3D: "kids N" ends an object and tells how many objects below it follow.
absl::Status CheckKids(std::string_view text, size_t most) {
  std::vector<uint64_t> open;  // how many are still to come, for each level
  size_t at = text.starts_with("kids ") ? 0 : text.find("\nkids ");
  while (at < text.size()) {
    const size_t number = text.find_first_of("0123456789", at);
    uint64_t kids = 0;
    if (number < text.size()) {
      std::from_chars(text.data() + number, text.data() + text.size(), kids);
    }
    if (kids > 0) {
      open.push_back(kids);
      if (open.size() > most) return TooDeep(text, at + 1, most);
    }
    while (kids == 0 && !open.empty() && --open.back() == 0) open.pop_back();
    at = text.find("\nkids ", at + 1);
  }
  return absl::OkStatus();
}

absl::Status CheckTags(std::string_view text, size_t most) {
  size_t depth = 0;
  for (size_t at = text.find('<'); at < text.size();) {
    const size_t end = EndOfMarkup(text, at);
    const std::string_view after = text.substr(at + 1, 1);
    if (after == "/") {
      depth -= std::min<size_t>(depth, 1);
    } else if (after != "!" && after != "?" && text[end - 1] != '/') {
      if (++depth > most) return TooDeep(text, at, most);
    }
    at = text.find('<', end);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckJsonNesting(std::string_view text, size_t most) {
  return CheckBrackets(text, "{[", "}]", /*has_escapes=*/true, most);
}

absl::Status CheckNesting(std::string_view extension, std::string_view text,
                          size_t most) {
  // The binary forms of FBX and X have bytes of zero at once.
  if (text.substr(0, 256).find('\0') != text.npos) return absl::OkStatus();
  if (IsOneOf(extension, kXmlExtensions)) return CheckTags(text, most);
  if (IsOneOf(extension, kKidsExtensions)) return CheckKids(text, most);
  if (!IsOneOf(extension, kBraceExtensions)) return absl::OkStatus();
  return CheckBrackets(text, "{[", "}]", /*has_escapes=*/false, most);
}

}  // namespace noodles::import_program
