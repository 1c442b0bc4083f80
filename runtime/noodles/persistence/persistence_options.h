// Where a server keeps its document between its runs, and how.
//
// Thread-safety: plain values.
#ifndef NOODLES_PERSISTENCE_PERSISTENCE_OPTIONS_H_
#define NOODLES_PERSISTENCE_PERSISTENCE_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace noodles {

// When what was written is forced to the disk. Each transaction is written
// before clients get it, so a process that is killed loses nothing; this is
// about the end of the whole machine, as by a loss of power.
enum class DiskSync : uint8_t {
  // Before clients get a transaction: nothing that a client has seen is lost.
  // Each transaction holds the document until the disk has it: about a
  // millisecond on a solid-state disk, ten on others.
  kEachTransaction,
  // At most PersistenceOptions::sync_interval later, on a thread of its own;
  // the transactions since are lost. A transaction holds the document for a
  // write to the memory of the system, some microseconds.
  kInterval,
  // When the system likes to, often after half a minute. After the end of the
  // machine, the journal may be damaged before its end.
  kNever,
};

struct PersistenceOptions {
  // The directory of the journal; made if there is none. One process at a time
  // can use it. Empty, the default: nothing is kept.
  std::string directory{};

  DiskSync sync = DiskSync::kInterval;

  // For DiskSync::kInterval.
  std::chrono::milliseconds sync_interval{1000};

  // When the journal has grown by this number of bytes since the last snapshot,
  // and by the size of that snapshot, a new snapshot takes its place. Bounds
  // the disk space, and the time of a restart.
  uint64_t compact_bytes = uint64_t{16} << 20;

  // Bytes of the journal since the last snapshot. Beyond, as where the disk is
  // full, changes are not written any more, until a snapshot could be; the log
  // tells. Stops a server that cannot write snapshots from filling the disk.
  uint64_t max_journal_bytes = uint64_t{64} << 30;

  // Byte strings of at least this number of bytes, such as those of buffers,
  // are files of their own, which snapshots share. Equal ones are kept once.
  // Such a file is written and forced to the disk with the document held.
  size_t blob_bytes = size_t{64} << 10;

  // Bytes of a record. The changes of a larger transaction are several records,
  // which count together; a single frame (DocumentOptions::max_frame_bytes) is
  // never cut.
  size_t max_record_bytes = size_t{16} << 20;

  // After a write has failed, as on a full disk, a snapshot of the whole
  // document is tried at this interval; what was changed meanwhile is in it.
  std::chrono::milliseconds retry_interval{5000};

  bool is_on() const { return !directory.empty(); }
};

}  // namespace noodles

#endif  // NOODLES_PERSISTENCE_PERSISTENCE_OPTIONS_H_
