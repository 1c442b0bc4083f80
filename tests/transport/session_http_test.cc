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
           Case{"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"
                "123456789",
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

// What a request breaks, or "" for one that is answered.
std::string FaultOf(const std::string& request) {
  SessionFixture f;
  f.session->Start();
  f.Receive(request);
  const std::string start = "400 Bad Request: ";
  const std::string body = f.WrittenBody();
  if (!body.starts_with(start)) return "";
  EXPECT_TRUE(f.peer->shut_down) << request;
  return body.substr(start.size(), body.find('\n') - start.size());
}

TEST(SessionHttpTest, RefusesRequestsThatTwoReadersCouldReadInTwoWays) {
  const std::string missing = "Host is missing, which HTTP/1.1 needs";
  const std::string form =
      "the target is neither a path that begins with / nor an absolute URL";
  EXPECT_EQ(FaultOf("GET / HTTP/1.1\r\n\r\n"), missing);
  EXPECT_EQ(FaultOf("GET / HTTP/1.0\r\n\r\n"), "");
  EXPECT_EQ(FaultOf("GET / HTTP/1.1\r\nHost:\r\n\r\n"), "");
  EXPECT_EQ(FaultOf("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"), "");
  for (const char* const version : {"0", "1"}) {
    EXPECT_EQ(FaultOf(std::string("GET / HTTP/1.") + version +
                      "\r\nHost: a\r\nhost: a\r\n\r\n"),
              "there are two Host fields");
  }
  for (const char* const host : {"a b", "a/b", "a,b", "a@b"}) {
    EXPECT_EQ(
        FaultOf(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n"),
        "Host is no host and port")
        << host;
  }
  for (const char* const target :
       {"x", "assets/x", "?x", "*", "a:80", "ftp://a/", "http:/a", "http:a"}) {
    EXPECT_EQ(
        FaultOf(std::string("GET ") + target + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        form)
        << target;
  }
  for (const char* const target : {"http://", "http:///x", "http://a@b/"}) {
    EXPECT_EQ(
        FaultOf(std::string("GET ") + target + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        "the URL of the target has no host and port")
        << target;
  }
  EXPECT_EQ(FaultOf("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), "");
  EXPECT_EQ(FaultOf("\x16\x03\x01 TLS"),
            "this port speaks no TLS; use http:// or ws:// here");
}

TEST(SessionHttpTest, RefusesAnUpgradeWithTwoMeanings) {
  const auto fault_with = [](const std::string& field) {
    std::string request = kUpgradeRequest;
    request.insert(request.size() - 2, field + "\r\n");
    return FaultOf(request);
  };
  EXPECT_EQ(fault_with("X: y"), "");
  EXPECT_EQ(fault_with("Content-Length: 0"), "");
  const std::string body = "a request for a websocket has no body";
  EXPECT_EQ(fault_with("Content-Length: 1"), body);
  EXPECT_EQ(fault_with("Transfer-Encoding: chunked"), body);
  EXPECT_EQ(fault_with("Host: b"), "there are two Host fields");
  EXPECT_EQ(fault_with("sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=="),
            "there are two Sec-WebSocket-Key fields");
  EXPECT_EQ(fault_with("Sec-WebSocket-Version: 13"),
            "there are two Sec-WebSocket-Version fields");
  EXPECT_EQ(fault_with("Origin: a\r\nOrigin: b"),
            "there are two Origin fields");
  EXPECT_EQ(fault_with("Authorization: a\r\nAuthorization: b"),
            "there are two Authorization fields");
}

TEST(SessionHttpTest, TellsWhatItIs) {
  SessionFixture f;
  f.session->Start();
  f.Receive("GET / HTTP/1.1\r\nHost: pump.example:50000\r\n\r\n");
  EXPECT_EQ(f.WrittenBody(),
            "426 Upgrade Required: this is the port of a NOODLES server; "
            "connect a client to ws://pump.example:50000. The program of this "
            "server serves no page that shows the scene. A program serves one "
            "with noodles::ViewerRoute() of noodles/viewer.h; the example "
            "servers and `noodles replay` do so without --no-viewer.\n");
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
  get.Receive("GET /file HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(get.WrittenHead(), HasSubstr("Content-Length: 9\r\n"));
  EXPECT_EQ(get.WrittenBody(), "for /file");

  // An absolute URL names the host; its path is what is asked for.
  for (const auto& [target, expected] :
       std::vector<std::pair<std::string, std::string>>{
           {"http://b:80/file", "for /file"},
           {"HTTPS://b/file?x=y", "for /file?x=y"},
           {"ws://b", "for /"},
           {"http://b?x", "for /?x"}}) {
    SessionFixture absolute({}, http_handler);
    absolute.session->Start();
    absolute.Receive("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(absolute.WrittenBody(), expected) << target;
  }

  SessionFixture head({}, http_handler);
  head.session->Start();
  head.Receive("HEAD /file HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(head.WrittenHead(), HasSubstr("Content-Length: 9\r\n"));
  EXPECT_EQ(head.WrittenBody(), "");

  SessionFixture failing({}, http_handler);
  failing.session->Start();
  failing.Receive("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(failing.WrittenHead(), StartsWith("HTTP/1.1 500 "));
}

}  // namespace
}  // namespace noodles::transport_internal
