// Reconnection: the client while its server stops and starts again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "client/fake_server.h"
#include "noodles/base/status.h"
#include "noodles/client.h"
#include "noodles/transport/websocket/upgrade.h"
#include "transport/raw_server.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
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
  std::atomic<int> attempts = 0;
  Client client(options);
  client.OnStateChange([&](ConnectionState state, const absl::Status& error) {
    if (state == ConnectionState::kWaiting) ++attempts;
    if (state == ConnectionState::kClosed) closed.set_value(error);
  });
  auto server = std::make_unique<FakeServer>(Sends(Scene({})));
  ASSERT_TRUE(client.Connect(server->url()).ok());
  ASSERT_TRUE(client.WaitUntilReady().ok());
  server = nullptr;
  EXPECT_EQ(closed.get_future().get().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(attempts, 2);
}

// A port that nobody listens at.
uint16_t FreePort() { return FakeServer(Sends(Scene({}))).port(); }

TEST_F(ReconnectTest, TriesTheFirstConnectionAgainIfTold) {
  ClientOptions options = Options();
  options.reconnect.is_enabled = false;
  options.reconnect.retries_first = true;
  const uint16_t port = FreePort();
  Client client(options);
  std::promise<void> failed;
  int failures = 0;
  client.OnStateChange([&](ConnectionState state, const absl::Status& error) {
    if (state != ConnectionState::kWaiting) return;
    EXPECT_EQ(error.code(), absl::StatusCode::kUnavailable);
    if (++failures == 2) failed.set_value();
  });
  ASSERT_TRUE(client.Connect("ws://127.0.0.1:" + std::to_string(port)).ok());
  failed.get_future().wait();
  EXPECT_EQ(client.last_error().code(), absl::StatusCode::kUnavailable);
  const absl::Status late = client.WaitUntilReady(std::chrono::milliseconds(1));
  EXPECT_EQ(late.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(std::string(StatusMessage(late)), HasSubstr("refused"));
  auto server = std::make_unique<FakeServer>(Sends(Scene({})), port);
  EXPECT_TRUE(client.WaitUntilReady().ok());
  EXPECT_TRUE(client.last_error().ok());
  // Later connections are another matter.
  std::promise<void> closed;
  client.OnStateChange([&](ConnectionState state, const absl::Status&) {
    if (state == ConnectionState::kClosed) closed.set_value();
  });
  server = nullptr;
  closed.get_future().wait();
}

TEST_F(ReconnectTest, TheFirstConnectionFailsOnceIfNotTold) {
  ASSERT_TRUE(
      client_.Connect("ws://127.0.0.1:" + std::to_string(FreePort())).ok());
  EXPECT_EQ(client_.WaitUntilReady().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(client_.state(), ConnectionState::kClosed);
}

TEST_F(ReconnectTest, AnAnswerThatStaysEndsTheFirstAttempts) {
  ClientOptions options = Options();
  options.reconnect.retries_first = true;
  transport_internal::RawServer closed([](const std::string&) {
    return std::string("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
  });
  Client client(options);
  ASSERT_TRUE(client.Connect(closed.Url("ws", "/")).ok());
  EXPECT_EQ(client.WaitUntilReady().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(closed.requests().size(), 1u);
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
  EXPECT_EQ(client.last_error().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(StatusMessage(client.last_error())),
              HasSubstr("the server has stopped (peer-closed, 1001)"));
}

// A server over a plain socket, which resets or falls silent behind the frames
// of a scene.
class BareServer {
 public:
  BareServer()
      : server_(
            [](const std::string& request) {
              const std::string name = "Sec-WebSocket-Key: ";
              const size_t start = request.find(name) + name.size();
              const std::string accept = transport_internal::WebsocketAccept(
                  request.substr(start, request.find('\r', start) - start));
              const std::string scene(Scene({}).text());
              return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: "
                     "websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
                     accept + "\r\n\r\n\x82" + static_cast<char>(scene.size()) +
                     scene;
            },
            true) {}
  std::string url() const { return server_.Url("ws", "/"); }
  void Reset() { server_.ResetAll(); }

 private:
  transport_internal::RawServer server_;
};

class GoneServerTest : public ::testing::Test {
 protected:
  absl::Status ErrorAfter(Client& client) {
    std::promise<absl::Status> closed;
    client.OnStateChange([&](ConnectionState state, const absl::Status& error) {
      if (state == ConnectionState::kClosed) closed.set_value(error);
    });
    EXPECT_TRUE(client.Connect(server_.url()).ok());
    EXPECT_TRUE(client.WaitUntilReady().ok());
    act_();
    return closed.get_future().get();
  }

  BareServer server_;
  std::function<void()> act_ = [] {};
};

TEST_F(GoneServerTest, AResetIsNoticedAtOnce) {
  act_ = [&] { server_.Reset(); };
  Client client;
  const absl::Status error = ErrorAfter(client);
  EXPECT_EQ(error.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(StatusMessage(error)),
              HasSubstr("the server is gone without a close frame"));
}

TEST_F(GoneServerTest, PingsNoticeAServerThatHasVanished) {
  ClientOptions options;
  options.ping_interval = std::chrono::milliseconds(60);
  options.ping_timeout = std::chrono::milliseconds(30);
  Client client(options);
  const absl::Status error = ErrorAfter(client);
  EXPECT_EQ(error.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(StatusMessage(error)),
              HasSubstr("the server does not answer (timeout"));
}

}  // namespace
}  // namespace noodles
