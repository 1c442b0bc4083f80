// The changes of the document's structure that slow clients are not sent,
// remembered once for all of them.
//
// A client that misses changes takes a mark; what it has missed when it reads
// again is all between its mark and that moment. A change costs the same
// however many clients miss it, and costs nothing while no client does.
//
// Memory: for each mark, at most the components that existed at the mark and
// those that exist now; marks without a change between them share that.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_CLIENTS_MISSED_CHANGES_H_
#define NOODLES_SERVER_CLIENTS_MISSED_CHANGES_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "noodles/server/clients/stale_client.h"
#include "noodles/state/encoded_messages.h"

namespace noodles::server_internal {

class MissedChanges {
 public:
  // A moment between two transactions.
  struct Mark {
    uint64_t time = 0;
    // The last transaction before the mark.
    uint64_t transaction = 0;
  };

  MissedChanges() = default;
  MissedChanges(const MissedChanges&) = delete;
  MissedChanges& operator=(const MissedChanges&) = delete;

  // The changes of a transaction, before any client is sent them; with the
  // document locked. Transactions come in ascending order.
  void Add(uint64_t transaction, const std::vector<EncodedMessages>& frames);

  // Remembers all later changes until End is called with the mark, once.
  Mark Begin();
  void End(const Mark& mark);
  // The changes from one mark to a later one, neither of which has ended.
  StaleClient Between(const Mark& begin, const Mark& end) const;

  // The components about which something is remembered.
  size_t size() const;

 private:
  static constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();

  // What is known of one component from its creation to its deletion. A time is
  // that of the last mark before.
  struct Entry {
    uint64_t created = 0;  // 0: before all marks
    uint64_t deleted = kNever;
    // When an entity moved away from a parent or was deleted below it.
    std::vector<std::pair<uint64_t, EntityID>> parents;
  };

  void AddLocked(const StructureChange& change);
  void AddParentLocked(Entry& entry, EntityID parent);
  // Whether a mark is later than `after`, and no later than `until`.
  bool HasMarkLocked(uint64_t after, uint64_t until) const;
  bool IsNeededLocked(Entry& entry) const;

  mutable std::mutex mutex_;
  uint64_t transaction_ = 0;
  uint64_t time_ = 0;
  // There was a change since the last mark.
  bool has_changed_ = false;
  std::map<uint64_t, size_t> marks_;  // and how many clients share each
  // In their order, the components that had one identifier, of which all but
  // the last were deleted: mostly one.
  std::map<ComponentRef, std::vector<Entry>> entries_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_MISSED_CHANGES_H_
