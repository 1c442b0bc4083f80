// Notes: the structures of this part of the specification.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef LATER_NOTES_H_
#define LATER_NOTES_H_

#include <cstdint>
#include <string>
#include <variant>

#include "later/fingerprint.h"

namespace later {

struct MsgNote {
  std::string text{};
  // One alternative more; a reader of earlier.cddl refuses the message.
  // Exactly one: line, page or chapter.
  std::variant<uint64_t, int64_t, std::string> place{};

  bool operator==(const MsgNote&) const = default;
};

// A message that readers of earlier.cddl hand to OnUnknownMessage.
struct MsgAlarm {
  uint64_t level = 0;

  bool operator==(const MsgAlarm&) const = default;
};

// The version is required: a reader of this file refuses an earlier hello.
struct MsgHello {
  std::string name{};
  uint64_t version = 0;

  bool operator==(const MsgHello&) const = default;
};

}  // namespace later

#endif  // LATER_NOTES_H_
