// The targets of methods and signals as texts: "entity:NAME", "table:NAME",
// "plot:NAME", each also with an identifier (`entity:3/0`), and "document".
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_COMPONENTS_TARGET_H_
#define NOODLES_TOOL_COMPONENTS_TARGET_H_

#include <noodles/protocol/methods.h>
#include <noodles/state/mirror.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace noodles::tool {

// "" if `text` has the form of a target, otherwise what is expected. For
// CLI::Option::check.
std::string CheckTarget(const std::string& text);

// nullopt for "document". Errors: those of FindComponent.
absl::StatusOr<std::optional<InvokeIDType>> FindTarget(const Mirror& mirror,
                                                       const std::string& text);

// The text of a target, with the name if it has one.
std::string TargetText(const Mirror& mirror,
                       const std::optional<InvokeIDType>& target);

// The texts of the targets that have each method in their lists.
using TargetsByMethod = std::map<MethodID, std::vector<std::string>>;
TargetsByMethod AllTargets(const Mirror& mirror);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMPONENTS_TARGET_H_
