#include "noodles/server/clients/client_watches.h"

#include <algorithm>
#include <utility>

namespace noodles::server_internal {

ClientWatch ClientWatches::Add(ClientEvents events) {
  auto shared = std::make_shared<ClientWatch::Shared>();
  shared->events = std::move(events);
  const std::lock_guard<std::mutex> lock(mutex_);
  std::erase_if(watches_, [](const auto& watch) { return watch.expired(); });
  watches_.push_back(shared);
  return ClientWatch(std::move(shared));
}

void ClientWatches::TellJoined(const ClientInformation& client) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    present_[client.number] = client;
  }
  Tell(&ClientEvents::joined, client);
}

void ClientWatches::TellLeft(ClientNumber client) {
  ClientInformation information;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = present_.find(client);
    if (found == present_.end()) return;
    information = std::move(found->second);
    present_.erase(found);
  }
  Tell(&ClientEvents::left, information);
}

void ClientWatches::TellAllLeft() {
  while (true) {
    ClientNumber next = 0;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (present_.empty()) return;
      next = present_.begin()->first;
    }
    TellLeft(next);
  }
}

void ClientWatches::Tell(Event event, const ClientInformation& client) {
  std::vector<std::weak_ptr<ClientWatch::Shared>> watches;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    watches = watches_;
  }
  for (const auto& weak : watches) {
    const std::shared_ptr<ClientWatch::Shared> watch = weak.lock();
    if (watch == nullptr) continue;
    const std::lock_guard<std::recursive_mutex> lock(watch->mutex);
    const auto& function = watch->events.*event;
    if (!watch->is_stopped && function) function(client);
  }
}

}  // namespace noodles::server_internal
