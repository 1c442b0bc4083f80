// Values of CBOR as short texts for people. --json and --csv print exact
// values instead.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_OUTPUT_SHOWN_VALUE_H_
#define NOODLES_TOOL_OUTPUT_SHOWN_VALUE_H_

#include <string>

#include "noodles/cbor/any.h"

namespace noodles::tool {

// A number with the fewest digits that identify it as a float of 32 bits, and
// at most nine significant digits; numbers from a billion on have their whole
// integral part and up to three decimals.
std::string ShownNumber(double value);

// JSON on one line with such numbers, shortened to a readable length.
std::string ShownValue(const cbor::Any& value);

// The text of a table's cell: a text without quotes and line breaks, null as
// "".
std::string ShownCell(const cbor::Any& value);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_SHOWN_VALUE_H_
