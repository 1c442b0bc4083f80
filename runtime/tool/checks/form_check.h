// The form of a message: what was sent beside what our own codec makes of it.
//
// Thread-safety: pure functions, but for the findings.
#ifndef NOODLES_TOOL_CHECKS_FORM_CHECK_H_
#define NOODLES_TOOL_CHECKS_FORM_CHECK_H_

#include <string>

#include "noodles/cbor/any.h"
#include "tool/checks/findings.h"

namespace noodles::tool {

// `canonical` is the message decoded and encoded anew: with its defaults, with
// floats where the specification says so, without what is not in it.
void CheckForm(const noodles::Any& sent, const noodles::Any& canonical,
               FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_FORM_CHECK_H_
