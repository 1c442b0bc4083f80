// The form of a message: what was sent beside what our own codec makes of it.
//
// Thread-safety: pure functions, but for the findings.
#ifndef EXAMPLES_CLI_FORM_CHECK_H_
#define EXAMPLES_CLI_FORM_CHECK_H_

#include <string>

#include "findings.h"
#include "noodles/cbor/any.h"

namespace cli {

// `canonical` is the message decoded and encoded anew: with its defaults, with
// floats where the specification says so, without what is not in it.
void CheckForm(const noodles::Any& sent, const noodles::Any& canonical,
               FindingList& findings);

}  // namespace cli

#endif  // EXAMPLES_CLI_FORM_CHECK_H_
