// The components that a client has after it was not sent some messages: enough
// to delete them all, referrers first, before the client gets the document
// anew.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_SERVER_CLIENTS_STALE_CLIENT_H_
#define NOODLES_SERVER_CLIENTS_STALE_CLIENT_H_

#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "noodles/state/encoded_messages.h"

namespace noodles::server_internal {

class StaleClient {
 public:
  // The client is not sent messages that do `structure`; to be called in the
  // order of the messages. Memory is bounded by the number of components that
  // the client has and that exist.
  void Miss(const std::vector<StructureChange>& structure);

  // The client misses `later` too, behind all else.
  void Append(const StaleClient& later);

  friend bool operator==(const StaleClient&, const StaleClient&) = default;

  // The messages that delete all components that the client has, referrers
  // first. `now`: the components of the document, all kCreated.
  std::vector<EncodedMessages> MakeDeletes(
      const std::vector<StructureChange>& now, size_t max_frame_bytes) const;

 private:
  friend class MissedChanges;

  // Created since, unknown to the client, and not deleted.
  std::set<ComponentRef> created_;
  // Deleted since; the client still has them.
  std::set<ComponentRef> deleted_;
  // The parents that entities have in the client, where parents have changed.
  std::map<ComponentRef, EntityID> parents_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_STALE_CLIENT_H_
