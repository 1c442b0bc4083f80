// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/table_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/table_signals.h"
#include "noodles/interfaces/tables_codec.h"
#include "noodles/protocol/signals.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<TableMethods> implementation) {
  return {
      DefineMethod(
          implementation, &TableMethods::Subscribe,
          {.name = "noo::tbl_subscribe",
           .doc = "From now on this client gets the table's signals."}),
      AcceptSpreadList(DefineMethod(
          implementation, &TableMethods::Insert,
          {.name = "noo::tbl_insert",
           .doc = "Adds rows, in column order; the table gives them keys.",
           .arguments = {{"rows"}}})),
      DefineMethod(implementation, &TableMethods::Update,
                   {.name = "noo::tbl_update",
                    .doc = "Replaces whole rows.",
                    .arguments = {{"keys"}, {"rows"}}}),
      DefineMethod(implementation, &TableMethods::Remove,
                   {.name = "noo::tbl_remove", .arguments = {{"keys"}}}),
      DefineMethod(implementation, &TableMethods::Clear,
                   {.name = "noo::tbl_clear"}),
      DefineMethod(
          implementation, &TableMethods::UpdateSelection,
          {.name = "noo::tbl_update_selection", .arguments = {{"selection"}}}),
  };
}

std::vector<Signal> SignalsOf(const TableMethods&) {
  return TableSignals::Descriptions();
}

}  // namespace noodles
