// Several HTTP requests on one connection, and answers that take time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "noodles/transport/connections/session.h"
#include "transport/memory_stream.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Answers with the target; "/file" with the middle of a file.
class EchoHandler final : public HttpHandler {
 public:
  HttpResponse OnRequest(const HttpRequest& request) override {
    targets.push_back(request.target);
    if (request.target == "/throw") throw std::runtime_error("no");
    HttpResponse response;
    response.status = 200;
    if (request.target == "/file") {
      response.file = {.file = file, .offset = 10, .length = file_length};
    } else {
      response.body = {Bytes::Copy(request.target)};
    }
    response.on_sent = [this](uint64_t bytes) { sent.push_back(bytes); };
    return response;
  }

  std::shared_ptr<const OpenFile> file;
  uint64_t file_length = 0;
  std::vector<std::string> targets;
  std::vector<uint64_t> sent;
};

class SessionKeepAliveTest : public ::testing::Test {
 protected:
  // A file of `size` bytes, each its place modulo 251.
  void MakeFile(size_t size) {
    path_ = ::testing::TempDir() + "/session_keep_alive_test";
    std::ofstream out(path_, std::ios::binary);
    for (size_t i = 0; i < size; ++i) out.put(static_cast<char>(i % 251));
    out.close();
    const auto file = OpenFile::Open(path_);
    ASSERT_TRUE(file.ok()) << file.status();
    http->file = *file;
  }
  void TearDown() override {
    if (!path_.empty()) std::remove(path_.c_str());
  }

  static std::string Get(const std::string& target,
                         const std::string& fields = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
  }

  // The bodies that were answered, as long as their heads say.
  static std::vector<std::string> Bodies(std::string written) {
    std::vector<std::string> bodies;
    while (!written.empty()) {
      const size_t end = written.find("\r\n\r\n");
      const size_t at = written.find("Content-Length: ");
      if (end == std::string::npos || at > end) return {"not an answer"};
      const size_t length = std::stoul(written.substr(at + 16));
      bodies.push_back(written.substr(end + 4, length));
      written.erase(0, end + 4 + length);
    }
    return bodies;
  }

  const std::shared_ptr<EchoHandler> http = std::make_shared<EchoHandler>();
  std::string path_;
};

TEST_F(SessionKeepAliveTest, AnswersOneRequestAfterAnother) {
  SessionFixture f({}, http);
  f.session->Start();
  f.Receive(Get("/1"));
  EXPECT_THAT(f.WrittenHead(), HasSubstr("Connection: keep-alive"));
  EXPECT_EQ(f.peer->timer, ConnectionOptions{}.http_idle_timeout);
  f.Receive(Get("/2"));
  EXPECT_THAT(Bodies(f.peer->from_session), ElementsAre("/1", "/2"));
  EXPECT_FALSE(f.peer->shut_down);
  f.Receive(Get("/3", "Connection: close\r\n"));
  EXPECT_THAT(Bodies(f.peer->from_session), ElementsAre("/1", "/2", "/3"));
  EXPECT_TRUE(f.peer->shut_down);
  EXPECT_THAT(http->sent, ElementsAre(2, 2, 2));
  f.Receive(Get("/4"));
  EXPECT_EQ(http->targets.size(), 3u);
}

TEST_F(SessionKeepAliveTest, AnswersRequestsThatComeTogetherInOrder) {
  SessionFixture f({}, http);
  f.peer->written_at_once = 7;
  f.session->Start();
  const std::string last = Get("/3");
  f.Receive(Get("/1") + Get("/2") + last.substr(0, 9));
  EXPECT_THAT(Bodies(f.peer->from_session), ElementsAre("/1", "/2"));
  f.Receive(last.substr(9));
  EXPECT_THAT(Bodies(f.peer->from_session), ElementsAre("/1", "/2", "/3"));
}

TEST_F(SessionKeepAliveTest, AWebsocketCanFollow) {
  SessionFixture f({}, http);
  f.session->Start();
  f.Receive(Get("/1") + kUpgradeRequest);
  EXPECT_EQ(f.handler->opens, 1);
  EXPECT_THAT(f.peer->from_session, HasSubstr("HTTP/1.1 101 "));
}

TEST_F(SessionKeepAliveTest, EndsWhereTheNextRequestCannotBeFound) {
  for (const char* const request : {
           "GET /1 HTTP/1.0\r\n\r\n",
           "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nGET ",
           "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
           "0\r\n\r\n",
       }) {
    SessionFixture f({}, http);
    f.session->Start();
    f.Receive(request);
    EXPECT_THAT(f.WrittenHead(), HasSubstr("Connection: close")) << request;
    EXPECT_TRUE(f.peer->shut_down) << request;
  }
  SessionFixture old({}, http);
  old.session->Start();
  old.Receive("GET /1 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
  EXPECT_THAT(old.WrittenHead(), HasSubstr("Connection: keep-alive"));
  EXPECT_FALSE(old.peer->shut_down);
}

TEST_F(SessionKeepAliveTest, AFailingHandlerDoesNotEndTheConnection) {
  SessionFixture f({}, http);
  f.session->Start();
  f.Receive(Get("/throw"));
  EXPECT_THAT(f.WrittenHead(), StartsWith("HTTP/1.1 500 "));
  f.peer->from_session.clear();
  f.Receive(Get("/1"));
  EXPECT_EQ(f.WrittenBody(), "/1");
}

TEST_F(SessionKeepAliveTest, OneConnectionHasSoManyRequests) {
  ConnectionOptions options;
  options.max_http_requests = 2;
  SessionFixture f(options, http);
  f.session->Start();
  f.Receive(Get("/1"));
  EXPECT_FALSE(f.peer->shut_down);
  f.Receive(Get("/2") + Get("/3"));
  EXPECT_TRUE(f.peer->shut_down);
  EXPECT_THAT(Bodies(f.peer->from_session), ElementsAre("/1", "/2"));
}

TEST_F(SessionKeepAliveTest, EndsAnIdleConnection) {
  SessionFixture f({}, http);
  f.session->Start();
  f.Receive(Get("/1"));
  f.peer->FireTimer();
  f.Run();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_EQ(f.host->ends, 1);
}

TEST_F(SessionKeepAliveTest, SendsAPartOfAFileAsFastAsThePeerTakesIt) {
  MakeFile(300'000);
  http->file_length = 280'001;
  SessionFixture f({}, http);
  f.peer->room = 100'000;
  f.session->Start();
  f.Receive(Get("/file"));
  EXPECT_EQ(f.peer->from_session.size(), 100'000u);
  // While it waits, nothing more is read.
  f.Receive(Get("/2"));
  EXPECT_FALSE(f.peer->to_session.empty());
  EXPECT_EQ(f.peer->timer, ConnectionOptions{}.http_stall_timeout);
  f.peer->FireTimer();  // there was progress
  f.peer->room = 1'000'000;
  f.Run();
  const std::vector<std::string> bodies = Bodies(f.peer->from_session);
  ASSERT_EQ(bodies.size(), 2u);
  ASSERT_EQ(bodies[0].size(), 280'001u);
  for (size_t i = 0; i < bodies[0].size(); ++i) {
    ASSERT_EQ(static_cast<uint8_t>(bodies[0][i]), (i + 10) % 251) << i;
  }
  EXPECT_EQ(bodies[1], "/2");
  EXPECT_THAT(http->sent, ElementsAre(280'001, 2));
}

TEST_F(SessionKeepAliveTest, DropsAPeerThatTakesNothing) {
  MakeFile(10'000);
  http->file_length = 9'000;
  SessionFixture f({}, http);
  f.peer->room = 5'000;
  f.session->Start();
  f.Receive(Get("/file"));
  f.peer->FireTimer();
  EXPECT_FALSE(f.peer->closed);
  f.peer->FireTimer();
  f.Run();
  EXPECT_TRUE(f.peer->closed);
  ASSERT_EQ(http->sent.size(), 1u);
  EXPECT_LT(http->sent[0], 5'000u);
  EXPECT_GT(http->sent[0], 4'000u);
}

TEST_F(SessionKeepAliveTest, AFileThatShrinksEndsTheConnection) {
  MakeFile(100'000);
  http->file_length = 99'990;
  SessionFixture f({}, http);
  f.peer->room = 1'000;
  f.session->Start();
  f.Receive(Get("/file"));
  std::ofstream(path_, std::ios::trunc) << "short";
  f.peer->room = 1'000'000;
  f.Run();
  EXPECT_TRUE(f.peer->closed);
  EXPECT_LT(f.peer->from_session.size(), 90'000u);
}

TEST_F(SessionKeepAliveTest, StopLetsAnAnswerFinish) {
  SessionFixture f({}, http);
  f.peer->room = 20;
  f.session->Start();
  f.Receive(Get("/1"));
  f.session->Stop();
  EXPECT_FALSE(f.peer->closed);
  f.peer->room = 1'000;
  f.Run();
  EXPECT_THAT(Bodies(f.peer->from_session), ElementsAre("/1"));
  EXPECT_TRUE(f.peer->shut_down);
}

TEST_F(SessionKeepAliveTest, SurvivesAFailureOfAnyOperation) {
  MakeFile(200'000);
  http->file_length = 150'000;
  int fail_at = 1;
  bool failed = true;
  for (; failed && fail_at < 1000; ++fail_at) {
    SessionFixture f({}, http);
    f.peer->fail_at = fail_at;
    f.peer->written_at_once = 30'000;
    f.session->Start();
    f.Receive(Get("/1") + Get("/file") + Get("/2", "Connection: close\r\n"));
    failed = f.peer->operations >= fail_at;
    if (!failed) {
      EXPECT_EQ(Bodies(f.peer->from_session).size(), 3u);
      break;
    }
    EXPECT_TRUE(f.peer->closed) << fail_at;
    EXPECT_EQ(f.host->ends, 1) << fail_at;
  }
  EXPECT_GT(fail_at, 8);
}

TEST(OpenFileTest, SaysWhatIsWrong) {
  const auto missing = OpenFile::Open("/nowhere/at/all");
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(missing.status().message()),
              HasSubstr("\"/nowhere/at/all\""));
  EXPECT_EQ(OpenFile::Open("/").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(HttpDateTest, IsThatOfRfc9110) {
  EXPECT_EQ(FormatHttpDate(std::chrono::system_clock::from_time_t(784111777)),
            "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace noodles::transport_internal
