#include "noodles/transport/connections/connection_places.h"

#include <utility>

#include "noodles/base/logging.h"
#include "noodles/transport/connections/address_group.h"

namespace noodles::transport_internal {

// ---- With mutex_ held

void ConnectionPlaces::Enter(uint64_t id, Entry& entry, Stage stage) {
  Group& group = groups_[entry.group];
  entry.stage = stage;
  entry.order = ++last_order_;
  switch (stage) {
    case Stage::kPending:
      group.pending.emplace(entry.order, id);
      ++pending_;
      return;
    case Stage::kAnswering:
      ++group.answering;
      ++http_;
      return;
    case Stage::kIdle:
      group.idle.emplace(entry.order, id);
      ++http_;
      return;
    case Stage::kClient:
      ++group.clients;
      ++clients_;
      return;
  }
}

void ConnectionPlaces::Leave(Entry& entry) {
  const auto at = groups_.find(entry.group);
  Group& group = at->second;
  switch (entry.stage) {
    case Stage::kPending:
      group.pending.erase(entry.order);
      --pending_;
      break;
    case Stage::kAnswering:
      --group.answering;
      --http_;
      break;
    case Stage::kIdle:
      group.idle.erase(entry.order);
      --http_;
      break;
    case Stage::kClient:
      --group.clients;
      --clients_;
      break;
  }
  if (group.others() == 0 && group.clients == 0) groups_.erase(at);
}

bool ConnectionPlaces::HasRoomForClient(const Entry& entry) const {
  const auto at = groups_.find(entry.group);
  const size_t of_address = at == groups_.end() ? 0 : at->second.clients;
  return clients_ < limits_.clients && of_address < limits_.clients_per_address;
}

void ConnectionPlaces::EvictId(uint64_t id, Evicted& evicted) {
  const auto at = entries_.find(id);
  evicted.push_back(std::move(at->second.connection));
  Leave(at->second);
  entries_.erase(at);
}

// Evicts another connection than `id` of the group: the oldest pending one,
// else the one that is idle for the longest.
bool ConnectionPlaces::MakeRoomInGroup(uint64_t id, const std::string& name,
                                       Evicted& evicted) {
  const Group& group = groups_.at(name);
  for (const Queue* const queue : {&group.pending, &group.idle}) {
    if (queue->empty() || queue->begin()->second == id) continue;
    EvictId(queue->begin()->second, evicted);
    return true;
  }
  return false;
}

// Evicts the first connection of `queue` in the group where `queue` is longest;
// among equals, the connection that came first. False if that is `id`, or if
// there is none.
bool ConnectionPlaces::MakeRoom(Queue Group::*queue, uint64_t id,
                                Evicted& evicted) {
  const Queue* longest = nullptr;
  for (const auto& [name, group] : groups_) {
    const Queue& other = group.*queue;
    if (other.empty()) continue;
    if (longest == nullptr || other.size() > longest->size() ||
        (other.size() == longest->size() &&
         other.begin()->first < longest->begin()->first)) {
      longest = &other;
    }
  }
  if (longest == nullptr || longest->begin()->second == id) return false;
  EvictId(longest->begin()->second, evicted);
  return true;
}

// ---- From any thread

bool ConnectionPlaces::Add(uint64_t id, std::string_view remote_address,
                           std::weak_ptr<Evictable> connection) {
  std::string group = AddressGroup(remote_address);
  Evicted evicted;
  bool is_added = true;
  {
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_[id];
    entry.group = group;
    entry.connection = std::move(connection);
    Enter(id, entry, Stage::kPending);
    if (groups_.at(group).others() > limits_.others_per_address) {
      is_added = MakeRoomInGroup(id, group, evicted);
    }
    if (is_added && pending_ > limits_.pending) {
      is_added = MakeRoom(&Group::pending, id, evicted);
    }
    if (!is_added) {
      Leave(entry);
      entries_.erase(id);
    }
  }
  Tell(evicted);
  return is_added;
}

bool ConnectionPlaces::BeginAnswer(uint64_t id) {
  Evicted evicted;
  bool has_room = true;
  {
    const std::lock_guard lock(mutex_);
    const auto at = entries_.find(id);
    if (at == entries_.end()) return false;
    const Stage before = at->second.stage;
    Leave(at->second);
    Enter(id, at->second, Stage::kAnswering);
    if (before == Stage::kPending && http_ > limits_.http &&
        !MakeRoom(&Group::idle, id, evicted)) {
      // Keeps a place among the pending ones for the refusal.
      Leave(at->second);
      Enter(id, at->second, Stage::kPending);
      has_room = false;
    }
  }
  Tell(evicted);
  return has_room;
}

void ConnectionPlaces::EndAnswer(uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto at = entries_.find(id);
  if (at == entries_.end() || at->second.stage != Stage::kAnswering) return;
  Leave(at->second);
  Enter(id, at->second, Stage::kIdle);
}

bool ConnectionPlaces::Open(uint64_t id, bool is_client) {
  const std::lock_guard lock(mutex_);
  const auto at = entries_.find(id);
  if (at == entries_.end() || !HasRoomForClient(at->second)) return false;
  if (!is_client && at->second.stage == Stage::kPending) return true;
  Leave(at->second);
  Enter(id, at->second, is_client ? Stage::kClient : Stage::kPending);
  return true;
}

bool ConnectionPlaces::Approve(uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto at = entries_.find(id);
  if (at == entries_.end()) return false;
  if (at->second.stage == Stage::kClient) return true;
  if (!HasRoomForClient(at->second)) return false;
  Leave(at->second);
  Enter(id, at->second, Stage::kClient);
  return true;
}

void ConnectionPlaces::Remove(uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto at = entries_.find(id);
  if (at == entries_.end()) return;
  Leave(at->second);
  entries_.erase(at);
}

void ConnectionPlaces::Tell(const Evicted& evicted) {
  if (evicted.empty()) return;
  for (const std::weak_ptr<Evictable>& weak : evicted) {
    if (const std::shared_ptr<Evictable> connection = weak.lock()) {
      connection->Evict();
    }
  }
  constexpr std::chrono::seconds kBetweenLines{1};
  uint64_t count = 0;
  {
    const std::lock_guard lock(mutex_);
    untold_ += evicted.size();
    const auto now = std::chrono::steady_clock::now();
    if (now - told_ < kBetweenLines) return;
    told_ = now;
    count = std::exchange(untold_, 0);
  }
  Log(LogSeverity::kWarning, "transport",
      "closed the oldest silent or idle connections to make room",
      {{"count", count}});
}

}  // namespace noodles::transport_internal
