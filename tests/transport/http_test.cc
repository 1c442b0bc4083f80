#include "noodles/transport/http/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "noodles/transport/http/http_request_text.h"
#include "noodles/transport/http/http_response_reader.h"
#include "noodles/transport/http/request_head.h"
#include "noodles/transport/http/request_rules.h"
#include "noodles/transport/websocket/upgrade.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::StartsWith;

HttpRequest GoodRequest() {
  HttpRequest request;
  request.method = "GET";
  request.target = "/";
  request.fields = {{"Host", "localhost:50000"},
                    {"Upgrade", "websocket"},
                    {"Connection", "keep-alive, Upgrade"},
                    {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
                    {"Sec-WebSocket-Version", "13"}};
  return request;
}

HttpRequest With(std::string_view name, const std::string& value) {
  HttpRequest request = GoodRequest();
  for (auto& [field_name, field_value] : request.fields) {
    if (field_name == name) field_value = value;
  }
  return request;
}

HttpRequest Without(std::string_view name) {
  HttpRequest request = GoodRequest();
  std::erase_if(request.fields,
                [&](const auto& field) { return field.first == name; });
  return request;
}

int RefusalStatus(const HttpRequest& request) {
  const std::optional<HttpResponse> refusal = CheckUpgradeRequest(request);
  return refusal ? refusal->status : 101;
}

TEST(UpgradeTest, ComputesTheAcceptValue) {
  // RFC 6455, section 1.3.
  EXPECT_EQ(WebsocketAccept("dGhlIHNhbXBsZSBub25jZQ=="),
            "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  // Lengths around the block of the hash, against Python's hashlib.
  EXPECT_EQ(WebsocketAccept(""), "Kfh9QIsMVZcl6xEPYxPHzW8SZ8w=");
  EXPECT_EQ(WebsocketAccept(std::string(19, 'a')),
            "yzaGyu0mcUukN7CdsSwa30tnCpc=");
  EXPECT_EQ(WebsocketAccept(std::string(20, 'a')),
            "dUYRM7bOMwDmbriNIPr11x+r3E0=");
  EXPECT_EQ(WebsocketAccept(std::string(28, 'a')),
            "xMWmCBqYJY4uXzUs8PNU1t+Pzro=");
  EXPECT_EQ(WebsocketAccept(std::string(200, 'a')),
            "W7nwfYCuwcatB7HT3divf5cVU2A=");
}

TEST(UpgradeTest, AcceptsARequestThatKeepsTheRules) {
  EXPECT_TRUE(IsUpgradeRequest(GoodRequest()));
  EXPECT_EQ(RefusalStatus(GoodRequest()), 101);
  EXPECT_EQ(RefusalStatus(With("Connection", "upgrade")), 101);
  EXPECT_EQ(FormatUpgradeResponse(GoodRequest()),
            "HTTP/1.1 101 Switching Protocols\r\n"
            "Upgrade: websocket\r\n"
            "Connection: Upgrade\r\n"
            "Server: linguine\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
}

TEST(UpgradeTest, RefusesARequestThatBreaksThem) {
  EXPECT_FALSE(IsUpgradeRequest(Without("Upgrade")));
  EXPECT_FALSE(IsUpgradeRequest(With("Upgrade", "h2c")));
  EXPECT_EQ(RefusalStatus(Without("Host")), 400);
  EXPECT_EQ(RefusalStatus(Without("Connection")), 400);
  EXPECT_EQ(RefusalStatus(With("Connection", "keep-alive")), 400);
  EXPECT_EQ(RefusalStatus(Without("Sec-WebSocket-Key")), 400);
  for (const char* const key :
       {"", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=a",
        "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25jZWE="}) {
    EXPECT_EQ(RefusalStatus(With("Sec-WebSocket-Key", key)), 400) << key;
  }
  HttpRequest post = GoodRequest();
  post.method = "POST";
  EXPECT_EQ(RefusalStatus(post), 400);
  HttpRequest old = GoodRequest();
  old.minor_version = 0;
  EXPECT_EQ(RefusalStatus(old), 400);
}

TEST(UpgradeTest, AnAbsoluteUrlOfTheTargetGivesTheHost) {
  HttpRequest request = GoodRequest();
  request.target = "ws://scene.example:81/a?b";
  EXPECT_EQ(NormalizeRequest(request), "");
  EXPECT_EQ(request.target, "/a?b");
  EXPECT_EQ(*request.Find("Host"), "scene.example:81");
  EXPECT_EQ(CountFields(request, "host"), 1u);
  HttpRequest old = GoodRequest();
  old.fields.clear();
  old.minor_version = 0;
  old.target = "http://a";
  EXPECT_EQ(NormalizeRequest(old), "");
  EXPECT_EQ(*old.Find("Host"), "a");
}

TEST(UpgradeTest, NamesOfSubprotocolsAreTokens) {
  EXPECT_TRUE(CheckSubprotocols({}).ok());
  EXPECT_TRUE(CheckSubprotocols({"noodles", "v1.noodles-x_y~z"}).ok());
  for (const std::string name : {"", "a b", "a,b", "a\r\nb", "a;b"}) {
    EXPECT_EQ(CheckSubprotocols({"noodles", name}).code(),
              absl::StatusCode::kInvalidArgument)
        << name;
  }
}

TEST(UpgradeTest, NamesTheVersionThatItSpeaks) {
  for (const HttpRequest& request :
       {With("Sec-WebSocket-Version", "8"), Without("Sec-WebSocket-Version")}) {
    const std::optional<HttpResponse> refusal = CheckUpgradeRequest(request);
    ASSERT_TRUE(refusal.has_value());
    EXPECT_EQ(refusal->status, 426);
    EXPECT_THAT(FormatResponseHead(*refusal),
                HasSubstr("Sec-WebSocket-Version: 13\r\n"));
  }
}

TEST(HttpTest, FindsTheEndOfTheHead) {
  size_t size = 0;
  EXPECT_EQ(FindRequestHead("", size), HeadState::kIncomplete);
  EXPECT_EQ(FindRequestHead("G", size), HeadState::kIncomplete);
  EXPECT_EQ(FindRequestHead("GET / HTTP/1.1\r\nA: b\r\n\r", size),
            HeadState::kIncomplete);
  EXPECT_EQ(FindRequestHead("GET / HTTP/1.1\r\n\r\nrest", size),
            HeadState::kComplete);
  EXPECT_EQ(size, 18u);
  EXPECT_EQ(FindRequestHead("\x16\x03\x01", size), HeadState::kNotHttp);
  EXPECT_EQ(FindRequestHead(" GET", size), HeadState::kNotHttp);
}

TEST(HttpTest, ParsesAHead) {
  HttpRequest request;
  std::string problem;
  ASSERT_TRUE(ParseRequestHead(
      "GET /a?b HTTP/1.1\r\nHost: x:1\r\nX-Many: 1\r\nx-many:  2 \r\n"
      "Content-Length: 99999999999\r\n\r\n",
      request, problem))
      << problem;
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/a?b");
  EXPECT_EQ(request.minor_version, 1);
  EXPECT_THAT(
      request.fields,
      ElementsAre(Pair("Host", "x:1"), Pair("X-Many", "1"), Pair("x-many", "2"),
                  Pair("Content-Length", "99999999999")));
  ASSERT_TRUE(ParseRequestHead("BREW / HTTP/1.0\r\n\r\n", request, problem));
  EXPECT_EQ(request.method, "BREW");
  EXPECT_EQ(request.minor_version, 0);
}

TEST(HttpTest, RejectsAMalformedHead) {
  HttpRequest request;
  for (const char* const head :
       {"\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9\r\n\r\n",
        "GET / SMTP/1.1\r\n\r\n", "G\x01T / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"}) {
    std::string problem;
    EXPECT_FALSE(ParseRequestHead(head, request, problem)) << head;
    EXPECT_NE(problem, "") << head;
  }
}

TEST(HttpTest, FindsFieldsAndTokensInAnyCase) {
  HttpRequest request;
  request.fields = {{"Accept", "one, Two"}, {"accept", "three"}};
  ASSERT_NE(request.Find("ACCEPT"), nullptr);
  EXPECT_EQ(*request.Find("ACCEPT"), "one, Two");
  EXPECT_EQ(request.Find("Acc"), nullptr);
  for (const char* const token : {"one", "TWO", "three"}) {
    EXPECT_TRUE(request.HasToken("Accept", token)) << token;
  }
  for (const char* const token : {"tw", "one, Two", "four", ""}) {
    EXPECT_FALSE(request.HasToken("Accept", token)) << token;
  }
}

TEST(HttpTest, FindsValuesThatAreNoTokens) {
  HttpRequest request;
  request.fields = {{"Accept", "text/html, */*"},
                    {"Upgrade", "HTTP/2.0, websocket"}};
  EXPECT_TRUE(request.HasToken("Accept", "text/html"));
  EXPECT_TRUE(IsUpgradeRequest(request));
}

TEST(HttpTest, ReadsTheHeadOfAnAnswerAsItComes) {
  const std::string answer =
      "HTTP/1.1 200 OK\r\nX: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: 1\r\n\r\nmore";
  for (size_t step = 1; step < answer.size(); ++step) {
    HttpResponseReader reader(100, 100);
    for (size_t at = 0; at < answer.size(); at += step) {
      const std::string piece = answer.substr(at, step);
      ASSERT_TRUE(reader
                      .Feed({reinterpret_cast<const uint8_t*>(piece.data()),
                             piece.size()})
                      .ok())
          << step << ' ' << at;
    }
    EXPECT_THAT(
        reader.head().fields,
        ElementsAre(Pair("X", "1"), Pair("Transfer-Encoding", "chunked")));
    EXPECT_TRUE(reader.is_complete());
    EXPECT_TRUE(reader.End().ok());
    const std::vector<uint8_t> body = reader.TakeBody();
    EXPECT_EQ(std::string(body.begin(), body.end()), "hello world");
  }
}

TEST(HttpTest, RefusesFieldsThatARequestCannotHold) {
  EXPECT_TRUE(CheckFields({{"X", std::string(65'533, 'x')}}).ok());
  for (const HttpFields& fields :
       {HttpFields{{"", "x"}}, HttpFields{{"a b", "x"}},
        HttpFields{{"X", "a\r\nY: b"}},
        HttpFields{{"X", std::string(65'534, 'x')}},
        HttpFields{{std::string(65'534, 'x'), "x"}}}) {
    EXPECT_EQ(CheckFields(fields).code(), absl::StatusCode::kInvalidArgument);
  }
  const Url url = {"http", "host", 8080, "/a"};
  const std::string request =
      FormatGetRequest(url, {{"X", std::string(65'533, 'x')}, {"X", "2"}});
  EXPECT_THAT(request, StartsWith("GET /a HTTP/1.1\r\nHost: host:8080\r\n"
                                  "User-Agent: linguine\r\nX: xx"));
  EXPECT_TRUE(request.ends_with("x\r\nX: 2\r\n\r\n"));
}

TEST(HttpTest, FormatsAResponse) {
  HttpResponse response;
  response.status = 200;
  response.fields = {{"ETag", "\"1\""}};
  response.body = {Bytes::Copy("abc"), Bytes::Copy("de")};
  EXPECT_EQ(FormatResponseHead(response),
            "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 5\r\n"
            "Server: linguine\r\nConnection: close\r\n\r\n");
  response.fields = {{"content-length", "100"}};
  EXPECT_EQ(FormatResponseHead(response),
            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n"
            "Server: linguine\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(HttpStatusName(299), "Unknown");
}

TEST(HttpTest, AnswersWithoutAHandler) {
  HttpRequest request;
  request.method = "GET";
  for (const char* const target : {"/", "/?a=b"}) {
    request.target = target;
    const HttpResponse response = AnswerWithoutHandler(request);
    EXPECT_EQ(response.status, 426);
    EXPECT_THAT(FormatResponseHead(response), HasSubstr("Upgrade: websocket"));
  }
  request.target = "/favicon.ico";
  const HttpResponse response = AnswerWithoutHandler(request);
  EXPECT_EQ(response.status, 404);
  ASSERT_EQ(response.body.size(), 1u);
  EXPECT_THAT(std::string(response.body[0].text()),
              StartsWith("404 Not Found: "));
}

}  // namespace
}  // namespace noodles::transport_internal
