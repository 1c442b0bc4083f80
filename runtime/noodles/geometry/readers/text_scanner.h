// Reads words and numbers from a text.
//
// Thread-safety: none. Ownership: the text must outlive the scanner.
#ifndef NOODLES_GEOMETRY_READERS_TEXT_SCANNER_H_
#define NOODLES_GEOMETRY_READERS_TEXT_SCANNER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace noodles::geometry_internal {

// The number that the whole of `word` is: also with a leading plus sign, as
// ".5" and "5.", and the words for NaN and infinity that programs write. A
// number beyond the range of double is infinite or zero. A double that would be
// rounded twice on its way to float is moved by one unit in its last place, so
// that its float is the one nearest to the text. std::nullopt for other words.
std::optional<double> NumberOf(std::string_view word);

class TextScanner {
 public:
  explicit TextScanner(std::string_view text, size_t offset = 0)
      : text_(text), at_(offset) {}

  size_t offset() const { return at_; }
  bool at_end() const { return at_ >= text_.size(); }
  std::string_view text() const { return text_; }

  // The next word, on whatever line; empty at the end. Blanks are all control
  // characters and the space. Where `comment` is not 0, whatever follows it up
  // to the end of the line counts as blank.
  std::string_view Word(char comment = '\0');

  // The words of one line: SkipBlanks stops before a line end and before `#`.
  void SkipBlanks();
  bool at_line_end() const;
  // To the first letter of the next line.
  void SkipLine();
  // The rest of the line, without comments and outer blanks.
  std::string_view Rest();
  // The next word of this line; empty at its end.
  std::string_view WordOfLine();

 private:
  std::string_view text_;
  size_t at_ = 0;
};

inline bool IsBlank(char letter) {
  return static_cast<unsigned char>(letter) <= ' ';
}
std::string_view WithoutBlanks(std::string_view text);
// `text` where it is UTF-8; otherwise `text` read as Latin-1 (Windows-1252), in
// which older programs write names.
std::string Utf8Of(std::string_view text);
// ASCII letters in lower case.
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_TEXT_SCANNER_H_
