// Checks the encoding of a frame where the decoded values do not differ: tags,
// indefinite lengths, floats of 16 bits.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TOOL_CHECKS_WIRE_CHECK_H_
#define NOODLES_TOOL_CHECKS_WIRE_CHECK_H_

#include <string_view>

#include "noodles/base/bytes.h"
#include "tool/checks/findings.h"

namespace noodles::tool {

// Looks as far as the bytes are CBOR. That they are is for others to say.
void CheckWire(const Bytes& frame, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_WIRE_CHECK_H_
