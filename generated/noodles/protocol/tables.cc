// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
#include "noodles/protocol/tables.h"

#include <cstddef>
#include <iterator>

namespace noodles {

void Apply(Table& component, const TableUpdate& update) {
  if (update.meta) component.meta = *update.meta;
  if (update.methods_list) component.methods_list = *update.methods_list;
  if (update.signals_list) component.signals_list = *update.signals_list;
}

TableUpdate Diff(const Table& before, const Table& after,
                 std::vector<std::string_view>* not_carried) {
  TableUpdate update;
  const auto cannot_carry = [not_carried](std::string_view member) {
    if (not_carried != nullptr) not_carried->push_back(member);
  };
  if (before.name != after.name) cannot_carry("name");
  if (before.meta != after.meta) {
    update.meta = after.meta;
    if (!after.meta) cannot_carry("meta");
  }
  if (before.methods_list != after.methods_list) {
    update.methods_list = after.methods_list;
  }
  if (before.signals_list != after.signals_list) {
    update.signals_list = after.signals_list;
  }
  return update;
}

void Merge(TableUpdate& update, const TableUpdate& later) {
  if (later.meta) update.meta = later.meta;
  if (later.methods_list) update.methods_list = later.methods_list;
  if (later.signals_list) update.signals_list = later.signals_list;
}

void RemoveUnchanged(TableUpdate& update, const Table& component) {
  if (update.meta && component.meta == *update.meta) {
    update.meta.reset();
  }
  if (update.methods_list && component.methods_list == *update.methods_list) {
    update.methods_list.reset();
  }
  if (update.signals_list && component.signals_list == *update.signals_list) {
    update.signals_list.reset();
  }
}

bool TouchesReferences(const TableUpdate& update) {
  return update.methods_list.has_value() || update.signals_list.has_value();
}

bool IsEmpty(const TableUpdate& update) {
  return !update.meta && !update.methods_list && !update.signals_list;
}

}  // namespace noodles
