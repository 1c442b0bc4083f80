#include "tool/command_line/checks.h"

#include <charconv>
#include <optional>
#include <utility>

#include "tool/output/suggestion.h"

namespace noodles::tool {
namespace {

std::optional<double> ParseNumber(const std::string& text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

std::string ShownLimit(double limit) {
  std::string text = std::to_string(limit);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

ValueCheck Between(double least, double most, const char* what,
                   bool is_integer) {
  return [=](const std::string& text) -> std::string {
    const std::optional<double> number = ParseNumber(text);
    if (number && *number >= least && *number <= most &&
        (!is_integer ||
         text.find_first_not_of("-0123456789") == std::string::npos)) {
      return "";
    }
    return std::string("must be ") + what + " from " + ShownLimit(least) +
           " to " + ShownLimit(most) + ", found " + text;
  };
}

}  // namespace

ValueCheck NumberBetween(double least, double most) {
  return Between(least, most, "a number", false);
}

ValueCheck IntegerBetween(double least, double most) {
  return Between(least, most, "an integer", true);
}

ValueCheck OneOf(std::vector<std::string> words) {
  return [words = std::move(words)](const std::string& text) -> std::string {
    std::string all;
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i] == text) return "";
      if (i > 0) all += i + 1 == words.size() ? " or " : ", ";
      all += words[i];
    }
    const std::optional<std::string> closest = Closest(text, words);
    return "must be " + all + ", found " + text +
           (closest ? "; did you mean \"" + *closest + "\"?" : "");
  };
}

}  // namespace noodles::tool
