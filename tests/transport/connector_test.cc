#include "noodles/transport/connections/connector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "noodles/base/status.h"
#include "noodles/transport/websocket/upgrade.h"
#include "transport/raw_server.h"
#include "transport/server_handler.h"

namespace noodles::transport_internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Records the events of one connection, and waits for them.
class ClientHandler : public ConnectHandler {
 public:
  void OnOpen(std::shared_ptr<Connection> connection) override {
    Change([&] { connection_ = std::move(connection); });
  }
  void OnMessage(Connection&, Bytes message) override {
    Change([&] { messages_.emplace_back(message.text()); });
  }
  void OnClose(Connection&, const CloseReason& reason) override {
    Change([&] { reason_ = reason; });
  }
  void OnConnectFailed(const absl::Status& status) override {
    Change([&] { failure_ = status; });
  }

  std::shared_ptr<Connection> WaitForOpen() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return connection_ || failure_; });
    EXPECT_FALSE(failure_) << *failure_;
    return connection_;
  }
  std::vector<std::string> WaitForMessages(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return messages_.size() >= count || reason_; });
    return messages_;
  }
  CloseReason WaitForClose() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reason_.has_value(); });
    return *reason_;
  }
  absl::Status WaitForFailure() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return connection_ || failure_; });
    return failure_.value_or(absl::OkStatus());
  }

 private:
  template <class Function>
  void Change(Function function) {
    const std::lock_guard lock(mutex_);
    function();
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Connection> connection_;
  std::vector<std::string> messages_;
  std::optional<CloseReason> reason_;
  std::optional<absl::Status> failure_;
};

class ConnectorTest : public ::testing::Test {
 protected:
  ConnectorTest() { EXPECT_TRUE(loop_->StartThread().ok()); }
  ~ConnectorTest() override {
    if (connector_) connector_->Abort();
    loop_->Stop();
  }

  void Open(const std::string& url, HttpFields fields = {},
            std::chrono::milliseconds time_limit = std::chrono::seconds(20)) {
    ConnectOptions options;
    options.url = ParseUrl(url).value();
    options.fields = std::move(fields);
    options.connection.handshake_timeout = time_limit;
    options.connection.close_timeout = std::chrono::milliseconds(500);
    connector_ = Connector::Start(loop_, options, handler_).value();
  }

  absl::Status FailureFor(const std::string& answer) {
    RawServer server([&](const std::string&) { return answer; });
    Open(server.Url("ws", "/"));
    return handler_->WaitForFailure();
  }

  const std::shared_ptr<EventLoop> loop_ = EventLoop::Make();
  const std::shared_ptr<ClientHandler> handler_ =
      std::make_shared<ClientHandler>();
  std::shared_ptr<Connector> connector_;
};

std::string KeyOf(const std::string& request) {
  const std::string name = "Sec-WebSocket-Key: ";
  const size_t start = request.find(name) + name.size();
  return request.substr(start, request.find('\r', start) - start);
}

TEST_F(ConnectorTest, EchoesMessagesOfEverySize) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  Open("ws://127.0.0.1:" + std::to_string(listener->port()));
  const auto connection = handler_->WaitForOpen();
  ASSERT_TRUE(connection);
  std::vector<std::string> expected;
  for (const size_t size : {0, 1, 125, 126, 65535, 65536, 3'000'000}) {
    expected.emplace_back(size, static_cast<char>('a' + expected.size()));
    connection->Send(Bytes::Copy(expected.back()));
  }
  EXPECT_EQ(handler_->WaitForMessages(expected.size()), expected);
  connection->Close(CloseCode::kNormal, "done");
  const CloseReason reason = handler_->WaitForClose();
  EXPECT_EQ(reason.cause, CloseCause::kLocalClose);
  EXPECT_EQ(reason.code, CloseCode::kNormal);
}

TEST_F(ConnectorTest, FindsTheHostByItsName) {
  const auto listener =
      StartListener(LoopbackOptions(), std::make_shared<ServerHandler>());
  Open("ws://localhost:" + std::to_string(listener->port()) + "/any/path");
  ASSERT_TRUE(handler_->WaitForOpen());
}

TEST_F(ConnectorTest, TellsWhyTheServerClosed) {
  const auto server = std::make_shared<ServerHandler>();
  const auto listener = StartListener(LoopbackOptions(), server);
  Open("ws://127.0.0.1:" + std::to_string(listener->port()));
  ASSERT_TRUE(handler_->WaitForOpen());
  server->WaitForOpen(1)[0]->Close(CloseCode::kInternalError, "oops");
  const CloseReason reason = handler_->WaitForClose();
  EXPECT_EQ(reason.cause, CloseCause::kPeerClosed);
  EXPECT_EQ(reason.code, CloseCode::kInternalError);
  EXPECT_EQ(reason.text, "oops");
}

TEST_F(ConnectorTest, OffersSubprotocols) {
  const auto answer_choosing = [](const std::string& chosen) {
    return [chosen](const std::string& request) {
      return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
             "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
             WebsocketAccept(KeyOf(request)) +
             (chosen.empty() ? "" : "\r\nSec-WebSocket-Protocol: " + chosen) +
             "\r\n\r\n";
    };
  };
  for (const std::string chosen : {"", "noodles", "v2", "chat"}) {
    RawServer server(answer_choosing(chosen));
    const auto handler = std::make_shared<ClientHandler>();
    ConnectOptions options;
    options.url = ParseUrl(server.Url("ws", "/")).value();
    options.connection.subprotocols = {"noodles", "v2"};
    connector_ = Connector::Start(loop_, options, handler).value();
    if (chosen == "chat") {
      EXPECT_THAT(
          std::string(StatusMessage(handler->WaitForFailure())),
          HasSubstr("the answer chooses a subprotocol that was not offered"));
    } else {
      EXPECT_TRUE(handler->WaitForOpen()) << chosen;
    }
    EXPECT_THAT(server.requests().at(0),
                HasSubstr("\r\nSec-WebSocket-Protocol: noodles, v2\r\n"));
  }
  ConnectOptions wrong;
  wrong.url = ParseUrl("ws://127.0.0.1:1").value();
  wrong.connection.subprotocols = {"a, b"};
  EXPECT_EQ(Connector::Start(loop_, wrong, handler_).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(ConnectorTest, SendsPathAndHeaders) {
  RawServer server([](const std::string&) {
    return std::string("HTTP/1.1 404 Not Found\r\n\r\n");
  });
  Open(server.Url("ws", "/scene?x=1"), {{"Authorization", "Bearer secret"}});
  EXPECT_EQ(handler_->WaitForFailure().code(),
            absl::StatusCode::kFailedPrecondition);
  const std::string request = server.requests().at(0);
  EXPECT_THAT(request, AllOf(HasSubstr("GET /scene?x=1 HTTP/1.1\r\n"),
                             HasSubstr("Host: 127.0.0.1:" +
                                       std::to_string(server.port()) + "\r\n"),
                             HasSubstr("Authorization: Bearer secret\r\n"),
                             HasSubstr("Sec-WebSocket-Version: 13\r\n")));
}

TEST_F(ConnectorTest, ReadsFramesBehindTheAnswer) {
  RawServer server([](const std::string& request) {
    return "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\n"
           "connection: keep-alive, upgrade\r\nSec-WebSocket-Accept: " +
           WebsocketAccept(KeyOf(request)) + "\r\n\r\n\x82\x02hi";
  });
  Open(server.Url("ws", "/"));
  ASSERT_TRUE(handler_->WaitForOpen());
  EXPECT_EQ(handler_->WaitForMessages(1), std::vector<std::string>{"hi"});
  EXPECT_EQ(handler_->WaitForClose().cause, CloseCause::kConnectionLost);
}

TEST_F(ConnectorTest, SkipsInterimAnswers) {
  RawServer server([](const std::string& request) {
    return "HTTP/1.1 100 Continue\r\n\r\n"
           "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
           "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
           "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
           WebsocketAccept(KeyOf(request)) + "\r\n\r\n\x82\x02hi";
  });
  Open(server.Url("ws", "/"));
  ASSERT_TRUE(handler_->WaitForOpen());
  EXPECT_EQ(handler_->WaitForMessages(1), std::vector<std::string>{"hi"});
}

TEST_F(ConnectorTest, RefusesEndlessInterimAnswers) {
  std::string endless;
  for (int i = 0; i < 1000; ++i) endless += "HTTP/1.1 100 Continue\r\n\r\n";
  EXPECT_THAT(std::string(StatusMessage(FailureFor(endless))),
              HasSubstr("too long"));
}

TEST_F(ConnectorTest, RefusesMaskedFrames) {
  RawServer server(
      [](const std::string& request) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
               "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
               WebsocketAccept(KeyOf(request)) + "\r\n\r\n\x82\x82xxxxhi";
      },
      true);
  Open(server.Url("ws", "/"));
  ASSERT_TRUE(handler_->WaitForOpen());
  EXPECT_EQ(handler_->WaitForClose().cause, CloseCause::kProtocolError);
}

TEST_F(ConnectorTest, RefusesAWrongAcceptValue) {
  const absl::Status status = FailureFor(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
      "Connection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(StatusMessage(status)),
              HasSubstr("Sec-WebSocket-Accept is missing or wrong"));
}

TEST_F(ConnectorTest, RefusesAnAnswerThatDoesNotUpgrade) {
  EXPECT_EQ(FailureFor("HTTP/1.1 101 Fine\r\n\r\n").code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(ConnectorTest, TellsOfARedirect) {
  const absl::Status status =
      FailureFor("HTTP/1.1 302 Found\r\nLocation: ws://elsewhere/\r\n\r\n");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(StatusMessage(status)),
              HasSubstr("302 Found to ws://elsewhere/"));
}

TEST_F(ConnectorTest, TellsOfMissingCredentials) {
  EXPECT_EQ(FailureFor("HTTP/1.1 401 Unauthorized\r\n\r\n").code(),
            absl::StatusCode::kUnauthenticated);
}

TEST_F(ConnectorTest, TellsOfForbiddenServers) {
  EXPECT_EQ(FailureFor("HTTP/1.1 403 Forbidden\r\n\r\n").code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(ConnectorTest, RefusesGarbage) {
  const absl::Status status = FailureFor("220 mail.example.org ESMTP\r\n");
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(StatusMessage(status)), HasSubstr("not HTTP"));
}

TEST_F(ConnectorTest, RefusesAnEndlessHeader) {
  const absl::Status status =
      FailureFor("HTTP/1.1 101 x\r\nX: " + std::string(20'000, 'x'));
  EXPECT_THAT(std::string(StatusMessage(status)), HasSubstr("too long"));
}

TEST_F(ConnectorTest, TellsWhereTheServerHangsUp) {
  EXPECT_EQ(FailureFor("").code(), absl::StatusCode::kUnavailable);
}

TEST_F(ConnectorTest, GivesUpOnAServerThatSaysNothing) {
  RawServer server([](const std::string&) { return std::string(); }, true);
  Open(server.Url("ws", "/"), {}, std::chrono::milliseconds(50));
  const absl::Status status = handler_->WaitForFailure();
  EXPECT_THAT(std::string(StatusMessage(status)),
              HasSubstr("within the time-out"));
}

TEST_F(ConnectorTest, TellsThatNobodyListens) {
  uint16_t port = 0;
  {
    RawServer server([](const std::string&) { return std::string(); });
    port = server.port();
  }
  Open("ws://127.0.0.1:" + std::to_string(port));
  EXPECT_EQ(handler_->WaitForFailure().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ConnectorTest, TellsThatThereIsNoSuchHost) {
  Open("ws://no-such-host.invalid:50000");
  EXPECT_EQ(handler_->WaitForFailure().code(), absl::StatusCode::kNotFound);
}

TEST_F(ConnectorTest, AbortsAnAttempt) {
  RawServer server([](const std::string&) { return std::string(); }, true);
  Open(server.Url("ws", "/"));
  connector_->Abort();
  EXPECT_FALSE(handler_->WaitForFailure().ok());
}

TEST(ConnectorFieldsTest, RefusesFieldsThatWouldAddOthers) {
  ConnectOptions options;
  options.url = ParseUrl("ws://localhost").value();
  options.fields = {{"X", "a\r\nY: b"}};
  EXPECT_EQ(Connector::Start(EventLoop::Make(), options,
                             std::make_shared<ClientHandler>())
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace noodles::transport_internal
