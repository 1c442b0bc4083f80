// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/table_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/table_signals.h"
#include "noodles/interfaces/tables_codec.h"
#include "noodles/protocol/signals.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<TableMethods>& implementation) {
  return {
      DefineMethod(
          implementation, &TableMethods::Subscribe,
          {.name = TableMethodNames::kSubscribe,
           .doc = "From now on this client gets the table's signals."}),
      AcceptSpreadList(DefineMethod(
          implementation, &TableMethods::Insert,
          {.name = TableMethodNames::kInsert,
           .doc = "Adds rows, in column order; the table gives them keys.",
           .arguments = {{"rows"}}})),
      DefineMethod(implementation, &TableMethods::Update,
                   {.name = TableMethodNames::kUpdate,
                    .doc = "Replaces whole rows.",
                    .arguments = {{"keys"}, {"rows"}}}),
      DefineMethod(
          implementation, &TableMethods::Remove,
          {.name = TableMethodNames::kRemove, .arguments = {{"keys"}}}),
      DefineMethod(implementation, &TableMethods::Clear,
                   {.name = TableMethodNames::kClear}),
      DefineMethod(implementation, &TableMethods::UpdateSelection,
                   {.name = TableMethodNames::kUpdateSelection,
                    .arguments = {{"selection"}}}),
  };
}

std::vector<Signal> SignalsOf(const TableMethods&) {
  return TableSignals::Descriptions();
}

}  // namespace noodles
