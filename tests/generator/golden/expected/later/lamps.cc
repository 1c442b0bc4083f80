// Generated from later.cddl, later.bindings.toml; changes belong there.
#include "later/lamps.h"

#include <cstddef>
#include <iterator>

namespace later {
namespace {

constexpr std::string_view kShadeTexts[] = {
    "CLEAR",
    "MATT",
    "BLACK",
};

constexpr std::string_view kSocketTexts[] = {
    "E14",
    "E27",
    "GU10",
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
  if (update.watts) component.watts = *update.watts;
}

LampUpdate Diff(const Lamp& before, const Lamp& after,
                std::vector<std::string_view>* not_carried) {
  LampUpdate update;
  const auto cannot_carry = [not_carried](std::string_view member) {
    if (not_carried != nullptr) not_carried->push_back(member);
  };
  if (before.name != after.name) cannot_carry("name");
  if (before.color != after.color) cannot_carry("color");
  if (before.shade != after.shade) cannot_carry("shade");
  if (before.socket != after.socket) cannot_carry("socket");
  if (before.dim != after.dim) {
    update.dim = after.dim;
  }
  if (before.watts != after.watts) {
    update.watts = after.watts;
    if (!after.watts) cannot_carry("watts");
  }
  return update;
}

void Merge(LampUpdate& update, const LampUpdate& later) {
  if (later.dim) update.dim = later.dim;
  if (later.watts) update.watts = later.watts;
}

void RemoveUnchanged(LampUpdate& update, const Lamp& component) {
  if (update.dim && component.dim == *update.dim) {
    update.dim.reset();
  }
  if (update.watts && component.watts == *update.watts) {
    update.watts.reset();
  }
}

bool TouchesReferences(const LampUpdate&) { return false; }

bool IsEmpty(const LampUpdate& update) { return !update.dim && !update.watts; }

}  // namespace later
