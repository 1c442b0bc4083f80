#include "tool/output/suggestion.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "tool/output/output.h"

namespace noodles::tool {
namespace {

// Longer words are not compared. Stops names of megabytes from taking quadratic
// time.
constexpr size_t kMaxWordBytes = 128;

// Number of known words that are listed if none is close.
constexpr size_t kMaxListed = 6;

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// The optimal string alignment distance.
size_t Distance(const std::string& a, const std::string& b) {
  std::vector<size_t> before_last(b.size() + 1);
  std::vector<size_t> last(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

// The distance to a known word, and to the part behind its last colon.
size_t DistanceTo(const std::string& word, const std::string& known) {
  size_t distance = Distance(word, known);
  const size_t colon = known.rfind(':');
  if (colon != std::string::npos && colon + 1 < known.size() &&
      word.find(':') == std::string::npos) {
    distance = std::min(distance, Distance(word, known.substr(colon + 1)));
  }
  return distance;
}

std::string InQuotes(const std::string& word) {
  return "\"" + Printable(word) + "\"";
}

}  // namespace

std::optional<std::string> Closest(std::string_view word,
                                   const std::vector<std::string>& known) {
  if (word.empty() || word.size() > kMaxWordBytes) return std::nullopt;
  const std::string lower = Lower(word);
  // Every word of two letters would be close to every other one.
  size_t limit = word.size() < 3 ? 0 : std::max<size_t>(1, word.size() / 3);
  std::optional<std::string> closest;
  for (const std::string& candidate : known) {
    if (candidate.empty() || candidate.size() > kMaxWordBytes) continue;
    const size_t distance = DistanceTo(lower, Lower(candidate));
    if (distance > limit || (closest && distance == limit)) continue;
    closest = candidate;
    limit = distance;
  }
  return closest;
}

std::string DidYouMean(std::string_view word,
                       const std::vector<std::string>& known) {
  if (const auto closest = Closest(word, known)) {
    return "; did you mean " + InQuotes(*closest) + "?";
  }
  std::set<std::string> listed;
  for (const std::string& candidate : known) {
    if (!candidate.empty()) listed.insert(candidate);
    if (listed.size() > kMaxListed) return "";
  }
  if (listed.empty()) return "";
  std::string text = listed.size() == 1 ? "; there is " : "; there are ";
  size_t count = 0;
  for (const std::string& candidate : listed) {
    if (candidate.size() > kMaxWordBytes) return "";
    const bool is_last = ++count == listed.size();
    if (count > 1) text += is_last ? " and " : ", ";
    text += InQuotes(candidate);
  }
  return text;
}

}  // namespace noodles::tool
