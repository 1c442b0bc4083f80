// Generated from station.cddl, station.bindings.toml; changes belong there.
#include "station/probes.h"

#include <cstddef>
#include <iterator>

namespace station {

void Apply(Probe& component, const ProbeUpdate& update) {
  if (std::holds_alternative<NoState>(update.state)) {
    component.state = std::monostate();
  }
  if (const auto* alternative = std::get_if<2>(&update.state)) {
    component.state.emplace<1>(*alternative);
  }
  if (const auto* alternative = std::get_if<3>(&update.state)) {
    component.state.emplace<2>(*alternative);
  }
  if (update.neighbours) component.neighbours = *update.neighbours;
  if (update.class_) component.class_ = *update.class_;
}

ProbeUpdate Diff(const Probe& before, const Probe& after,
                 std::vector<std::string_view>* not_carried) {
  ProbeUpdate update;
  const auto cannot_carry = [not_carried](std::string_view member) {
    if (not_carried != nullptr) not_carried->push_back(member);
  };
  if (before.name != after.name) cannot_carry("name");
  if (before.quantity != after.quantity) cannot_carry("quantity");
  if (before.position != after.position) cannot_carry("position");
  if (before.notes != after.notes) cannot_carry("notes");
  if (before.state != after.state) {
    if (after.state.index() == 0) {
      update.state = NoState();
    }
    if (const auto* alternative = std::get_if<1>(&after.state)) {
      update.state.emplace<2>(*alternative);
    }
    if (const auto* alternative = std::get_if<2>(&after.state)) {
      update.state.emplace<3>(*alternative);
    }
  }
  if (before.neighbours != after.neighbours) {
    update.neighbours = after.neighbours;
  }
  if (before.class_ != after.class_) {
    update.class_ = after.class_;
  }
  if (!IsEmpty(update)) {
    update.class_ = after.class_;
  }
  return update;
}

void Merge(ProbeUpdate& update, const ProbeUpdate& later) {
  if (later.state.index() != 0) update.state = later.state;
  if (later.neighbours) update.neighbours = later.neighbours;
  if (later.class_) update.class_ = later.class_;
}

void RemoveUnchanged(ProbeUpdate& update, const Probe& component) {
  if (update.state.index() == 1 && component.state.index() == 0) {
    update.state = std::monostate();
  }
  if (update.state.index() == 2 && component.state.index() == 1 &&
      std::get<2>(update.state) == std::get<1>(component.state)) {
    update.state = std::monostate();
  }
  if (update.state.index() == 3 && component.state.index() == 2 &&
      std::get<3>(update.state) == std::get<2>(component.state)) {
    update.state = std::monostate();
  }
  if (update.neighbours && component.neighbours == *update.neighbours) {
    update.neighbours.reset();
  }
  if (update.class_ && component.class_ == *update.class_) {
    update.class_.reset();
  }
  if (IsEmpty(update)) return;
  if (!update.class_) update.class_ = component.class_;
}

bool TouchesReferences(const ProbeUpdate& update) {
  return update.neighbours.has_value();
}

bool IsEmpty(const ProbeUpdate& update) {
  return update.state.index() == 0 && !update.neighbours && !update.class_;
}

}  // namespace station
