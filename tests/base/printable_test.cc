// Text of peers in lines: escapes, JSON, cuts.
#include "noodles/base/printable.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace noodles {
namespace {

TEST(PrintableTest, EscapesWhatForgesLinesAndRepaintsTerminals) {
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {"plain ~ text", "plain ~ text"},
      {"a\nb\r\tc", "a\\x0ab\\x0d\\x09c"},
      {std::string("a\0b", 3), "a\\x00b"},
      {"\x1b[31m\x7f", "\\x1b[31m\\x7f"},
      // The C1 controls, as UTF-8: CSI is an escape sequence in one character.
      {"\xc2\x9b"
       "2J",
       "\\u009b2J"},
      {"\xc2\x85", "\\u0085"},                         // next line
      {"\xe2\x80\xa8\xe2\x80\xa9", "\\u2028\\u2029"},  // separators
      // Bidirectional overrides, isolates and marks.
      {"\xe2\x80\xae"
       "abc",
       "\\u202eabc"},
      {"\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c", "\\u2066\\u200f\\u061c"},
      // Invisible: zero width space, no-break space of zero width, tags.
      {"a\xe2\x80\x8b\xef\xbb\xbf", "a\\u200b\\ufeff"},
      {"\xf3\xa0\x81\x81", "\\U000e0041"},
      // Letters, a joiner between emoji, a character beyond U+FFFF.
      {"\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80",
       "\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80"},
      {"\xe2\x80\x8d", "\xe2\x80\x8d"},
      // Not UTF-8: a lone byte, a cut character, a surrogate, a long form.
      {"\xff", "\\xff"},
      {"\xe6\xbc", "\\xe6\\xbc"},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
      {"\xc0\x8a", "\\xc0\\x8a"},
      {"\xe0\x80\x8a", "\\xe0\\x80\\x8a"},
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"back\\slash", "back\\slash"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(Printable(text), expected);
    // A second call changes nothing.
    EXPECT_EQ(Printable(expected), expected);
  }
}

TEST(PrintableTest, KeepsTheValueOfJson) {
  EXPECT_EQ(PrintableJson("{\n  \"a\": \"x\x7f\xc2\x9b\xe2\x80\xae\"\n}"),
            "{\n  \"a\": \"x\\u007f\\u009b\\u202e\"\n}");
  EXPECT_EQ(PrintableJson("\"\xf3\xa0\x81\x81\""), "\"\\udb40\\udc41\"");
  EXPECT_EQ(PrintableJson("\"\\u001b \xc3\xa9\""), "\"\\u001b \xc3\xa9\"");
}

TEST(PrintableTest, CutsNoCharacter) {
  const std::string text =
      "ab\xe6\xbc\xa2"
      "cd";
  const std::vector<std::string> starts = {"",
                                           "a",
                                           "ab",
                                           "ab",
                                           "ab",
                                           "ab\xe6\xbc\xa2",
                                           "ab\xe6\xbc\xa2"
                                           "c"};
  for (size_t bytes = 0; bytes < starts.size(); ++bytes) {
    EXPECT_EQ(TextStart(text, bytes), starts[bytes]) << bytes;
  }
  EXPECT_EQ(TextStart(text, text.size()), text);
  EXPECT_EQ(TextStart(text, 1000), text);
  // Bytes that are no characters still have a bound, and some are kept.
  EXPECT_EQ(TextStart(std::string(100, '\x80'), 10), std::string(10, '\x80'));
}

TEST(PrintableTest, SaysHowMuchIsLeftOut) {
  EXPECT_EQ(Shortened("abc", 3), "abc");
  EXPECT_EQ(Shortened("abcdef", 3), "abc... (3 bytes more)");
  EXPECT_EQ(Shortened("a\xe6\xbc\xa2", 3), "a... (3 bytes more)");
}

}  // namespace
}  // namespace noodles
