// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/plots.h"

#include <cstddef>
#include <iterator>

namespace noodles {
namespace {

constexpr std::string_view kAxisPreferenceTexts[] = {
    "x",
    "y",
};

}  // namespace

std::string_view ToString(AxisPreference value) {
  const auto index = static_cast<size_t>(value);
  return index < std::size(kAxisPreferenceTexts) ? kAxisPreferenceTexts[index]
                                                 : "";
}

bool FromString(std::string_view text, AxisPreference& value) {
  for (size_t index = 0; index < std::size(kAxisPreferenceTexts); ++index) {
    if (kAxisPreferenceTexts[index] == text) {
      value = static_cast<AxisPreference>(index);
      return true;
    }
  }
  return false;
}

void Apply(Plot& component, const PlotUpdate& update) {
  if (update.table) component.table = *update.table;
  if (const auto* alternative = std::get_if<1>(&update.plot)) {
    component.plot.emplace<1>(*alternative);
  }
  if (const auto* alternative = std::get_if<2>(&update.plot)) {
    component.plot.emplace<2>(*alternative);
  }
  if (update.methods_list) component.methods_list = *update.methods_list;
  if (update.signals_list) component.signals_list = *update.signals_list;
}

PlotUpdate Diff(const Plot& before, const Plot& after,
                std::vector<std::string_view>* not_carried) {
  PlotUpdate update;
  const auto cannot_carry = [not_carried](std::string_view member) {
    if (not_carried != nullptr) not_carried->push_back(member);
  };
  if (before.name != after.name) cannot_carry("name");
  if (before.table != after.table) {
    update.table = after.table;
    if (!after.table) cannot_carry("table");
  }
  if (before.plot != after.plot) {
    if (after.plot.index() == 0) {
      cannot_carry("plot");
    }
    if (const auto* alternative = std::get_if<1>(&after.plot)) {
      update.plot.emplace<1>(*alternative);
    }
    if (const auto* alternative = std::get_if<2>(&after.plot)) {
      update.plot.emplace<2>(*alternative);
    }
  }
  if (before.methods_list != after.methods_list) {
    update.methods_list = after.methods_list;
  }
  if (before.signals_list != after.signals_list) {
    update.signals_list = after.signals_list;
  }
  return update;
}

void Merge(PlotUpdate& update, const PlotUpdate& later) {
  if (later.table) update.table = later.table;
  if (later.plot.index() != 0) update.plot = later.plot;
  if (later.methods_list) update.methods_list = later.methods_list;
  if (later.signals_list) update.signals_list = later.signals_list;
}

void RemoveUnchanged(PlotUpdate& update, const Plot& component) {
  if (update.table && component.table == *update.table) {
    update.table.reset();
  }
  if (update.plot.index() == 1 && component.plot.index() == 1 &&
      std::get<1>(update.plot) == std::get<1>(component.plot)) {
    update.plot = std::monostate();
  }
  if (update.plot.index() == 2 && component.plot.index() == 2 &&
      std::get<2>(update.plot) == std::get<2>(component.plot)) {
    update.plot = std::monostate();
  }
  if (update.methods_list && component.methods_list == *update.methods_list) {
    update.methods_list.reset();
  }
  if (update.signals_list && component.signals_list == *update.signals_list) {
    update.signals_list.reset();
  }
}

bool TouchesReferences(const PlotUpdate& update) {
  return update.table.has_value() || update.methods_list.has_value() ||
         update.signals_list.has_value();
}

bool IsEmpty(const PlotUpdate& update) {
  return !update.table && update.plot.index() == 0 && !update.methods_list &&
         !update.signals_list;
}

}  // namespace noodles
