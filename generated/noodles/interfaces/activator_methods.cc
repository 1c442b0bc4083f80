// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/activator_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/names.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<ActivatorMethods>& implementation) {
  return {
      DefineMethod(
          implementation, &ActivatorMethods::Activate,
          {.name = ActivatorMethodNames::kActivate,
           .doc =
               "The name of a choice or its index; absent is the first choice.",
           .arguments = {{"choice", "Optional."}}}),
      DefineMethod(implementation, &ActivatorMethods::GetActivationChoices,
                   {.name = ActivatorMethodNames::kGetActivationChoices}),
  };
}

}  // namespace noodles
