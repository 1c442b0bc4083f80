// The answers of a session before there is a websocket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "noodles/transport/connections/session.h"
#include "transport/memory_stream.h"

namespace noodles::transport_internal {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(SessionHttpTest, RefusesUpgrades) {
  SessionFixture refused;
  refused.handler->refusal = MakeTextResponse(403, "not you");
  refused.Open();
  EXPECT_THAT(refused.WrittenHead(), StartsWith("HTTP/1.1 403 Forbidden\r\n"));
  EXPECT_EQ(refused.WrittenBody(), "403 Forbidden: not you\n");
  EXPECT_TRUE(refused.peer->shut_down);
  refused.peer->ended = true;
  refused.Run();
  EXPECT_EQ(refused.handler->opens, 0);
  EXPECT_EQ(refused.handler->closes, 0);
  EXPECT_EQ(refused.host->ends, 1);
  EXPECT_FALSE(refused.host->end_was_admitted);

  SessionFixture full;
  full.host->admit = false;
  full.Open();
  EXPECT_THAT(full.WrittenHead(), StartsWith("HTTP/1.1 503 "));
  EXPECT_EQ(full.handler->opens, 0);
}

TEST(SessionHttpTest, AnswersOtherRequests) {
  struct Case {
    std::string request;
    std::string status;
  };
  ConnectionOptions options;
  options.max_request_bytes = 1000;
  for (const Case& c : {
           Case{"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "426 Upgrade Required"},
           Case{"GET /x HTTP/1.1\r\nHost: a\r\n\r\n", "404 Not Found"},
           Case{"POST /x HTTP/1.1\r\nContent-Length: 9\r\n\r\n123456789",
                "404 Not Found"},
           Case{"\x16\x03\x01 TLS", "400 Bad Request"},
           Case{"GARBAGE\r\n\r\n", "400 Bad Request"},
           Case{"GET /" + std::string(1000, 'a'), "431 "},
           Case{"GET /" + std::string(1000, 'a') + " HTTP/1.1\r\n\r\n", "431 "},
       }) {
    SessionFixture f(options);
    f.session->Start();
    f.Receive(c.request);
    EXPECT_THAT(f.WrittenHead(), StartsWith("HTTP/1.1 " + c.status));
    EXPECT_THAT(f.WrittenHead(), HasSubstr("Connection: close"));
    EXPECT_THAT(f.WrittenBody(), StartsWith(c.status));
    EXPECT_TRUE(f.peer->shut_down);
    f.peer->ended = true;
    f.Run();
    EXPECT_TRUE(f.peer->closed);
  }
}

class FileHandler final : public HttpHandler {
 public:
  HttpResponse OnRequest(const HttpRequest& request) override {
    if (request.target == "/throw") throw std::runtime_error("no");
    HttpResponse response;
    response.status = 200;
    response.body = {Bytes::Copy("for "), Bytes::Copy(request.target)};
    return response;
  }
};

TEST(SessionHttpTest, GivesOtherRequestsToTheHttpHandler) {
  const auto http_handler = std::make_shared<FileHandler>();
  SessionFixture get({}, http_handler);
  get.peer->written_at_once = 5;
  get.session->Start();
  get.Receive("GET /file HTTP/1.1\r\n\r\n");
  EXPECT_THAT(get.WrittenHead(), HasSubstr("Content-Length: 9\r\n"));
  EXPECT_EQ(get.WrittenBody(), "for /file");

  SessionFixture head({}, http_handler);
  head.session->Start();
  head.Receive("HEAD /file HTTP/1.1\r\n\r\n");
  EXPECT_THAT(head.WrittenHead(), HasSubstr("Content-Length: 9\r\n"));
  EXPECT_EQ(head.WrittenBody(), "");

  SessionFixture failing({}, http_handler);
  failing.session->Start();
  failing.Receive("GET /throw HTTP/1.1\r\n\r\n");
  EXPECT_THAT(failing.WrittenHead(), StartsWith("HTTP/1.1 500 "));
}

}  // namespace
}  // namespace noodles::transport_internal
