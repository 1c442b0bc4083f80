// The limits of a server's options over real sockets: below, at and above each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/server.h"
#include "server/fake_client.h"
#include "state/document_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using transport_internal::BuildFrame;
using transport_internal::CloseCode;
using transport_internal::RawClient;
using transport_internal::SeenEvent;

class LimitsTest : public ::testing::Test {
 protected:
  LimitsTest() {
    SetLogSink([](const LogRecord&) {});
    options_.address = "127.0.0.1";
    options_.port = 0;
    options_.assets.service = AssetService::kWebsocketPort;
  }
  ~LimitsTest() override {
    // A server waits for clients that take no leave.
    clients_.clear();
    server_.reset();
    SetLogSink(nullptr);
  }

  void Start() {
    server_ = std::make_unique<Server>(options_);
    Must(server_->Start());
  }
  // Open, whether or not the websocket is.
  RawClient& Connect() {
    clients_.push_back(std::make_unique<RawClient>(server_->port()));
    return *clients_.back();
  }

  ServerOptions options_;
  std::unique_ptr<Server> server_;
  std::vector<std::unique_ptr<RawClient>> clients_;
};

constexpr char kUpgradeAnswer[] = "HTTP/1.1 101 ";

void Introduce(RawClient& client) {
  client.Send(BuildFrame(
      {.payload = std::string(EncodeFrame(MsgIntroduction{"a"}).text())}));
}

TEST_F(LimitsTest, Clients) {
  options_.max_clients = 2;
  Start();
  for (int i = 0; i < 2; ++i) {
    RawClient& client = Connect();
    EXPECT_THAT(client.Upgrade(), StartsWith(kUpgradeAnswer));
    Introduce(client);
    EXPECT_FALSE(client.ReceiveFrames().empty());
  }
  EXPECT_THAT(Connect().Upgrade(),
              StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_EQ(server_->clients().size(), 2u);
}

TEST_F(LimitsTest, BytesOfAMessage) {
  options_.max_message_bytes = 1000;
  Start();
  for (const size_t size : {999u, 1000u, 1001u}) {
    RawClient& client = Connect();
    client.Upgrade();
    client.Send(BuildFrame({.payload = std::string(size, '\x80')}));
    client.Send(BuildFrame({.first = 0x89, .payload = "there?"}));
    const std::vector<SeenEvent> seen = client.ReceiveFrames();
    ASSERT_FALSE(seen.empty());
    if (size <= 1000) {
      EXPECT_EQ(seen.front(), transport_internal::Pong("there?")) << size;
    } else {
      EXPECT_EQ(seen.front().code, CloseCode::kMessageTooBig);
    }
  }
}

TEST_F(LimitsTest, BytesOfARequest) {
  options_.access.max_request_bytes = 300;
  Start();
  const std::string start = "GET /assets/x HTTP/1.1\r\nHost: a\r\n";
  for (const size_t size : {299u, 300u, 301u}) {
    RawClient& client = Connect();
    const std::string field(size - start.size() - 5 - 2, 'x');
    client.Send(start + "X: " + field + "\r\n\r\n");
    EXPECT_THAT(client.Receive(),
                StartsWith(size <= 300 ? "HTTP/1.1 404 " : "HTTP/1.1 431 "))
        << size;
  }
}

TEST_F(LimitsTest, PendingConnections) {
  options_.access.max_pending_connections = 2;
  options_.access.request_timeout = milliseconds(0);
  Start();
  const std::string begin = "GET /assets/x ";
  RawClient& first = Connect();
  first.Send(begin);
  RawClient& second = Connect();
  second.Send(begin);
  RawClient& third = Connect();
  third.TrySend(begin);
  // The oldest one has made room for it.
  EXPECT_EQ(first.ReceiveAll(), "");
  for (RawClient* client : {&second, &third}) {
    client->Send("HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(client->Receive(), StartsWith("HTTP/1.1 404 "));
  }
}

TEST_F(LimitsTest, ConnectionsOfOneAddressToEachPort) {
  options_.assets.service = AssetService::kOwnPort;
  options_.access.max_connections_per_address = 2;
  Start();
  for (const uint16_t port : {server_->port(), server_->assets().port()}) {
    const size_t first = clients_.size();
    for (int i = 0; i < 3; ++i) {
      clients_.push_back(std::make_unique<RawClient>(port));
      RawClient& client = *clients_.back();
      client.Send("GET /assets/x HTTP/1.1\r\nHost: a\r\n\r\n");
      EXPECT_THAT(client.Receive(), StartsWith("HTTP/1.1 404 "));
    }
    // The one that was idle for the longest has made room.
    EXPECT_EQ(clients_[first]->ReceiveAll(), "");
  }
}

TEST_F(LimitsTest, TimeOfAMessage) {
  options_.message_time_limit = milliseconds(20);
  Start();
  RawClient& client = Connect();
  client.Upgrade();
  Introduce(client);
  EXPECT_FALSE(client.ReceiveFrames().empty());
  client.Send(BuildFrame({.payload = "x", .claimed_bytes = 60'000'000}));
  EXPECT_EQ(client.ReceiveAllFrames().back(),
            transport_internal::Closed(
                CloseCode::kPolicyViolation,
                "message arrives too slowly (message_time_limit, "
                "min_message_rate)"));
}

TEST_F(LimitsTest, BytesOfUnfinishedMessages) {
  options_.max_unfinished_bytes = 2'000'000;
  Start();
  std::vector<RawClient*> hoarders;
  for (int i = 0; i < 5; ++i) {
    RawClient& client = Connect();
    client.Upgrade();
    Introduce(client);
    EXPECT_FALSE(client.ReceiveFrames().empty());
    client.Send(BuildFrame(
        {.payload = std::string(900'000, 'x'), .claimed_bytes = 1'000'000}));
    hoarders.push_back(&client);
  }
  // At most two of them fit.
  while (server_->clients().size() > 2) std::this_thread::yield();
  int closed = 0;
  for (RawClient* const client : hoarders) {
    client->EndStream();
    const std::vector<SeenEvent> seen = client->ReceiveAllFrames();
    if (seen.empty()) continue;
    EXPECT_EQ(seen.back().code, CloseCode::kTryAgainLater);
    ++closed;
  }
  EXPECT_GE(closed, 3);
}

TEST_F(LimitsTest, TimeOfARequest) {
  options_.access.request_timeout = milliseconds(20);
  Start();
  RawClient& silent = Connect();
  EXPECT_EQ(silent.ReceiveAll(), "");
  RawClient& slow = Connect();
  slow.Send("GET / HTTP/1.1\r\n");
  EXPECT_EQ(slow.ReceiveAll(), "");
}

TEST_F(LimitsTest, RequestsOfAConnection) {
  options_.assets.max_requests_per_connection = 2;
  Start();
  const std::string request = "GET /assets/x HTTP/1.1\r\nHost: a\r\n\r\n";
  RawClient& client = Connect();
  client.Send(request);
  EXPECT_THAT(client.Receive(), Not(HasSubstr("Connection: close")));
  client.Send(request);
  EXPECT_THAT(client.ReceiveAll(), HasSubstr("Connection: close"));
}

TEST_F(LimitsTest, TimeBetweenRequests) {
  options_.assets.idle_timeout = milliseconds(20);
  Start();
  RawClient& client = Connect();
  client.Send("GET /assets/x HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string answer = client.ReceiveAll();
  EXPECT_THAT(answer, HasSubstr("there is no such asset"));
  EXPECT_THAT(answer, Not(HasSubstr("Connection: close")));
}

TEST_F(LimitsTest, TimeOfAnAnswerThatNobodyTakes) {
  options_.assets.stall_timeout = milliseconds(20);
  Start();
  constexpr size_t kSize = size_t{64} << 20;
  const Asset asset =
      server_->assets().AddBytes(Bytes::Adopt(std::string(kSize, 'x'))).value();
  const std::string url = Must(server_->assets().Url(asset.uri()));
  RawClient& client = Connect();
  client.Send("GET " + url.substr(url.find("/assets/")) +
              " HTTP/1.1\r\nHost: a\r\n\r\n");
  // Counted when the server has given up.
  while (server_->counters().asset_bytes_total == 0) std::this_thread::yield();
  EXPECT_LT(client.ReceiveAll().size(), kSize);
}

TEST_F(LimitsTest, BytesThatArePromoted) {
  options_.assets.promote_bytes = 1000;
  Start();
  FakeClient client(server_internal::ServerState::Of(*server_), 1'000'000);
  client.Join();
  for (const size_t size : {999u, 1000u, 1001u}) {
    const BufferID id = Must(server_->document().Create(
        Buffer{.size = size, .source = Bytes::Adopt(std::string(size, 'x'))}));
    client.ReceiveOne();
    const Buffer& buffer = client.mirror().all<Buffer>().at(id);
    EXPECT_EQ(std::holds_alternative<Location>(buffer.source), size > 1000)
        << size;
  }
}

TEST_F(LimitsTest, WhatIsBelievedOfAMessage) {
  options_.decode_limits.max_text_bytes = 11;
  Start();
  for (const size_t size : {10u, 11u, 12u}) {
    FakeClient client(server_internal::ServerState::Of(*server_),
                      1'000'000 + size);
    client.Send(MsgIntroduction{std::string(size, 'n')});
    const std::vector<ClientInformation> clients = server_->clients();
    ASSERT_EQ(clients.size(), 1u);
    EXPECT_EQ(clients[0].state != ClientPhase::kConnected, size <= 11) << size;
  }
}

TEST_F(LimitsTest, PingsAreSentToWhoHasIntroducedItself) {
  struct Times {
    int ping;
    int introduction;
  };
  // However long the introduction might take: for ever, longer, shorter.
  for (const Times times :
       {Times{10, 0}, Times{10, 3'600'000}, Times{60, 50}}) {
    options_.ping_interval = milliseconds(times.ping);
    options_.access.introduction_timeout = milliseconds(times.introduction);
    Start();
    std::vector<SeenEvent> seen;
    bool was_late = false;  // the introduction, on a busy machine
    do {
      RawClient& client = Connect();
      client.Upgrade();
      Introduce(client);
      // The client does not answer pings, which ends it.
      seen = client.ReceiveAllFrames();
      was_late =
          !seen.empty() && seen.back().code == CloseCode::kPolicyViolation;
    } while (was_late);
    EXPECT_THAT(seen, Contains(transport_internal::Ping("")))
        << times.introduction;
    clients_.clear();
  }
}

TEST_F(LimitsTest, NoPingsBeforeTheIntroduction) {
  options_.ping_interval = milliseconds(10);
  options_.access.introduction_timeout = milliseconds(45);
  Start();
  RawClient& client = Connect();
  client.Upgrade();
  const std::vector<SeenEvent> seen = client.ReceiveAllFrames();
  EXPECT_THAT(seen, Not(Contains(transport_internal::Ping(""))));
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.back().code, CloseCode::kPolicyViolation);
}

TEST_F(LimitsTest, SilentClientsAreCounted) {
  options_.access.introduction_timeout = milliseconds(10);
  Start();
  RawClient& client = Connect();
  client.Upgrade();
  client.ReceiveAllFrames();
  EXPECT_EQ(server_->counters().cut_clients_of(CutReason::kSilent), 1u);
  EXPECT_EQ(server_->counters().dropped_clients_total, 0u);
}

TEST_F(LimitsTest, ClientsThatAreCutAreCountedByReason) {
  options_.max_message_bytes = 1000;
  options_.access.authorize_introduction = [](std::string_view name,
                                              std::string_view) {
    return name == "bad" ? PermissionDenied("no") : absl::OkStatus();
  };
  Start();
  const auto introduce = [](RawClient& client, const std::string& name) {
    client.Send(BuildFrame(
        {.payload = std::string(EncodeFrame(MsgIntroduction{name}).text())}));
  };
  const auto end = [&](const transport_internal::ByteVector& bytes) {
    RawClient& client = Connect();
    client.Upgrade();
    introduce(client, "good");
    client.Send(bytes);
    client.ReceiveAllFrames();
  };
  end(BuildFrame({.payload = std::string(1001, '\x80')}));
  end(BuildFrame({.payload = "x", .masked = false}));
  end(BuildFrame({.payload = "x", .masked = false}));
  RawClient& refused = Connect();
  refused.Upgrade();
  introduce(refused, "bad");
  EXPECT_EQ(refused.ReceiveFrames().front().code, CloseCode::kPolicyViolation);
  refused.EndStream();
  // This one leaves.
  RawClient& leaves = Connect();
  leaves.Upgrade();
  introduce(leaves, "good");
  leaves.Send(BuildFrame({.first = 0x88, .payload = "\x03\xe8"}));
  leaves.ReceiveAllFrames();
  clients_.clear();
  while (!server_->clients().empty()) std::this_thread::yield();
  const ServerCounters counters = server_->counters();
  EXPECT_EQ(counters.cut_clients_of(CutReason::kLimit), 1u);
  EXPECT_EQ(counters.cut_clients_of(CutReason::kProtocolError), 2u);
  EXPECT_EQ(counters.cut_clients_of(CutReason::kSilent), 0u);
  EXPECT_EQ(counters.cut_clients_of(CutReason::kRefused), 1u);
  EXPECT_EQ(counters.cut_clients_of(CutReason::kSlow), 0u);
  EXPECT_EQ(counters.cut_clients_of(CutReason::kInternalError), 0u);
  EXPECT_EQ(counters.dropped_clients_total, 0u);
  const std::string text = ToPrometheusText(counters);
  EXPECT_THAT(text, HasSubstr("\n# TYPE noodles_cut_clients_total counter\n"));
  EXPECT_THAT(
      text,
      HasSubstr("\nnoodles_cut_clients_total{reason=\"protocol_error\"} 2\n"));
  EXPECT_THAT(text,
              HasSubstr("\nnoodles_cut_clients_total{reason=\"slow\"} 0\n"));
}

#ifdef __linux__
// Which timers run for the server's ends of its connections, as the kernel
// shows them: 0 none, 1 retransmission, 2 keepalive.
std::vector<std::string> TimersOfConnections(uint16_t port) {
  std::ostringstream local;
  local << "0100007F:" << std::uppercase << std::hex;
  local.width(4);
  local.fill('0');
  local << port;
  std::ifstream table("/proc/net/tcp");
  std::vector<std::string> timers;
  for (std::string line; std::getline(table, line);) {
    std::istringstream words(line);
    std::string number, here, there, state, queues, timer;
    words >> number >> here >> there >> state >> queues >> timer;
    const bool is_established = state == "01";
    if (here == local.str() && is_established) {
      timers.push_back(timer.substr(0, 2));
    }
  }
  return timers;
}

TEST_F(LimitsTest, TcpAsksWhetherSilentClientsAreThere) {
  using Timers = std::vector<std::string>;
  for (const int seconds : {60, 0}) {
    options_.keepalive_idle = std::chrono::seconds(seconds);
    Start();
    RawClient& client = Connect();
    client.Upgrade();
    // The peer acknowledges sent bytes soon.
    const Timers expected = {seconds > 0 ? "02" : "00"};
    Timers timers;
    do timers = TimersOfConnections(server_->port());
    while (timers == Timers{"01"} || timers == Timers{"04"});
    EXPECT_EQ(timers, expected);
    clients_.clear();
  }
}
#endif

}  // namespace
}  // namespace noodles
