// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/selection_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/selection_codec.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<SelectionMethods>& implementation) {
  return {
      DefineMethod(implementation, &SelectionMethods::SelectRegion,
                   {.name = SelectionMethodNames::kSelectRegion,
                    .doc = "All coordinates are in the space of the entity.",
                    .arguments = {{"min"}, {"max"}, {"selection"}}}),
      DefineMethod(implementation, &SelectionMethods::SelectSphere,
                   {.name = SelectionMethodNames::kSelectSphere,
                    .arguments = {{"centre"}, {"radius"}, {"selection"}}}),
      DefineMethod(implementation, &SelectionMethods::SelectHalfPlane,
                   {.name = SelectionMethodNames::kSelectHalfPlane,
                    .arguments = {{"point"}, {"normal"}, {"selection"}}}),
      DefineMethod(implementation, &SelectionMethods::SelectHull,
                   {.name = SelectionMethodNames::kSelectHull,
                    .arguments = {{"points"}, {"indices"}, {"selection"}}}),
  };
}

}  // namespace noodles
