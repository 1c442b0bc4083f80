#include "noodles/server/subscriber_list.h"

#include <vector>

namespace noodles {

SubscriberList::SubscriberList(Server& server)
    : server_(server),
      watch_(
          server.WatchClients({.left = [this](const ClientInformation& client) {
            Remove(client.number);
          }})) {}

bool SubscriberList::Add(ClientNumber client) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!members_.insert(client).second) return false;
  }
  // For a client that left before it was added, no event comes.
  if (server_.IsConnected(client)) return true;
  Remove(client);
  return false;
}

bool SubscriberList::Remove(ClientNumber client) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return members_.erase(client) != 0;
}

bool SubscriberList::Contains(ClientNumber client) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return members_.contains(client);
}

size_t SubscriberList::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return members_.size();
}

SignalAudience SubscriberList::audience() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return std::vector<ClientNumber>(members_.begin(), members_.end());
}

}  // namespace noodles
