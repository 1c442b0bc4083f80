// Generated from later.cddl, later.bindings.toml; changes belong there.
#include "later/traits.h"

#include <variant>

#include "later/messages.h"

namespace later {

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
    case 4:
      return "MsgAlarm";
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

}  // namespace later
