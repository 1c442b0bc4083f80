// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/probe_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/probing_codec.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<ProbeMethods>& implementation) {
  return {
      DefineMethod(
          implementation, &ProbeMethods::At,
          {.name = ProbeMethodNames::kAt, .arguments = {{"position"}}}),
  };
}

}  // namespace noodles
