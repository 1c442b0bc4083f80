#include "tool/components/method_text.h"

#include <string_view>

namespace noodles::tool {

bool IsOptional(const MethodArg& argument) {
  constexpr std::string_view kWord = "optional";
  if (!argument.doc || argument.doc->size() < kWord.size()) return false;
  for (size_t i = 0; i < kWord.size(); ++i) {
    const char c = (*argument.doc)[i];
    // 0x20 is the difference between upper and lower case in ASCII.
    if ((static_cast<unsigned char>(c) | 0x20) != kWord[i]) return false;
  }
  return true;
}

std::string SignatureOf(const std::string& name,
                        const std::vector<MethodArg>& arguments) {
  std::string text = name + "(";
  const char* separator = "";
  for (const MethodArg& argument : arguments) {
    const bool is_optional = IsOptional(argument);
    text += separator;
    if (is_optional) text += "[";
    text += argument.name;
    if (argument.editor_hint) text += ": " + *argument.editor_hint;
    if (is_optional) text += "]";
    separator = ", ";
  }
  return text + ")";
}

}  // namespace noodles::tool
