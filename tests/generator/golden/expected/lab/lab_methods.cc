// Generated from lab.cddl, lab.bindings.toml; changes belong there.
#include "lab/lab_methods.h"

#include "lab/lab_signals.h"
#include "lab/measuring_codec.h"
#include "lab/names.h"
#include "noodles/calls/define_method.h"
#include "noodles/protocol/signals.h"

namespace lab {

std::vector<noodles::MethodDefinition> MethodsOf(
    const std::shared_ptr<LabMethods>& implementation) {
  return {
      noodles::DefineMethod(
          implementation, &LabMethods::Measure,
          {.name = LabMethodNames::kMeasure,
           .doc = "Measures at a place. Takes a moment.",
           .arguments = {{"at", "In metres."},
                         {"sensor"},
                         {"windows",
                          "Optional. All the time where there are none."},
                         {"class", "Optional."}},
           .result_doc = "One for each window."}),
      noodles::DefineMethod(
          implementation, &LabMethods::LabEstimate,
          {.name = LabMethodNames::kLabEstimate, .arguments = {{"samples"}}}),
      noodles::AcceptSpreadList(noodles::DefineMethod(
          implementation, &LabMethods::Forget,
          {.name = LabMethodNames::kForget, .arguments = {{"rows"}}})),
  };
}

std::vector<noodles::Signal> SignalsOf(const LabMethods&) {
  return LabSignals::Descriptions();
}

}  // namespace lab
