// AccessOptions: refused clients, and limits of each client.
#include "noodles/server/clients/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "noodles/base/status.h"
#include "noodles/server/clients/token_bucket.h"
#include "server/server_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using transport_internal::RawClient;

// A server on a free port, quiet.
class AccessTest : public ::testing::Test {
 protected:
  AccessTest() {
    SetLogSink([](const LogRecord&) {});
    options_.address = "127.0.0.1";
    options_.port = 0;
    options_.assets.service = AssetService::kWebsocketPort;
  }
  ~AccessTest() override {
    server_.reset();
    SetLogSink(nullptr);
  }

  void Start() {
    server_ = std::make_unique<Server>(options_);
    Must(server_->Start());
  }

  // The first line of the answer to an upgrade request.
  std::string Ask(const std::string& target, const std::string& fields = "") {
    RawClient client(server_->port());
    client.Send("GET " + target +
                " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                fields + "\r\n");
    client.EndStream();
    answer_ = client.ReceiveAll();
    return answer_.substr(0, answer_.find("\r\n"));
  }

  ServerOptions options_;
  std::unique_ptr<Server> server_;
  std::string answer_;
};

constexpr char kWelcome[] = "HTTP/1.1 101 Switching Protocols";
constexpr char kForbidden[] = "HTTP/1.1 403 Forbidden";

TEST_F(AccessTest, LetsEveryOriginInByDefault) {
  Start();
  EXPECT_EQ(Ask("/", "Origin: https://anywhere.example\r\n"), kWelcome);
}

TEST_F(AccessTest, LetsOnlyAllowedOriginsIn) {
  options_.access.allowed_origins = {"https://one.example",
                                     "http://two.example:8080"};
  Start();
  EXPECT_EQ(Ask("/", "Origin: https://one.example\r\n"), kWelcome);
  EXPECT_EQ(Ask("/", "Origin: HTTP://TWO.example:8080\r\n"), kWelcome);
  EXPECT_EQ(Ask("/"), kWelcome);  // no browser
  for (const std::string origin :
       {"http://one.example", "https://one.example:8080",
        "https://one.example.org", "https://two.example", "null", ""}) {
    EXPECT_EQ(Ask("/", "Origin: " + origin + "\r\n"), kForbidden) << origin;
    EXPECT_THAT(answer_, HasSubstr("this origin is not allowed"));
  }
}

TEST_F(AccessTest, LetsOwnPagesIn) {
  options_.access.allowed_origins = {kOwnOrigin, "https://one.example"};
  options_.assets.public_url = "https://scenes.example.org:8443/pump";
  Start();
  const auto ask = [this](const std::string& host, const std::string& origin,
                          const std::string& fields = "") {
    RawClient client(server_->port());
    client.Send("GET / HTTP/1.1\r\nHost: " + host +
                "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: " +
                origin + "\r\n" + fields + "\r\n");
    client.EndStream();
    answer_ = client.ReceiveAll();
    return answer_.substr(0, answer_.find("\r\n"));
  };
  for (const std::string host :
       {"localhost:50000", "localhost", "127.0.0.1:50000", "192.0.2.1:50000",
        "[::1]:50000", "pump:50000", "pump.local:50000", "a.localhost:50000",
        "scenes.example.org:50000"}) {
    EXPECT_EQ(ask(host, "http://" + host), kWelcome) << host;
    EXPECT_EQ(ask(host, "https://one.example"), kWelcome) << host;
    EXPECT_EQ(ask(host, "https://" + host), kForbidden) << host;
    EXPECT_EQ(ask(host, "http://a" + host), kForbidden) << host;
    EXPECT_EQ(ask(host, "http://" + host + ".a"), kForbidden) << host;
    EXPECT_EQ(ask(host, "null"), kForbidden) << host;
  }
  EXPECT_EQ(ask("LocalHost:80", "http://localhost"), kWelcome);
  EXPECT_EQ(ask("localhost:50000", "http://localhost:50001"), kForbidden);
  EXPECT_EQ(ask("localhost:50000", "http://127.0.0.1:50000"), kForbidden);
  EXPECT_THAT(answer_, HasSubstr("http://127.0.0.1:50000 is not among "
                                 "AccessOptions::allowed_origins"));

  // Anybody can let a name of the internet lead to this machine.
  for (const std::string host :
       {"evil.example:50000", "127.0.0.1.evil.example", "localhost.example",
        "xlocal.example", "127.0.0.1."}) {
    EXPECT_EQ(ask(host, "http://" + host), kForbidden) << host;
  }
  // A proxy of this machine tells the name; pages cannot set such fields.
  EXPECT_EQ(ask("127.0.0.1:50000", "https://pump.example.org",
                "X-Forwarded-Host: pump.example.org\r\n"
                "X-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /a\r\n"),
            kWelcome);
  EXPECT_EQ(ask("127.0.0.1:50000", "http://127.0.0.1:50000",
                "X-Forwarded-Host: pump.example.org\r\n"
                "X-Forwarded-Proto: https\r\n"),
            kForbidden);

  options_.assets.trusts_local_proxies = false;
  Start();
  EXPECT_EQ(ask("127.0.0.1:50000", "https://pump.example.org",
                "X-Forwarded-Host: pump.example.org\r\n"
                "X-Forwarded-Proto: https\r\n"),
            kForbidden);
}

TEST_F(AccessTest, AsksTheProgramWithHeadersAndQuery) {
  options_.access.authorize_connection = [](const HttpRequest& request,
                                            std::string_view address) {
    EXPECT_THAT(std::string(address), StartsWith("127.0.0.1:"));
    if (request.BearerToken() == "secret") return absl::OkStatus();
    const auto token = request.QueryParameter("token");
    if (!token) return Unauthenticated("a token is missing");
    if (*token == "full") return ResourceExhausted("come back later");
    if (*token == "thrown") throw std::runtime_error("on purpose");
    return *token == "a b" ? absl::OkStatus() : PermissionDenied("not you");
  };
  Start();
  EXPECT_EQ(Ask("/", "Authorization: Bearer secret\r\n"), kWelcome);
  EXPECT_EQ(Ask("/?token=a%20b"), kWelcome);
  EXPECT_EQ(Ask("/?token=c"), kForbidden);
  EXPECT_THAT(answer_, HasSubstr("403 Forbidden: not you\n"));
  EXPECT_EQ(Ask("/"), "HTTP/1.1 401 Unauthorized");
  EXPECT_THAT(answer_, HasSubstr("WWW-Authenticate: Bearer\r\n"));
  EXPECT_EQ(Ask("/?token=full"), "HTTP/1.1 503 Service Unavailable");
  EXPECT_EQ(Ask("/?token=thrown"), "HTTP/1.1 500 Internal Server Error");
  EXPECT_TRUE(server_->clients().empty() ||
              server_->clients().front().name.empty());
}

transport_internal::SeenEvent CloseOf(RawClient& client) {
  for (;;) {
    const std::vector<transport_internal::SeenEvent> seen =
        client.ReceiveFrames();
    if (seen.empty()) return transport_internal::Text("no close frame");
    if (seen.back().event == transport_internal::FrameParser::Event::kClose) {
      return seen.back();
    }
  }
}

void Introduce(RawClient& client, const std::string& name) {
  client.Send(transport_internal::BuildFrame(
      {.payload = std::string(EncodeFrame(MsgIntroduction{name}).text())}));
}

TEST_F(AccessTest, AsksTheProgramAboutIntroductions) {
  options_.access.authorize_introduction = [](std::string_view name,
                                              std::string_view) {
    return name == "friend" ? absl::OkStatus() : PermissionDenied("who?");
  };
  Start();
  RawClient stranger(server_->port());
  stranger.Upgrade();
  Introduce(stranger, "stranger");
  EXPECT_EQ(CloseOf(stranger),
            transport_internal::Closed(
                transport_internal::CloseCode::kPolicyViolation, "who?"));
  RawClient known(server_->port());
  known.Upgrade();
  Introduce(known, "friend");
  EXPECT_FALSE(known.ReceiveFrames().empty());
}

TEST_F(AccessTest, DropsWhoNeverIntroducesItself) {
  options_.access.introduction_timeout = milliseconds(20);
  Start();
  RawClient known(server_->port());
  known.Upgrade();
  Introduce(known, "quick");
  RawClient silent(server_->port());
  silent.Upgrade();
  RawClient babbling(server_->port());
  babbling.Upgrade();
  babbling.Send(transport_internal::BuildFrame({.payload = "\x01"}));
  const transport_internal::SeenEvent expected = transport_internal::Closed(
      transport_internal::CloseCode::kPolicyViolation,
      "nothing of use came in time");
  EXPECT_EQ(CloseOf(silent), expected);
  EXPECT_EQ(CloseOf(babbling),
            transport_internal::Closed(
                transport_internal::CloseCode::kPolicyViolation,
                "nothing of use came in time; last error: wrong-type (byte 0): "
                "expected array, found integer 1"));
  // An introduced client stays, although the time limit has passed.
  known.Send(
      transport_internal::BuildFrame({.first = 0x89, .payload = "there?"}));
  bool is_there = false;
  while (!is_there) {
    const auto seen = known.ReceiveFrames();
    ASSERT_FALSE(seen.empty());
    is_there = seen.back() == transport_internal::Pong("there?");
  }
}

// The client that has introduced itself wrongly learns what is wrong.
TEST_F(AccessTest, ABadIntroductionIsNamedWhenTheTimeIsOver) {
  options_.access.introduction_timeout = milliseconds(20);
  Start();
  RawClient wrong(server_->port());
  wrong.Upgrade();
  cbor::Writer writer;
  writer.WriteArrayHead(2);
  writer.WriteUint(0);
  writer.WriteMapHead(1);
  writer.WriteText("client_name");
  writer.WriteUint(7);
  wrong.Send(transport_internal::BuildFrame(
      {.payload = std::string(writer.Take().text())}));
  const transport_internal::SeenEvent closed = CloseOf(wrong);
  EXPECT_EQ(closed,
            transport_internal::Closed(
                transport_internal::CloseCode::kPolicyViolation,
                "nothing of use came in time; last error: wrong-type at "
                "[1].client_name (byte 15): expected text, found integer 7"));
}

TEST_F(AccessTest, LimitsTheNamesOfClients) {
  options_.max_client_name_bytes = 10;
  int asked = 0;
  options_.access.authorize_introduction = [&](std::string_view,
                                               std::string_view) {
    ++asked;
    return absl::OkStatus();
  };
  Start();
  RawClient longest(server_->port());
  longest.Upgrade();
  Introduce(longest, "0123456789");
  EXPECT_FALSE(longest.ReceiveFrames().empty());
  RawClient longer(server_->port());
  longer.Upgrade();
  Introduce(longer, "01234567890");
  EXPECT_EQ(CloseOf(longer),
            transport_internal::Closed(
                transport_internal::CloseCode::kPolicyViolation,
                "the client's name has 11 bytes; at most 10 are allowed "
                "(max_client_name_bytes)"));
  EXPECT_EQ(asked, 1);
}

TEST_F(AccessTest, CutsAClientThatSendsOnlyNonsense) {
  options_.access.max_invalid_messages = 3;
  Start();
  RawClient client(server_->port());
  client.Upgrade();
  Introduce(client, "x");
  cbor::Writer writer;
  writer.WriteArrayHead(8);
  for (int i = 0; i < 4; ++i) {
    writer.WriteUint(0);
    writer.WriteBool(true);
  }
  client.Send(transport_internal::BuildFrame(
      {.payload = std::string(writer.Take().text())}));
  EXPECT_EQ(CloseOf(client),
            transport_internal::Closed(
                transport_internal::CloseCode::kPolicyViolation,
                "more than 3 invalid messages (max_invalid_messages); the "
                "last: wrong-type at [7] (byte 8): expected map, found true"));
}

TEST_F(AccessTest, LimitsConnectionsOfOneAddress) {
  options_.access.max_connections_per_address = 2;
  Start();
  // A client that has introduced itself does not count among them.
  RawClient known(server_->port());
  known.Upgrade();
  Introduce(known, "known");
  EXPECT_FALSE(known.ReceiveFrames().empty());
  RawClient first(server_->port());
  EXPECT_THAT(first.Upgrade(), StartsWith(kWelcome));
  RawClient second(server_->port());
  EXPECT_THAT(second.Upgrade(), StartsWith(kWelcome));
  RawClient third(server_->port());
  EXPECT_THAT(third.Upgrade(), StartsWith(kWelcome));
  EXPECT_EQ(CloseOf(first),
            transport_internal::Closed(
                transport_internal::CloseCode::kTryAgainLater,
                "made room for newer connections before an introduction"));
  Introduce(second, "second");
  EXPECT_FALSE(second.ReceiveFrames().empty());
  known.Send(transport_internal::BuildFrame({.first = 0x89, .payload = "p"}));
  EXPECT_EQ(known.ReceiveFrames().back(), transport_internal::Pong("p"));
}

TEST_F(AccessTest, LimitsClientsOfOneAddress) {
  options_.access.max_clients_per_address = 1;
  Start();
  RawClient first(server_->port());
  first.Upgrade();
  RawClient second(server_->port());
  second.Upgrade();
  Introduce(first, "first");
  EXPECT_FALSE(first.ReceiveFrames().empty());
  Introduce(second, "second");
  EXPECT_EQ(CloseOf(second), transport_internal::Closed(
                                 transport_internal::CloseCode::kTryAgainLater,
                                 "too many clients"));
  EXPECT_EQ(Ask("/"), "HTTP/1.1 503 Service Unavailable");
}

TEST(AccessOptionsTest, DefaultsAgree) {
  // One address cannot take all places.
  const ServerOptions options;
  EXPECT_LT(options.access.max_connections_per_address,
            options.access.max_pending_connections);
  EXPECT_LT(options.access.max_connections_per_address,
            options.assets.max_connections);
  EXPECT_LT(options.access.max_clients_per_address, options.max_clients);
  EXPECT_LE(options.max_message_bytes, options.max_unfinished_bytes);
}

TEST_F(AccessTest, ATokenTravelsInASubprotocol) {
  options_.access.authorize_connection = [](const HttpRequest& request,
                                            std::string_view) {
    return request.Token() == "a b/c?" ? absl::OkStatus()
                                       : Unauthenticated("a token is missing");
  };
  Start();
  // As a browser sends it: new WebSocket(url, ["noodles", "noodles.token.X"]).
  const std::string field = "Sec-WebSocket-Protocol: ";
  EXPECT_EQ(Ask("/", field + "noodles, noodles.token.YSBiL2M_\r\n"), kWelcome);
  EXPECT_THAT(answer_, HasSubstr("\r\nSec-WebSocket-Protocol: noodles\r\n"));
  EXPECT_EQ(Ask("/", field + "noodles, noodles.token.eA\r\n"),
            "HTTP/1.1 401 Unauthorized");
  EXPECT_EQ(Ask("/", field + "noodles\r\n"), "HTTP/1.1 401 Unauthorized");
  EXPECT_EQ(Ask("/?token=a+b/c?"), kWelcome);
  EXPECT_EQ(Ask("/", "Authorization: Bearer a b/c?\r\n"), kWelcome);
  EXPECT_THAT(answer_, ::testing::Not(HasSubstr("Sec-WebSocket-Protocol")));
}

TEST_F(AccessTest, AssetsAndCountersCanAskForTheToken) {
  options_.assets.service = AssetService::kOwnPort;
  options_.serve_metrics = true;
  options_.access.authorize_connection = [](const HttpRequest& request,
                                            std::string_view address) {
    EXPECT_THAT(std::string(address), StartsWith("127.0.0.1:"));
    return request.Token() == "secret" ? absl::OkStatus()
                                       : Unauthenticated("a token is missing");
  };
  for (const bool is_asked : {false, true}) {
    options_.access.authorize_http = is_asked;
    Start();
    const Asset asset = server_->assets()
                            .AddBytes(Bytes::Adopt(std::string("content")))
                            .value();
    const std::string url = Must(server_->assets().Url(asset.uri()));
    const std::string path = url.substr(url.find("/assets/"));
    const auto status_of = [](uint16_t port, const std::string& method,
                              const std::string& target,
                              const std::string& fields) {
      RawClient client(port);
      client.Send(method + " " + target +
                  " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields +
                  "\r\n");
      return client.ReceiveAll().substr(9, 3);
    };
    const std::string token = "Authorization: Bearer secret\r\n";
    for (const uint16_t port : {server_->port(), server_->assets().port()}) {
      // Behind a proxy that adds a prefix, too.
      for (const std::string& target :
           {path, "/prefix" + path, std::string("/metrics")}) {
        EXPECT_EQ(status_of(port, "GET", target, ""), is_asked ? "401" : "200");
        EXPECT_EQ(status_of(port, "GET", target, token), "200");
        EXPECT_EQ(status_of(port, "GET", target + "?token=secret", ""), "200");
      }
      // Browsers ask without the token whether they may send it.
      EXPECT_EQ(status_of(port, "OPTIONS", path, ""), "204");
      // Where there is nothing, there is nothing to protect.
      EXPECT_NE(status_of(port, "GET", "/", ""), "401");
    }
  }
}

TEST_F(AccessTest, LimitsTheRateOfCalls) {
  options_.access.max_calls_per_second = 1e-9;
  options_.access.call_burst = 3;
  Start();
  int runs = 0;
  const MethodID method =
      server_->AddMethod("count", "Counts", [&] { return ++runs; }).value();
  FakeClient eager(server_internal::ServerState::Of(*server_), kFirstNumber);
  eager.Join();
  for (int i = 1; i <= 3; ++i) {
    EXPECT_TRUE(std::holds_alternative<Any>(eager.Call(method, {}).outcome));
  }
  const MsgMethodReply reply = eager.Call(method, {});
  const auto* exception = std::get_if<MethodException>(&reply.outcome);
  ASSERT_NE(exception, nullptr);
  EXPECT_EQ(exception->code, kInternalErrorCode);
  EXPECT_EQ(exception->message, "too many calls in a short time");
  // Each client has calls of its own.
  FakeClient other(server_internal::ServerState::Of(*server_),
                   kFirstNumber + 1);
  other.Join();
  EXPECT_TRUE(std::holds_alternative<Any>(other.Call(method, {}).outcome));
  EXPECT_EQ(runs, 4);
}

TEST(TokenBucketTest, FillsSteadilyUpToItsCapacity) {
  const server_internal::TokenBucket::Clock::time_point start;
  server_internal::TokenBucket bucket(10, 2, start);
  EXPECT_TRUE(bucket.Take(start));
  EXPECT_TRUE(bucket.Take(start));
  EXPECT_FALSE(bucket.Take(start));
  EXPECT_FALSE(bucket.Take(start + milliseconds(99)));
  EXPECT_TRUE(bucket.Take(start + milliseconds(101)));
  EXPECT_FALSE(bucket.Take(start + milliseconds(101)));
  const auto later = start + std::chrono::hours(1);
  EXPECT_TRUE(bucket.Take(later));
  EXPECT_TRUE(bucket.Take(later));
  EXPECT_FALSE(bucket.Take(later));
  server_internal::TokenBucket unlimited(0, 1, start);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(unlimited.Take(start));
}

TEST(HttpRequestTest, FindsTokens) {
  HttpRequest request;
  EXPECT_EQ(request.BearerToken(), "");
  request.fields = {{"authorization", "bearer  abc "}};
  EXPECT_EQ(request.BearerToken(), "abc");
  request.fields = {{"Authorization", "Basic abc"}};
  EXPECT_EQ(request.BearerToken(), "");
}

TEST(HttpRequestTest, FindsTheTokenOfASubprotocol) {
  const auto find = [](const std::string& offered) {
    HttpRequest request;
    request.fields = {{"Sec-WebSocket-Protocol", offered}};
    return request.SubprotocolToken().value_or("none");
  };
  EXPECT_EQ(find("noodles"), "none");
  EXPECT_EQ(find("noodles.token.c2VjcmV0"), "secret");
  EXPECT_EQ(find("noodles , noodles.token.c2VjcmV0 ,x"), "secret");
  EXPECT_EQ(find("noodles.token.-_8"), "\xfb\xff");
  EXPECT_EQ(find("noodles.token."), "");
  EXPECT_EQ(find("noodles.token.c2VjcmV"), "none");
  EXPECT_EQ(find("noodles.token.!"), "none");
  EXPECT_EQ(find("Noodles.Token.c2VjcmV0"), "none");
  HttpRequest request;
  EXPECT_EQ(request.Token(), "");
  request.target = "/?token=query";
  EXPECT_EQ(request.Token(), "query");
  request.fields = {{"Sec-WebSocket-Protocol", "noodles.token.c2VjcmV0"}};
  EXPECT_EQ(request.Token(), "secret");
  request.fields.emplace_back("Authorization", "Bearer bearer");
  EXPECT_EQ(request.Token(), "bearer");
}

TEST(HttpRequestTest, FindsQueryParameters) {
  const auto find = [](const std::string& target) {
    HttpRequest request;
    request.target = target;
    return request.QueryParameter("k").value_or("none");
  };
  EXPECT_EQ(find("/"), "none");
  EXPECT_EQ(find("/?"), "none");
  EXPECT_EQ(find("/?k"), "");
  EXPECT_EQ(find("/?k="), "");
  EXPECT_EQ(find("/?k=v"), "v");
  EXPECT_EQ(find("/?kk=w&k=v&k=u"), "v");
  EXPECT_EQ(find("/?a=k&%6b=v%3D%26+x=y"), "v=& x=y");
  EXPECT_EQ(find("/?k=%"), "none");
  EXPECT_EQ(find("/?k=%4"), "none");
  EXPECT_EQ(find("/?k=%zz"), "none");
  EXPECT_EQ(find("/?k=%+1"), "none");
  EXPECT_EQ(find("/?&&k=v"), "v");
}

}  // namespace
}  // namespace noodles
