// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/buffers.h"

#include <cstddef>
#include <iterator>

namespace noodles {
namespace {

constexpr std::string_view kBufferViewTypeTexts[] = {
    "UNK",
    "GEOMETRY",
    "IMAGE",
};

}  // namespace

std::string_view ToString(BufferViewType value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kBufferViewTypeTexts) ? kBufferViewTypeTexts[index]
                                                 : "";
}

bool FromString(std::string_view text, BufferViewType& value) {
  for (size_t index = 0; index < std::size(kBufferViewTypeTexts); ++index) {
    if (kBufferViewTypeTexts[index] == text) {
      value = static_cast<BufferViewType>(index);
      return true;
    }
  }
  return false;
}

}  // namespace noodles
