// Texts about methods and signals.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_COMPONENTS_METHOD_TEXT_H_
#define NOODLES_TOOL_COMPONENTS_METHOD_TEXT_H_

#include <noodles/protocol/common_types.h>
#include <noodles/protocol/methods.h>

#include <string>
#include <vector>

namespace noodles::tool {

// True if the documentation of the argument begins with "optional". The
// protocol has no other place for this; the server library writes it for every
// parameter of type std::optional.
bool IsOptional(const MethodArg& argument);

// "set_var_value(value: noo::any, [key: noo::text])"; optional arguments are in
// brackets. The text holds the names as the server sends them: pass it through
// Printable.
std::string SignatureOf(const std::string& name,
                        const std::vector<MethodArg>& arguments);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMPONENTS_METHOD_TEXT_H_
