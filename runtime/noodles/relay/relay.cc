#include "noodles/relay/relay.h"

#include <utility>

#include "noodles/relay/operation/relay_state.h"

namespace noodles {

Relay::Relay(RelayOptions options)
    : state_(std::make_unique<relay_internal::RelayState>(std::move(options))) {
}

Relay::~Relay() = default;

absl::Status Relay::Start() {
  absl::Status status = state_->Join();
  return status.ok() ? state_->server().Start() : status;
}

absl::Status Relay::Run(const std::function<void()>& when_ready) {
  absl::Status status = state_->Join();
  if (status.ok()) status = state_->server().Run(when_ready);
  Stop();
  return status;
}

void Relay::Stop() { state_->Stop(); }

uint16_t Relay::port() const { return state_->server().port(); }

Server& Relay::server() { return state_->server(); }
const Server& Relay::server() const { return state_->server(); }
const Client& Relay::client() const { return state_->client(); }

RelayCounters Relay::counters() const { return state_->counters(); }

}  // namespace noodles
