// Compares a message as sent with the same message as encoded by this toolkit.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TOOL_CHECKS_FORM_CHECK_H_
#define NOODLES_TOOL_CHECKS_FORM_CHECK_H_

#include <string>

#include "noodles/cbor/any.h"
#include "tool/checks/findings.h"

namespace noodles::tool {

// `canonical` is the message decoded and encoded again: with default values,
// with floats where the specification has floats, without unknown keys.
void CheckForm(const Any& sent, const Any& canonical, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_FORM_CHECK_H_
