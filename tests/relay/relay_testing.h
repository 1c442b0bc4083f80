// An origin, its relay, and viewers of the relay, on this machine.
#ifndef TESTS_RELAY_RELAY_TESTING_H_
#define TESTS_RELAY_RELAY_TESTING_H_

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/status_testing.h"
#include "noodles/client.h"
#include "noodles/protocol/for_each_component.h"
#include "noodles/relay/relay.h"
#include "noodles/server.h"

namespace noodles {

inline std::string UrlOf(uint16_t port) {
  return "ws://127.0.0.1:" + std::to_string(port);
}

inline ServerOptions LocalServerOptions(uint16_t port = 0) {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = port;
  options.stop_limit = std::chrono::milliseconds(500);
  options.assets.service = AssetService::kOff;
  return options;
}

inline RelayOptions LocalRelayOptions(uint16_t origin) {
  RelayOptions options;
  options.origin = UrlOf(origin);
  options.server = LocalServerOptions();
  options.client.reconnect.first_delay = std::chrono::milliseconds(5);
  options.client.reconnect.longest_delay = std::chrono::milliseconds(20);
  return options;
}

inline std::unique_ptr<Client> JoinedClient(uint16_t port) {
  auto client = std::make_unique<Client>();
  Must(client->Connect(UrlOf(port)));
  Must(client->WaitUntilReady());
  return client;
}

// Waits for what happens on another thread.
inline void Await(const std::function<bool()>& is_done) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!is_done()) {
    ASSERT_LT(std::chrono::steady_clock::now(), end) << "nothing happens";
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

template <class Component>
void ExpectSameComponents(const Client& viewer, const Document& origin) {
  using Identifier = typename ComponentTraits<Component>::Identifier;
  std::map<Identifier, Component> expected;
  origin.ForEach<Component>([&](Identifier id, const Component& component) {
    expected[id] = component;
  });
  std::map<Identifier, Component> seen;
  for (const auto& [id, component] : viewer.mirror().All<Component>()) {
    seen[id] = *component;
  }
  EXPECT_EQ(seen, expected);
}

// Whether a viewer that has all changes sees the document of the origin.
inline void ExpectSameDocument(const Client& viewer, const Document& origin) {
  ForEachComponent([&]<class Component>() {
    ExpectSameComponents<Component>(viewer, origin);
  });
  EXPECT_EQ(viewer.mirror().methods(), origin.methods());
  EXPECT_EQ(viewer.mirror().signals(), origin.signals());
}

// A server with a relay before it.
class RelayedServer {
 public:
  RelayedServer() : RelayedServer(LocalServerOptions()) {}
  explicit RelayedServer(ServerOptions options) : origin(std::move(options)) {}

  void Start() {
    Must(origin.Start());
    relay = std::make_unique<Relay>(LocalRelayOptions(origin.port()));
    Must(relay->Start());
  }
  std::unique_ptr<Client> NewViewer() const {
    return JoinedClient(relay->port());
  }

  Server origin;
  std::unique_ptr<Relay> relay;
};

}  // namespace noodles

#endif  // TESTS_RELAY_RELAY_TESTING_H_
