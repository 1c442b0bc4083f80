// The ClientWatch objects of one server.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_CLIENTS_CLIENT_WATCHES_H_
#define NOODLES_SERVER_CLIENTS_CLIENT_WATCHES_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "noodles/calls/call_context.h"
#include "noodles/server/client_watch.h"

namespace noodles::server_internal {

class ClientWatches {
 public:
  ClientWatches() = default;
  ClientWatches(const ClientWatches&) = delete;
  ClientWatches& operator=(const ClientWatches&) = delete;

  ClientWatch Add(ClientEvents events);

  void TellJoined(const ClientInformation& client);
  // Does nothing for a client without an earlier TellJoined.
  void TellLeft(ClientNumber client);
  // Tells of all clients that have not left.
  void TellAllLeft();

 private:
  using Event = std::function<void(const ClientInformation&)> ClientEvents::*;
  void Tell(Event event, const ClientInformation& client);

  std::mutex mutex_;
  std::vector<std::weak_ptr<ClientWatch::Shared>> watches_;
  std::map<ClientNumber, ClientInformation> present_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_CLIENT_WATCHES_H_
