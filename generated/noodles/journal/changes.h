// Changes: the structures of this part of the specification.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef NOODLES_JOURNAL_CHANGES_H_
#define NOODLES_JOURNAL_CHANGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/journal/fingerprint.h"
#include "noodles/journal/identifiers.h"

namespace noodles {

// Bytes that are kept once, beside the journal: the SHA-256 of them.
struct JournalBlob {
  Bytes hash{};
  uint64_t size = 0;

  bool operator==(const JournalBlob&) const = default;
};

using JournalPiece = std::variant<Bytes, JournalBlob>;

// Messages of noodles.cddl: `count` numbers and contents, without the head of
// the array around them. The pieces are joined.
struct JournalFrame {
  uint64_t count = 0;
  std::vector<JournalPiece> pieces{};

  bool operator==(const JournalFrame&) const = default;
};

// State beside the document, such as the rows of a table. `state`: the state is
// this from now on. `change`: the state changes by this. Neither: the state is
// gone.
struct JournalNote {
  std::string name{};
  std::optional<Bytes> state{};
  std::optional<Bytes> change{};

  bool operator==(const JournalNote&) const = default;
};

// The changes of a transaction, or a part of them. Buffers and images are as
// the program made them, not as clients see them.
struct JournalChanges {
  std::vector<JournalFrame> frames{};
  // Components that were deleted, and stay until the last reference is removed.
  std::vector<JournalComponent> deleted{};
  // Created buffers whose bytes stay in the messages to clients.
  std::vector<JournalComponent> inline_buffers{};
  std::vector<JournalNote> notes{};

  bool operator==(const JournalChanges&) const = default;
};

}  // namespace noodles

#endif  // NOODLES_JOURNAL_CHANGES_H_
