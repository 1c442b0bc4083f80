// The changes of a document in the form that another document can take: with
// the identifiers that the first document gave. A restarted server continues
// with them (Document::Apply).
//
// Thread-safety: plain values. Ownership: copies share the bytes.
#ifndef NOODLES_STATE_DOCUMENT_CHANGES_H_
#define NOODLES_STATE_DOCUMENT_CHANGES_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/protocol/ids.h"
#include "noodles/state/encoded_messages.h"

namespace noodles {

// A change of state beside the document, such as the rows of a table. With
// `state`: the state is this from now on. With `change`: the state changes by
// this. With neither: the state is gone.
struct StateNote {
  std::string name{};
  std::optional<Bytes> state{};
  std::optional<Bytes> change{};

  bool operator==(const StateNote&) const = default;
};

// The changes of one transaction.
struct DocumentChanges {
  // Messages of the server about components and the lists of the document, in
  // order. Buffers and images are as Document::Create got them, not as clients
  // see them. Signals and replies are not among them.
  std::vector<EncodedMessages> frames{};
  // Components that were deleted and stay until the last reference is removed.
  std::vector<ComponentRef> deleted{};
  // Those of the created buffers whose bytes stay in the messages to clients.
  // Ascending.
  std::vector<BufferID> inline_buffers{};
  std::vector<StateNote> notes{};

  bool empty() const {
    return frames.empty() && deleted.empty() && notes.empty();
  }
};

// `slots` neighbouring slots of a kind, in which no generation below `next` is
// given again. 0xffffffff: the slots are used up.
struct GenerationRun {
  uint64_t slots = 0;
  uint32_t next = 0;

  bool operator==(const GenerationRun&) const = default;
};

// What a snapshot of a document does not tell.
struct DocumentMarks {
  // For each kind, all slots that were ever taken, from slot 0 on.
  std::array<std::vector<GenerationRun>, kComponentKindCount> generations{};
  // As in DocumentChanges.
  std::vector<ComponentRef> deleted{};
  std::vector<BufferID> inline_buffers{};
};

// Receives the changes of a document, to write them down.
class DocumentRecorder {
 public:
  virtual ~DocumentRecorder() = default;
  // The changes of one transaction, or of a change outside of transactions.
  // Called with the document locked, in the order of the changes, before the
  // document's listener gets them. Must not call the document.
  virtual void OnTransaction(const DocumentChanges& changes) = 0;
};

}  // namespace noodles

#endif  // NOODLES_STATE_DOCUMENT_CHANGES_H_
