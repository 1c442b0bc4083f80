// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/geometry.h"

#include <cstddef>
#include <iterator>

namespace noodles {
namespace {

constexpr std::string_view kPrimitiveTypeTexts[] = {
    "POINTS", "LINES", "LINE_LOOP", "LINE_STRIP", "TRIANGLES", "TRIANGLE_STRIP",
};

constexpr std::string_view kAttributeSemanticTexts[] = {
    "POSITION", "NORMAL", "TANGENT", "TEXTURE", "COLOR",
};

}  // namespace

std::string_view ToString(PrimitiveType value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kPrimitiveTypeTexts) ? kPrimitiveTypeTexts[index]
                                                : "";
}

bool FromString(std::string_view text, PrimitiveType& value) {
  for (size_t index = 0; index < std::size(kPrimitiveTypeTexts); ++index) {
    if (kPrimitiveTypeTexts[index] == text) {
      value = static_cast<PrimitiveType>(index);
      return true;
    }
  }
  return false;
}

std::string_view ToString(AttributeSemantic value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kAttributeSemanticTexts)
             ? kAttributeSemanticTexts[index]
             : "";
}

bool FromString(std::string_view text, AttributeSemantic& value) {
  for (size_t index = 0; index < std::size(kAttributeSemanticTexts); ++index) {
    if (kAttributeSemanticTexts[index] == text) {
      value = static_cast<AttributeSemantic>(index);
      return true;
    }
  }
  return false;
}

}  // namespace noodles
