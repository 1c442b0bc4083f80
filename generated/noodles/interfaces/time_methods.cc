// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/time_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/time_codec.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    std::shared_ptr<TimeMethods> implementation) {
  return {
      DefineMethod(implementation, &TimeMethods::StepTime,
                   {.name = "noo::step_time",
                    .doc = "Below 0 steps back, above 0 forward.",
                    .arguments = {{"direction"}}}),
      DefineMethod(implementation, &TimeMethods::AnimateTime,
                   {.name = "noo::animate_time",
                    .doc = "Plays with this direction and speed; 0 stops.",
                    .arguments = {{"speed"}}}),
      DefineMethod(implementation, &TimeMethods::DeltaTime,
                   {.name = "noo::delta_time", .arguments = {{"delta"}}}),
      DefineMethod(implementation, &TimeMethods::SetTime,
                   {.name = "noo::set_time", .arguments = {{"time"}}}),
      DefineMethod(implementation, &TimeMethods::GetTimeMetadata,
                   {.name = "noo::time_metadata"}),
  };
}

}  // namespace noodles
