// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
#include "earlier/traits.h"

#include <variant>

#include "earlier/messages.h"

namespace earlier {

std::string_view ServerMessageName(uint64_t number) {
  switch (number) {
    case 0:
      return "MsgLampCreate";
    case 1:
      return "MsgLampUpdate";
    case 2:
      return "MsgLampDelete";
    case 3:
      return "MsgNote";
  }
  return "";
}

std::string_view ClientMessageName(uint64_t number) {
  switch (number) {
    case 0:
      return "MsgHello";
  }
  return "";
}

std::optional<std::string_view> NameOf(const Lamp& component) {
  return component.name;
}

void AppendReferences(const Lamp&, std::vector<Reference>&) {}

}  // namespace earlier
