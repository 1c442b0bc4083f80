// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
#include "earlier/lamps.h"

#include <cstddef>
#include <iterator>

namespace earlier {
namespace {

constexpr std::string_view kShadeTexts[] = {
    "CLEAR",
    "MATT",
};

constexpr std::string_view kSocketTexts[] = {
    "E14",
    "E27",
};

}  // namespace

std::string_view ToString(Shade value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kShadeTexts) ? kShadeTexts[index] : "";
}

bool FromString(std::string_view text, Shade& value) {
  for (size_t index = 0; index < std::size(kShadeTexts); ++index) {
    if (kShadeTexts[index] == text) {
      value = static_cast<Shade>(index);
      return true;
    }
  }
  return false;
}

std::string_view ToString(Socket value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kSocketTexts) ? kSocketTexts[index] : "";
}

bool FromString(std::string_view text, Socket& value) {
  for (size_t index = 0; index < std::size(kSocketTexts); ++index) {
    if (kSocketTexts[index] == text) {
      value = static_cast<Socket>(index);
      return true;
    }
  }
  return false;
}

void Apply(Lamp& component, const LampUpdate& update) {
  if (update.dim) component.dim = *update.dim;
}

LampUpdate Diff(const Lamp& before, const Lamp& after,
                std::vector<std::string_view>* not_carried) {
  LampUpdate update;
  const auto cannot_carry = [not_carried](std::string_view member) {
    if (not_carried != nullptr) not_carried->push_back(member);
  };
  if (before.name != after.name) cannot_carry("name");
  if (before.colour != after.colour) cannot_carry("colour");
  if (before.shade != after.shade) cannot_carry("shade");
  if (before.socket != after.socket) cannot_carry("socket");
  if (before.dim != after.dim) {
    update.dim = after.dim;
  }
  return update;
}

void Merge(LampUpdate& update, const LampUpdate& later) {
  if (later.dim) update.dim = later.dim;
}

void RemoveUnchanged(LampUpdate& update, const Lamp& component) {
  if (update.dim && component.dim == *update.dim) {
    update.dim.reset();
  }
}

bool TouchesReferences(const LampUpdate&) { return false; }

bool IsEmpty(const LampUpdate& update) { return !update.dim; }

}  // namespace earlier
