// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/movable_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/names.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<MovableMethods>& implementation) {
  return {
      DefineMethod(implementation, &MovableMethods::SetPosition,
                   {.name = MovableMethodNames::kSetPosition,
                    .doc = "All in the coordinate system of the parent.",
                    .arguments = {{"position"}}}),
      DefineMethod(implementation, &MovableMethods::SetRotation,
                   {.name = MovableMethodNames::kSetRotation,
                    .doc = "A quaternion x, y, z, w.",
                    .arguments = {{"rotation"}}}),
      DefineMethod(
          implementation, &MovableMethods::SetScale,
          {.name = MovableMethodNames::kSetScale, .arguments = {{"scale"}}}),
  };
}

}  // namespace noodles
