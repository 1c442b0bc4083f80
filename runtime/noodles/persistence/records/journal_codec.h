// The changes of a document as values of journal.cddl, and back; large byte
// strings as blobs of an engine.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_PERSISTENCE_RECORDS_JOURNAL_CODEC_H_
#define NOODLES_PERSISTENCE_RECORDS_JOURNAL_CODEC_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/cbor/limits.h"
#include "noodles/journal/changes.h"
#include "noodles/journal/records.h"
#include "noodles/journal/snapshots.h"
#include "noodles/persistence/journal_engine.h"
#include "noodles/state/document_changes.h"

namespace noodles::persistence_internal {

// Puts byte strings of at least `blob_bytes` into `engine`, and their digests
// into `blobs`, if it is not null. Errors: those of the engine.
absl::StatusOr<JournalChanges> ToJournal(const DocumentChanges& changes,
                                         JournalEngine& engine,
                                         size_t blob_bytes, BlobSet* blobs);

// Errors: InvalidArgument for a kind that there is not; those of the engine.
absl::StatusOr<DocumentChanges> FromJournal(const JournalChanges& changes,
                                            JournalEngine& engine);

// The changes in parts of about `max_bytes` each; at least one.
std::vector<JournalChanges> Cut(JournalChanges changes, size_t max_bytes);

std::vector<JournalSlots> SlotsOf(const DocumentMarks& marks);
// Without `deleted` and `inline_buffers`. Errors: as FromJournal.
absl::StatusOr<DocumentMarks> MarksOf(const std::vector<JournalSlots>& slots);

// Limits for values that were written by this program, and whose hash is right.
cbor::DecodeLimits JournalLimits();

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_RECORDS_JOURNAL_CODEC_H_
