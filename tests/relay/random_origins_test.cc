// Random changes of an origin whose connection ends at random, and viewers that
// join at any time: in the end, all see the document of the origin.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "relay/relay_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

class RandomOriginsTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(RandomOriginsTest, AllViewersSeeTheDocumentInTheEnd) {
  constexpr int kCuts = 6;
  RelayedServer relayed;
  Must(relayed.origin.Start());
  // The same port after each stop.
  const uint16_t port = relayed.origin.port();
  relayed.origin.Stop();
  auto origin = std::make_unique<Server>(LocalServerOptions(port));
  Must(origin->Start());
  Relay relay(LocalRelayOptions(port));
  Must(relay.Start());

  std::mt19937 random(GetParam());
  std::vector<std::unique_ptr<Client>> viewers;
  for (int cut = 0; cut < kCuts; ++cut) {
    std::atomic<bool> is_done = false;
    std::thread changing([&, seed = static_cast<uint32_t>(random())] {
      RandomChanges changes(origin->document(), seed);
      while (!is_done) {
        changes.Run(10);
        std::this_thread::yield();
      }
    });
    viewers.push_back(JoinedClient(relay.port()));
    // One that leaves in the middle of its snapshot.
    Client hasty;
    Must(hasty.Connect(UrlOf(relay.port())));
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 20));
    if (random() % 3 != 0) {
      // The same program, after a break.
      origin->Stop();
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 10));
      is_done = true;
      changing.join();
    } else {
      // Another life.
      is_done = true;
      changing.join();
      origin = nullptr;
      origin = std::make_unique<Server>(LocalServerOptions(port));
    }
    Must(origin->Start());
  }
  // The relay may have joined between two cuts, or not.
  Must(origin->AddMethod("last", "", [] { return true; }));
  for (const auto& viewer : viewers) {
    Await([&] {
      return viewer->mirror().FindByName<Method>("last").has_value() &&
             viewer->Call("last").get().ok();
    });
    ExpectSameDocument(*viewer, origin->document());
  }
  EXPECT_EQ(relay.counters().held_back, 0u);
  ExpectSameDocument(*JoinedClient(relay.port()), origin->document());
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomOriginsTest, ::testing::Range(1u, 5u));

}  // namespace
}  // namespace noodles
