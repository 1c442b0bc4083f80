// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/option_methods.h"

#include "noodles/calls/define_method.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<OptionMethods> implementation) {
  return {
      DefineMethod(implementation, &OptionMethods::GetVarKeys,
                   {.name = "noo::get_var_keys"}),
      DefineMethod(implementation, &OptionMethods::GetVarOptions,
                   {.name = "noo::get_var_options",
                    .doc = "Where the key is absent, the default key is meant.",
                    .arguments = {{"key"}}}),
      DefineMethod(implementation, &OptionMethods::GetVarValue,
                   {.name = "noo::get_var_value",
                    .doc = "Where the key is absent, the default key is meant.",
                    .arguments = {{"key"}}}),
      DefineMethod(implementation, &OptionMethods::SetVarValue,
                   {.name = "noo::set_var_value",
                    .doc = "Where the key is absent, the default key is meant.",
                    .arguments = {{"value"}, {"key"}}}),
  };
}

}  // namespace noodles
