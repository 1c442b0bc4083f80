// What a client has that was not sent some of the messages: enough to take it
// all away, in an order that it can follow, before it gets the document anew.
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
  // Messages that the client is not sent, in their order. What this keeps is
  // bounded by the components that the client has and those that exist.
  void Miss(const std::vector<StructureChange>& structure);

  // The messages that delete all that the client has, referrers first, where
  // the document has `now` (all kCreated).
  std::vector<EncodedMessages> MakeDeletes(
      const std::vector<StructureChange>& now, size_t max_frame_bytes) const;

 private:
  // What came without the client's knowledge, and has not gone.
  std::set<ComponentRef> created_;
  // What went without its knowledge.
  std::set<ComponentRef> deleted_;
  // The parents that entities have for the client, where they changed.
  std::map<ComponentRef, EntityID> parents_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_STALE_CLIENT_H_
