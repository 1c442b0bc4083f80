// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/lights.h"

#include <cstddef>
#include <iterator>

namespace noodles {

void Apply(Light& component, const LightUpdate& update) {
  if (update.color) component.color = *update.color;
  if (update.intensity) component.intensity = *update.intensity;
}

LightUpdate Diff(const Light& before, const Light& after,
                 std::vector<std::string_view>* not_carried) {
  LightUpdate update;
  const auto cannot_carry = [not_carried](std::string_view member) {
    if (not_carried != nullptr) not_carried->push_back(member);
  };
  if (before.name != after.name) cannot_carry("name");
  if (before.type != after.type) cannot_carry("type");
  if (before.color != after.color) {
    update.color = after.color;
  }
  if (before.intensity != after.intensity) {
    update.intensity = after.intensity;
  }
  if (!IsEmpty(update)) {
    update.color = after.color;
  }
  return update;
}

void Merge(LightUpdate& update, const LightUpdate& later) {
  if (later.color) update.color = later.color;
  if (later.intensity) update.intensity = later.intensity;
}

void RemoveUnchanged(LightUpdate& update, const Light& component) {
  if (update.color && component.color == *update.color) {
    update.color.reset();
  }
  if (update.intensity && component.intensity == *update.intensity) {
    update.intensity.reset();
  }
  if (IsEmpty(update)) return;
  if (!update.color) update.color = component.color;
}

bool TouchesReferences(const LightUpdate&) { return false; }

bool IsEmpty(const LightUpdate& update) {
  return !update.color && !update.intensity;
}

}  // namespace noodles
