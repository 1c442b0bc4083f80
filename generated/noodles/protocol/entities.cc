// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/entities.h"

#include <cstddef>
#include <iterator>

namespace noodles {

void Apply(Entity& component, const EntityUpdate& update) {
  if (update.parent) component.parent = *update.parent;
  if (update.transform) component.transform = *update.transform;
  if (std::holds_alternative<NullRepresentation>(update.representation)) {
    component.representation = std::monostate();
  }
  if (const auto* alternative = std::get_if<2>(&update.representation)) {
    component.representation.emplace<1>(*alternative);
  }
  if (const auto* alternative = std::get_if<3>(&update.representation)) {
    component.representation.emplace<2>(*alternative);
  }
  if (const auto* alternative = std::get_if<4>(&update.representation)) {
    component.representation.emplace<3>(*alternative);
  }
  if (update.lights) component.lights = *update.lights;
  if (update.tables) component.tables = *update.tables;
  if (update.plots) component.plots = *update.plots;
  if (update.tags) component.tags = *update.tags;
  if (update.methods_list) component.methods_list = *update.methods_list;
  if (update.signals_list) component.signals_list = *update.signals_list;
  if (update.physics) component.physics = *update.physics;
  if (update.influence) component.influence = *update.influence;
  if (update.visible) component.visible = *update.visible;
}

EntityUpdate Diff(const Entity& before, const Entity& after,
                  std::vector<std::string_view>* not_carried) {
  EntityUpdate update;
  const auto cannot_carry = [not_carried](std::string_view member) {
    if (not_carried != nullptr) not_carried->push_back(member);
  };
  if (before.name != after.name) cannot_carry("name");
  if (before.parent != after.parent) {
    update.parent = after.parent;
    if (!after.parent) cannot_carry("parent");
  }
  if (before.transform != after.transform) {
    update.transform = after.transform;
    if (!after.transform) cannot_carry("transform");
  }
  if (before.representation != after.representation) {
    if (after.representation.index() == 0) {
      update.representation = NullRepresentation();
    }
    if (const auto* alternative = std::get_if<1>(&after.representation)) {
      update.representation.emplace<2>(*alternative);
    }
    if (const auto* alternative = std::get_if<2>(&after.representation)) {
      update.representation.emplace<3>(*alternative);
    }
    if (const auto* alternative = std::get_if<3>(&after.representation)) {
      update.representation.emplace<4>(*alternative);
    }
  }
  if (before.lights != after.lights) {
    update.lights = after.lights;
  }
  if (before.tables != after.tables) {
    update.tables = after.tables;
  }
  if (before.plots != after.plots) {
    update.plots = after.plots;
  }
  if (before.tags != after.tags) {
    update.tags = after.tags;
  }
  if (before.methods_list != after.methods_list) {
    update.methods_list = after.methods_list;
  }
  if (before.signals_list != after.signals_list) {
    update.signals_list = after.signals_list;
  }
  if (before.physics != after.physics) {
    update.physics = after.physics;
  }
  if (before.influence != after.influence) {
    update.influence = after.influence;
    if (!after.influence) cannot_carry("influence");
  }
  if (before.visible != after.visible) {
    update.visible = after.visible;
  }
  return update;
}

void Merge(EntityUpdate& update, const EntityUpdate& later) {
  if (later.parent) update.parent = later.parent;
  if (later.transform) update.transform = later.transform;
  if (later.representation.index() != 0)
    update.representation = later.representation;
  if (later.lights) update.lights = later.lights;
  if (later.tables) update.tables = later.tables;
  if (later.plots) update.plots = later.plots;
  if (later.tags) update.tags = later.tags;
  if (later.methods_list) update.methods_list = later.methods_list;
  if (later.signals_list) update.signals_list = later.signals_list;
  if (later.physics) update.physics = later.physics;
  if (later.influence) update.influence = later.influence;
  if (later.visible) update.visible = later.visible;
}

void RemoveUnchanged(EntityUpdate& update, const Entity& component) {
  if (update.parent && component.parent == *update.parent) {
    update.parent.reset();
  }
  if (update.transform && component.transform == *update.transform) {
    update.transform.reset();
  }
  if (update.representation.index() == 1 &&
      component.representation.index() == 0) {
    update.representation = std::monostate();
  }
  if (update.representation.index() == 2 &&
      component.representation.index() == 1 &&
      std::get<2>(update.representation) ==
          std::get<1>(component.representation)) {
    update.representation = std::monostate();
  }
  if (update.representation.index() == 3 &&
      component.representation.index() == 2 &&
      std::get<3>(update.representation) ==
          std::get<2>(component.representation)) {
    update.representation = std::monostate();
  }
  if (update.representation.index() == 4 &&
      component.representation.index() == 3 &&
      std::get<4>(update.representation) ==
          std::get<3>(component.representation)) {
    update.representation = std::monostate();
  }
  if (update.lights && component.lights == *update.lights) {
    update.lights.reset();
  }
  if (update.tables && component.tables == *update.tables) {
    update.tables.reset();
  }
  if (update.plots && component.plots == *update.plots) {
    update.plots.reset();
  }
  if (update.tags && component.tags == *update.tags) {
    update.tags.reset();
  }
  if (update.methods_list && component.methods_list == *update.methods_list) {
    update.methods_list.reset();
  }
  if (update.signals_list && component.signals_list == *update.signals_list) {
    update.signals_list.reset();
  }
  if (update.physics && component.physics == *update.physics) {
    update.physics.reset();
  }
  if (update.influence && component.influence == *update.influence) {
    update.influence.reset();
  }
  if (update.visible && component.visible == *update.visible) {
    update.visible.reset();
  }
}

bool TouchesReferences(const EntityUpdate& update) {
  return update.parent.has_value() || update.representation.index() != 0 ||
         update.lights.has_value() || update.tables.has_value() ||
         update.plots.has_value() || update.methods_list.has_value() ||
         update.signals_list.has_value() || update.physics.has_value();
}

bool IsEmpty(const EntityUpdate& update) {
  return !update.parent && !update.transform &&
         update.representation.index() == 0 && !update.lights &&
         !update.tables && !update.plots && !update.tags &&
         !update.methods_list && !update.signals_list && !update.physics &&
         !update.influence && !update.visible;
}

}  // namespace noodles
