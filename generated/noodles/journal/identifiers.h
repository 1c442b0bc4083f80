// Identifiers: the structures of this part of the specification.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_JOURNAL_IDENTIFIERS_H_
#define NOODLES_JOURNAL_IDENTIFIERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "noodles/journal/fingerprint.h"

namespace noodles {

// A component; `kind` is "Entity", "Buffer" and so on.
struct JournalComponent {
  std::string kind{};
  uint32_t slot = 0;
  uint32_t gen = 0;

  bool operator==(const JournalComponent&) const = default;
};

// `slots` neighbouring slots, in which no generation below `next` is given
// again; 4294967295: none at all.
struct JournalGenerations {
  uint64_t slots = 0;
  uint32_t next = 0;

  bool operator==(const JournalGenerations&) const = default;
};

// All slots of a kind that were ever taken, from slot 0 on.
struct JournalSlots {
  std::string kind{};
  std::vector<JournalGenerations> runs{};

  bool operator==(const JournalSlots&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_JOURNAL_IDENTIFIERS_H_
