// Reconnection: the client while its server stops and starts again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "client/fake_server.h"
#include "noodles/base/status.h"
#include "noodles/client.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

FakeServer::Script Sends(Bytes frame) {
  return {.on_introduction =
              [frame](const FakeServer::Sender& send) { send(frame); },
          .on_invoke = nullptr};
}

Bytes Scene(std::vector<std::pair<uint32_t, std::string>> entities) {
  cbor::Writer writer;
  writer.WriteArrayHead(2 * entities.size() + 2);
  for (const auto& [slot, name] : entities) {
    AppendMessage(writer, MsgEntityCreate{{slot, 0}, {.name = name}});
  }
  AppendMessage(writer, MsgDocumentInitialized{});
  return writer.Take();
}

class ReconnectTest : public ::testing::Test {
 protected:
  ReconnectTest() {
    client_.OnStateChange([this](ConnectionState state, const absl::Status&) {
      const std::lock_guard lock(mutex_);
      states_.push_back(state);
      changed_.notify_all();
    });
    client_.OnChange([this](const MirrorChange& change) {
      const char* const sign = change.type == ChangeType::kCreated   ? "+"
                               : change.type == ChangeType::kRemoved ? "-"
                                                                     : "~";
      changes_.push_back(sign + std::to_string(change.ref.slot));
    });
  }
  ~ReconnectTest() override { client_.Disconnect(); }

  static ClientOptions Options() {
    ClientOptions options;
    options.reconnect.is_enabled = true;
    options.reconnect.first_delay = std::chrono::milliseconds(10);
    options.reconnect.longest_delay = std::chrono::milliseconds(40);
    return options;
  }
  // Waits until the client has been in `state` so many times.
  void WaitForState(ConnectionState state, int times) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return std::count(states_.begin(), states_.end(), state) >= times;
    });
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<ConnectionState> states_;
  std::vector<std::string> changes_;
  Client client_{Options()};
};

TEST_F(ReconnectTest, TellsWhatChangedMeanwhile) {
  auto server = std::make_unique<FakeServer>(
      Sends(Scene({{0, "kept"}, {1, "changed"}, {2, "removed"}})));
  const uint16_t port = server->port();
  ASSERT_TRUE(client_.Connect(server->url()).ok());
  ASSERT_TRUE(client_.WaitUntilReady().ok());
  EXPECT_THAT(changes_, ElementsAre("+0", "+1", "+2"));
  changes_.clear();

  server = nullptr;
  WaitForState(ConnectionState::kWaiting, 1);
  // The mirror stays readable without a server.
  EXPECT_EQ(client_.mirror().count(ComponentKind::kEntity), 3u);
  server = std::make_unique<FakeServer>(
      Sends(Scene({{0, "kept"}, {1, "changed!"}, {3, "new"}})), port);
  WaitForState(ConnectionState::kReady, 2);
  EXPECT_THAT(changes_, ElementsAre("-2", "~1", "+3"));
  EXPECT_EQ(client_.mirror().FindByName<Entity>("new"), (EntityID{3, 0}));
  EXPECT_FALSE(client_.mirror().Find(EntityID{2, 0}));
}

TEST_F(ReconnectTest, KeepsTheMirrorWhereTheSnapshotBreaksOff) {
  auto server = std::make_unique<FakeServer>(Sends(Scene({{0, "kept"}})));
  const uint16_t port = server->port();
  ASSERT_TRUE(client_.Connect(server->url()).ok());
  ASSERT_TRUE(client_.WaitUntilReady().ok());
  changes_.clear();
  server = nullptr;
  WaitForState(ConnectionState::kWaiting, 1);
  // The snapshot of this server is not complete.
  server = std::make_unique<FakeServer>(
      Sends(EncodeFrame(MsgEntityCreate{{9, 0}, {.name = "half"}})), port);
  WaitForState(ConnectionState::kJoining, 2);
  server = nullptr;
  EXPECT_TRUE(client_.mirror().Find(EntityID{0, 0}));
  EXPECT_FALSE(client_.mirror().Find(EntityID{9, 0}));
  EXPECT_THAT(changes_, IsEmpty());
}

TEST_F(ReconnectTest, GivesUpAfterItsAttempts) {
  ClientOptions options = Options();
  options.reconnect.max_attempts = 2;
  std::promise<absl::Status> closed;
  Client client(options);
  client.OnStateChange([&](ConnectionState state, const absl::Status& error) {
    if (state == ConnectionState::kClosed) closed.set_value(error);
  });
  auto server = std::make_unique<FakeServer>(Sends(Scene({})));
  ASSERT_TRUE(client.Connect(server->url()).ok());
  ASSERT_TRUE(client.WaitUntilReady().ok());
  server = nullptr;
  EXPECT_EQ(closed.get_future().get().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ReconnectTest, EndsWhileItWaits) {
  ClientOptions options = Options();
  options.has_own_thread = false;
  std::vector<ConnectionState> states;
  Client client(options);
  client.OnStateChange([&](ConnectionState state, const absl::Status&) {
    states.push_back(state);
    if (state == ConnectionState::kWaiting) client.Disconnect();
  });
  auto server = std::make_unique<FakeServer>(Sends(Scene({})));
  const uint16_t port = server->port();
  ASSERT_TRUE(client.Connect(server->url()).ok());
  ASSERT_TRUE(client.WaitUntilReady().ok());
  server = nullptr;
  while (client.state() != ConnectionState::kClosed) {
    client.RunFor(std::chrono::milliseconds(1));
  }
  server = std::make_unique<FakeServer>(Sends(Scene({})), port);
  ASSERT_TRUE(client.Connect(server->url()).ok());
  ASSERT_TRUE(client.WaitUntilReady().ok());
  // Longer than the delay of the attempt that was cancelled.
  client.RunFor(4 * options.reconnect.longest_delay);
  EXPECT_THAT(states,
              ElementsAre(ConnectionState::kJoining, ConnectionState::kReady,
                          ConnectionState::kWaiting, ConnectionState::kClosed,
                          ConnectionState::kJoining, ConnectionState::kReady));
}

TEST_F(ReconnectTest, StaysClosedWithoutIt) {
  std::promise<void> closed;
  Client client;
  auto server = std::make_unique<FakeServer>(Sends(Scene({})));
  ASSERT_TRUE(client.Connect(server->url()).ok());
  ASSERT_TRUE(client.WaitUntilReady().ok());
  client.OnStateChange([&](ConnectionState state, const absl::Status&) {
    EXPECT_EQ(state, ConnectionState::kClosed);
    closed.set_value();
  });
  server = nullptr;
  closed.get_future().wait();
  EXPECT_FALSE(client.last_error().ok());
}

}  // namespace
}  // namespace noodles
