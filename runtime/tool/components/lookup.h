// Finds components by the text that a user types: a name, an identifier as the
// tool prints it, `3/0` (slot and generation), or the slot alone, `3`.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TOOL_COMPONENTS_LOOKUP_H_
#define NOODLES_TOOL_COMPONENTS_LOOKUP_H_

#include <noodles/state/mirror.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/status.h"
#include "tool/output/suggestion.h"

namespace noodles::tool {

// The name of a kind in lower case, such as "entity".
std::string KindWord(ComponentKind kind);

// Example: "Entity 3/0", which ParseId accepts.
std::string IdText(const ComponentRef& ref);

struct TypedId {
  uint32_t slot = 0;
  std::optional<uint32_t> gen;
};
// nullopt if `text` is not an identifier.
std::optional<TypedId> ParseId(std::string_view text);

// Names take precedence over identifiers. Errors: NotFound, with the most
// similar name; FailedPrecondition if several components have the name.
template <class Component>
absl::StatusOr<typename ComponentTraits<Component>::Identifier> FindComponent(
    const Mirror& mirror, const std::string& text) {
  using Identifier = typename ComponentTraits<Component>::Identifier;
  const std::string kind(ToString(Identifier::kKind));
  const std::optional<TypedId> typed = ParseId(text);
  std::optional<Identifier> by_name;
  std::optional<Identifier> by_id;
  std::vector<std::string> names;
  for (const auto& [id, component] : mirror.All<Component>()) {
    names.emplace_back(Mirror::NameOf(*component));
    if (names.back() == text && !text.empty()) {
      if (by_name) {
        return FailedPrecondition("\"" + text + "\" names both " +
                                  IdText(*by_name) + " and " + IdText(id) +
                                  "; give the identifier");
      }
      by_name = id;
    }
    if (typed && typed->slot == id.slot &&
        typed->gen.value_or(id.gen) == id.gen) {
      by_id = id;
    }
  }
  if (by_name) return *by_name;
  if (by_id) return *by_id;
  return NotFound("there is no " + kind + " \"" + text + "\"" +
                  DidYouMean(text, names));
}

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_COMPONENTS_LOOKUP_H_
