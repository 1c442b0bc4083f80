#include "tool/components/lookup.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace noodles::tool {
namespace {

std::optional<uint32_t> ParseNumber(std::string_view text) {
  uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

}  // namespace

std::string KindWord(ComponentKind kind) {
  std::string word(ToString(kind));
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return word;
}

std::string IdText(const ComponentRef& ref) {
  return std::string(ToString(ref.kind)) + " " + std::to_string(ref.slot) +
         "/" + std::to_string(ref.gen);
}

std::optional<TypedId> ParseId(std::string_view text) {
  const size_t slash = text.find('/');
  const std::optional<uint32_t> slot = ParseNumber(text.substr(0, slash));
  if (!slot) return std::nullopt;
  if (slash == std::string_view::npos) return TypedId{*slot, std::nullopt};
  const std::optional<uint32_t> gen = ParseNumber(text.substr(slash + 1));
  if (!gen) return std::nullopt;
  return TypedId{*slot, gen};
}

}  // namespace noodles::tool
