// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/view_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/names.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<ViewMethods>& implementation) {
  return {
      DefineMethod(implementation, &ViewMethods::ClientView,
                   {.name = ViewMethodNames::kClientView,
                    .doc = "Where the user looks; about once a second at most. "
                           "The angle is in radians.",
                    .arguments = {{"direction"}, {"angle"}}}),
  };
}

}  // namespace noodles
