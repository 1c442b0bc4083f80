// Suggestions for misspelled words: commands, options, methods, components,
// signals.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_OUTPUT_SUGGESTION_H_
#define NOODLES_TOOL_OUTPUT_SUGGESTION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace noodles::tool {

// The known word with the smallest edit distance to `word`: insertions,
// deletions, replacements and swaps of neighbours, ignoring the case of ASCII
// letters. nullopt if more than a third of the letters differ. The part of a
// known word behind its last "::" or ":" is compared too, so that "set_positon"
// finds "noo::set_position".
std::optional<std::string> Closest(std::string_view word,
                                   const std::vector<std::string>& known);

// Text that follows an error about `word`: `; did you mean "tomato"?`. If no
// known word is close and there are only a few: `; there are "a" and "b"`;
// otherwise "".
std::string DidYouMean(std::string_view word,
                       const std::vector<std::string>& known);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_SUGGESTION_H_
