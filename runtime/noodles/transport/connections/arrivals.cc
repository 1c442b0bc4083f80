#include "noodles/transport/connections/arrivals.h"

namespace noodles::transport_internal {

void Arrivals::Update(Session& session, const Arrival& arrival,
                      Clock::time_point now) {
  const auto [at, is_new] = entries_.try_emplace(&session);
  Entry& entry = at->second;
  if (is_new || entry.arrival.message != arrival.message) {
    entry.begun = now;
    entry.checked = now;
    entry.checked_bytes = 0;
  }
  // Adds what is new; unsigned numbers wrap around where the memory shrinks.
  *total_ += arrival.held_bytes - entry.arrival.held_bytes;
  entry.arrival = arrival;
}

void Arrivals::Remove(Session& session) {
  const auto at = entries_.find(&session);
  if (at == entries_.end()) return;
  *total_ -= at->second.arrival.held_bytes;
  entries_.erase(at);
}

Session* Arrivals::FindSurplus(Clock::time_point now) const {
  const size_t total = *total_;
  if (total <= limits_.max_bytes) return nullptr;
  Session* surplus = nullptr;
  std::pair<bool, double> most{false, 0};
  for (const auto& [session, entry] : entries_) {
    const size_t held = entry.arrival.held_bytes;
    if (held == 0 || held == total) continue;
    // An age of 0 must not hide a large message.
    const std::chrono::duration<double> age =
        now - entry.begun + std::chrono::milliseconds(1);
    const std::pair<bool, double> weight{
        !entry.arrival.is_approved, static_cast<double>(held) * age.count()};
    if (surplus != nullptr && weight <= most) continue;
    surplus = session;
    most = weight;
  }
  return surplus;
}

std::vector<Session*> Arrivals::FindSlow(Clock::time_point now) {
  std::vector<Session*> slow;
  if (limits_.time_limit.count() <= 0) return slow;
  for (auto& [session, entry] : entries_) {
    const std::chrono::duration<double> passed = now - entry.checked;
    if (passed < limits_.time_limit) continue;
    const size_t grown = entry.arrival.arrived_bytes - entry.checked_bytes;
    if (static_cast<double>(grown) <
        static_cast<double>(limits_.min_rate) * passed.count()) {
      slow.push_back(session);
    }
    entry.checked = now;
    entry.checked_bytes = entry.arrival.arrived_bytes;
  }
  return slow;
}

}  // namespace noodles::transport_internal
