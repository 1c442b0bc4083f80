// Text from peers and files, made safe for a line of a log or of a terminal.
//
// A peer chooses its names and messages. Printed as they are, a line break
// forges a line, an escape sequence repaints the terminal, and a bidirectional
// control shows characters in another order than they have. Every place that
// prints a text of a peer calls these functions.
//
// Thread-safety: pure functions.
#ifndef NOODLES_BASE_PRINTABLE_H_
#define NOODLES_BASE_PRINTABLE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace noodles {

// `text` on one line. These are written as \xNN, \uNNNN or \UNNNNNNNN (the code
// point): control characters (U+0000 to U+001F, U+007F to U+009F), the
// separators U+2028 and U+2029, bidirectional controls, other characters that
// are invisible (except the joiners U+200C and U+200D, which scripts and emoji
// need), and bytes that are not UTF-8. A backslash stays; a second call changes
// nothing.
std::string Printable(std::string_view text);
void AppendPrintable(std::string& out, std::string_view text);

// A JSON text whose texts contain none of these characters: each is written as
// \uNNNN, so that the value stays the same. Line breaks between the items stay.
std::string PrintableJson(std::string_view json);

// The first `max_bytes` bytes of `text`, or a few less: a character of UTF-8 is
// not cut.
std::string_view TextStart(std::string_view text, size_t max_bytes);

// `text` if it has at most `max_bytes` bytes; else its start and the number of
// bytes that are left out: "abc... (997 bytes more)".
std::string Shortened(std::string_view text, size_t max_bytes);

}  // namespace noodles

#endif  // NOODLES_BASE_PRINTABLE_H_
