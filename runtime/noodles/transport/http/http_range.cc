#include "noodles/transport/http/http_range.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "noodles/transport/http/http.h"

namespace noodles::transport_internal {
namespace {

constexpr std::string_view kBytesUnit = "bytes";

// Digits only; a number of more than 64 bits becomes UINT64_MAX.
std::optional<uint64_t> ParseNumber(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != text.npos) {
    return std::nullopt;
  }
  uint64_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? number : UINT64_MAX;
}

}  // namespace

RangeOutcome ParseRange(std::string_view field, uint64_t size,
                        ByteRange& range) {
  const size_t equals = field.find('=');
  if (equals == field.npos ||
      !EqualsIgnoringCase(TrimBlanks(field.substr(0, equals)), kBytesUnit)) {
    return RangeOutcome::kWhole;
  }
  const std::string_view set = TrimBlanks(field.substr(equals + 1));
  const size_t dash = set.find('-');
  if (dash == set.npos || set.find(',') != set.npos) {
    return RangeOutcome::kWhole;
  }
  const auto last = ParseNumber(set.substr(dash + 1));
  if (dash == 0) {  // "-5": the last five
    if (!last) return RangeOutcome::kWhole;
    range.length = std::min(*last, size);
    range.first = size - range.length;
    return range.length == 0 ? RangeOutcome::kUnsatisfiable
                             : RangeOutcome::kPart;
  }
  const auto first = ParseNumber(set.substr(0, dash));
  const bool is_open = dash + 1 == set.size();
  if (!first || (!last && !is_open) || (last && *last < *first)) {
    return RangeOutcome::kWhole;
  }
  if (*first >= size) return RangeOutcome::kUnsatisfiable;
  range.first = *first;
  range.length =
      is_open ? size - *first : std::min(*last - *first, size - 1 - *first) + 1;
  return RangeOutcome::kPart;
}

bool NamesEntityTag(std::string_view field, std::string_view tag,
                    TagComparison comparison) {
  std::string_view rest = TrimBlanks(field);
  if (rest == "*") return true;
  while (!rest.empty()) {
    const bool is_weak = rest.starts_with("W/");
    if (is_weak) rest.remove_prefix(2);
    const size_t end = rest.starts_with('"') ? rest.find('"', 1) : rest.npos;
    if (end == rest.npos) return false;  // not a list of entity tags
    if (rest.substr(0, end + 1) == tag &&
        (!is_weak || comparison == TagComparison::kWeak)) {
      return true;
    }
    rest.remove_prefix(end + 1);
    const size_t next = rest.find_first_not_of(" \t,");
    rest.remove_prefix(next == rest.npos ? rest.size() : next);
  }
  return false;
}

}  // namespace noodles::transport_internal
