#include "noodles/server/client_watch.h"

#include <utility>

namespace noodles {

std::string_view ToString(ClientPhase state) {
  switch (state) {
    case ClientPhase::kConnected:
      return "connected";
    case ClientPhase::kJoining:
      return "joining";
    case ClientPhase::kJoined:
      return "joined";
    case ClientPhase::kBehind:
      return "behind";
  }
  return "unknown";
}

ClientWatch& ClientWatch::operator=(ClientWatch&& other) noexcept {
  if (this == &other) return *this;
  Stop();
  shared_ = std::move(other.shared_);
  return *this;
}

void ClientWatch::Stop() {
  if (shared_ == nullptr) return;
  const std::shared_ptr<Shared> shared = std::exchange(shared_, nullptr);
  const std::lock_guard<std::recursive_mutex> lock(shared->mutex);
  shared->is_stopped = true;
}

}  // namespace noodles
