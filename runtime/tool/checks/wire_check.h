// How the bytes of a frame are written, where decoders see no difference: tags,
// lengths that are not definite, short floats.
//
// Thread-safety: pure functions, but for the findings.
#ifndef NOODLES_TOOL_CHECKS_WIRE_CHECK_H_
#define NOODLES_TOOL_CHECKS_WIRE_CHECK_H_

#include <string_view>

#include "noodles/base/bytes.h"
#include "tool/checks/findings.h"

namespace noodles::tool {

// Looks as far as the bytes are CBOR. That they are is for others to say.
void CheckWire(const noodles::Bytes& frame, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_WIRE_CHECK_H_
