// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/movable_methods.h"

#include "noodles/calls/define_method.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<MovableMethods> implementation) {
  return {
      DefineMethod(implementation, &MovableMethods::SetPosition,
                   {.name = "noo::set_position",
                    .doc = "All in the coordinate system of the parent.",
                    .arguments = {{"position"}}}),
      DefineMethod(implementation, &MovableMethods::SetRotation,
                   {.name = "noo::set_rotation",
                    .doc = "A quaternion x, y, z, w.",
                    .arguments = {{"rotation"}}}),
      DefineMethod(implementation, &MovableMethods::SetScale,
                   {.name = "noo::set_scale", .arguments = {{"scale"}}}),
  };
}

}  // namespace noodles
