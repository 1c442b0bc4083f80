// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/physics.h"

#include <cstddef>
#include <iterator>

namespace noodles {
namespace {

constexpr std::string_view kStreamFlowFormatTexts[] = {
    "F32",
};

constexpr std::string_view kPhysicsTypeTexts[] = {
    "STREAMFLOW",
};

}  // namespace

std::string_view ToString(StreamFlowFormat value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kStreamFlowFormatTexts)
             ? kStreamFlowFormatTexts[index]
             : "";
}

bool FromString(std::string_view text, StreamFlowFormat& value) {
  for (size_t index = 0; index < std::size(kStreamFlowFormatTexts); ++index) {
    if (kStreamFlowFormatTexts[index] == text) {
      value = static_cast<StreamFlowFormat>(index);
      return true;
    }
  }
  return false;
}

std::string_view ToString(PhysicsType value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kPhysicsTypeTexts) ? kPhysicsTypeTexts[index] : "";
}

bool FromString(std::string_view text, PhysicsType& value) {
  for (size_t index = 0; index < std::size(kPhysicsTypeTexts); ++index) {
    if (kPhysicsTypeTexts[index] == text) {
      value = static_cast<PhysicsType>(index);
      return true;
    }
  }
  return false;
}

}  // namespace noodles
