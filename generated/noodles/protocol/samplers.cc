// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/samplers.h"

#include <cstddef>
#include <iterator>

namespace noodles {
namespace {

constexpr std::string_view kMagFilterTexts[] = {
    "NEAREST",
    "LINEAR",
};

constexpr std::string_view kMinFilterTexts[] = {
    "NEAREST",
    "LINEAR",
    "LINEAR_MIPMAP_LINEAR",
};

constexpr std::string_view kSamplerModeTexts[] = {
    "CLAMP_TO_EDGE",
    "MIRRORED_REPEAT",
    "REPEAT",
};

}  // namespace

std::string_view ToString(MagFilter value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kMagFilterTexts) ? kMagFilterTexts[index] : "";
}

bool FromString(std::string_view text, MagFilter& value) {
  for (size_t index = 0; index < std::size(kMagFilterTexts); ++index) {
    if (kMagFilterTexts[index] == text) {
      value = static_cast<MagFilter>(index);
      return true;
    }
  }
  return false;
}

std::string_view ToString(MinFilter value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kMinFilterTexts) ? kMinFilterTexts[index] : "";
}

bool FromString(std::string_view text, MinFilter& value) {
  for (size_t index = 0; index < std::size(kMinFilterTexts); ++index) {
    if (kMinFilterTexts[index] == text) {
      value = static_cast<MinFilter>(index);
      return true;
    }
  }
  return false;
}

std::string_view ToString(SamplerMode value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kSamplerModeTexts) ? kSamplerModeTexts[index] : "";
}

bool FromString(std::string_view text, SamplerMode& value) {
  for (size_t index = 0; index < std::size(kSamplerModeTexts); ++index) {
    if (kSamplerModeTexts[index] == text) {
      value = static_cast<SamplerMode>(index);
      return true;
    }
  }
  return false;
}

}  // namespace noodles
