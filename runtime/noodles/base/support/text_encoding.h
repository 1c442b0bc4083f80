// Texts of files in other encodings than UTF-8.
//
// Thread-safety: pure functions.
#ifndef NOODLES_BASE_SUPPORT_TEXT_ENCODING_H_
#define NOODLES_BASE_SUPPORT_TEXT_ENCODING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace noodles::base_internal {

// Appends a character of Unicode.
void AppendUtf8(uint32_t letter, std::string& text);

struct Utf16Form {
  bool is_big_endian = false;
  // The length of the byte order mark, which is no part of the text.
  size_t mark_bytes = 0;
};

// The form of a text in UTF-16, with a byte order mark or recognised by the
// zero bytes of its first two letters; std::nullopt for other texts.
std::optional<Utf16Form> Utf16FormOf(std::string_view text);

// The text without its mark. Units of pairs that stand alone become U+FFFD; a
// byte at the end that is no whole unit is left out.
std::string Utf16ToUtf8(std::string_view text, const Utf16Form& form);

// Windows-1252, of which the printable letters of ISO 8859-1 are a part.
std::string Windows1252ToUtf8(std::string_view text);

}  // namespace noodles::base_internal

#endif  // NOODLES_BASE_SUPPORT_TEXT_ENCODING_H_
