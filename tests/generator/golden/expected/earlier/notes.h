// Notes: the structures of this part of the specification.
//
// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef EARLIER_NOTES_H_
#define EARLIER_NOTES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "earlier/fingerprint.h"

namespace earlier {

struct MsgNote {
  std::string text{};
  // Exactly one: line or page.
  std::variant<uint64_t, int64_t> place{};
  std::optional<std::string> sender{};

  bool operator==(const MsgNote&) const = default;
};

struct MsgHello {
  std::string name{};

  bool operator==(const MsgHello&) const = default;
};

}  // namespace earlier

#endif  // EARLIER_NOTES_H_
