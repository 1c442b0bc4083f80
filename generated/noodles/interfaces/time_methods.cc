// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#include "noodles/interfaces/time_methods.h"

#include "noodles/calls/define_method.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/time_codec.h"

namespace noodles {

std::vector<MethodDefinition> MethodsOf(
    const std::shared_ptr<TimeMethods>& implementation) {
  return {
      DefineMethod(implementation, &TimeMethods::StepTime,
                   {.name = TimeMethodNames::kStepTime,
                    .doc = "Below 0 steps back, above 0 forward.",
                    .arguments = {{"direction"}}}),
      DefineMethod(implementation, &TimeMethods::AnimateTime,
                   {.name = TimeMethodNames::kAnimateTime,
                    .doc = "Plays with this direction and speed; 0 stops.",
                    .arguments = {{"speed"}}}),
      DefineMethod(
          implementation, &TimeMethods::DeltaTime,
          {.name = TimeMethodNames::kDeltaTime, .arguments = {{"delta"}}}),
      DefineMethod(
          implementation, &TimeMethods::SetTime,
          {.name = TimeMethodNames::kSetTime, .arguments = {{"time"}}}),
      DefineMethod(implementation, &TimeMethods::GetTimeMetadata,
                   {.name = TimeMethodNames::kGetTimeMetadata}),
  };
}

}  // namespace noodles
