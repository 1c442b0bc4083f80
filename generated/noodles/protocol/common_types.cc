// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/common_types.h"

#include <cstddef>
#include <iterator>

namespace noodles {
namespace {

constexpr std::string_view kFormatTexts[] = {
    "U8",   "U16",  "U32",  "U8VEC4", "U16VEC2",
    "VEC2", "VEC3", "VEC4", "MAT3",   "MAT4",
};

}  // namespace

std::string_view ToString(Format value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kFormatTexts) ? kFormatTexts[index] : "";
}

bool FromString(std::string_view text, Format& value) {
  for (size_t index = 0; index < std::size(kFormatTexts); ++index) {
    if (kFormatTexts[index] == text) {
      value = static_cast<Format>(index);
      return true;
    }
  }
  return false;
}

}  // namespace noodles
