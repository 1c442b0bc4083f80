// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/option_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/names.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<OptionMethods>& implementation) {
  return {
      DefineMethod(implementation, &OptionMethods::GetVarKeys,
                   {.name = OptionMethodNames::kGetVarKeys}),
      DefineMethod(implementation, &OptionMethods::GetVarOptions,
                   {.name = OptionMethodNames::kGetVarOptions,
                    .doc = "Where the key is absent, the default key is meant.",
                    .arguments = {{"key", "Optional."}}}),
      DefineMethod(implementation, &OptionMethods::GetVarValue,
                   {.name = OptionMethodNames::kGetVarValue,
                    .doc = "Where the key is absent, the default key is meant.",
                    .arguments = {{"key", "Optional."}}}),
      DefineMethod(implementation, &OptionMethods::SetVarValue,
                   {.name = OptionMethodNames::kSetVarValue,
                    .doc = "Where the key is absent, the default key is meant.",
                    .arguments = {{"value"}, {"key", "Optional."}}}),
  };
}

}  // namespace noodles
