// Assets of a running server: what clients are sent, what they can fetch, when
// it goes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "noodles/server.h"
#include "server/fake_client.h"
#include "state/document_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;
using transport_internal::RawClient;

constexpr size_t kLimit = size_t{64} << 10;

ServerOptions LocalOptions() {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  return options;
}

Buffer InlineBuffer(size_t size, char fill = 'x') {
  return {.size = size, .source = Bytes::Adopt(std::string(size, fill))};
}

// A client that has joined, and its mirror.
class Client {
 public:
  explicit Client(Server& server)
      : fake_(server_internal::ServerState::Of(server), ++number_) {
    fake_.Join();
  }
  const Buffer& buffer(BufferID id) const {
    return fake_.mirror().all<Buffer>().at(id);
  }
  // Its URL, or what it is instead.
  std::string UrlOf(BufferID id) const {
    const auto* location = std::get_if<Location>(&buffer(id).source);
    return location == nullptr ? "inline" : std::get<std::string>(*location);
  }
  FakeClient& fake() { return fake_; }

 private:
  static inline uint64_t number_ = 1'000'000;
  FakeClient fake_;
};

std::string PathIn(const std::string& url) {
  return url.substr(url.find("/assets/"));
}

// The whole answer to a request after which the connection ends.
std::string Fetch(uint16_t port, const std::string& path,
                  const std::string& fields = "") {
  RawClient client(port);
  client.Send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" +
              fields + "\r\n");
  return client.ReceiveAll();
}

std::string BodyOf(const std::string& answer) {
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

TEST(AssetsTest, LargeBuffersAreSentAsUrls) {
  Server server(LocalOptions());
  Document& document = server.document();
  const BufferID before = Must(document.Create(InlineBuffer(kLimit + 1, 'a')));
  Must(server.Start());
  Client client(server);
  const Buffer small = InlineBuffer(kLimit);
  const Buffer large = InlineBuffer(kLimit + 1, 'b');
  const BufferID small_id = Must(document.Create(small));
  const BufferID large_id = Must(document.Create(large));
  client.fake().ReceiveOne();
  client.fake().ReceiveOne();

  // The document holds what it was given.
  EXPECT_EQ(Must(document.Get(small_id)), small);
  EXPECT_EQ(Must(document.Get(large_id)), large);
  EXPECT_EQ(client.buffer(small_id), small);
  const std::string url = client.UrlOf(large_id);
  EXPECT_THAT(url, MatchesRegex("http://127.0.0.1:[0-9]+/assets/[0-9a-f]{32}"));
  EXPECT_THAT(url, HasSubstr(":" + std::to_string(server.assets().port())));
  EXPECT_EQ(client.buffer(large_id).size, kLimit + 1);
  EXPECT_EQ(server.assets().port(), server.port());

  // Clients that joined before and later get the same URLs.
  Client later(server);
  EXPECT_EQ(later.UrlOf(large_id), url);
  EXPECT_EQ(later.UrlOf(before), client.UrlOf(before));

  EXPECT_EQ(BodyOf(Fetch(server.assets().port(), PathIn(url))),
            std::string(kLimit + 1, 'b'));
  EXPECT_EQ(BodyOf(Fetch(server.port(), PathIn(later.UrlOf(before)))),
            std::string(kLimit + 1, 'a'));
}

TEST(AssetsTest, AnAssetGoesWithItsComponent) {
  ServerOptions options = LocalOptions();
  options.assets.grace_period = std::chrono::milliseconds(0);
  Server server(options);
  Must(server.Start());
  Document& document = server.document();
  const BufferID buffer = Must(document.Create(InlineBuffer(kLimit + 1)));
  const BufferViewID view = Must(document.Create(
      BufferView{.source_buffer = buffer, .length = kLimit + 1}));
  const std::string path = PathIn(Client(server).UrlOf(buffer));
  const uint16_t port = server.assets().port();

  // The view keeps the buffer, and that the asset.
  Must(document.Delete(buffer));
  EXPECT_THAT(Fetch(port, path), StartsWith("HTTP/1.1 200 "));
  // A delete that is taken back changes nothing.
  EXPECT_FALSE(document
                   .Transact([&]() -> absl::Status {
                     Must(document.Delete(view));
                     return absl::AbortedError("no");
                   })
                   .ok());
  EXPECT_THAT(Fetch(port, path), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(server.assets().count(), 1u);
  Must(document.Delete(view));
  EXPECT_THAT(Fetch(port, path), StartsWith("HTTP/1.1 404 "));
  EXPECT_EQ(server.assets().count(), 0u);
}

TEST(AssetsTest, AUrlStaysValidForAGracePeriod) {
  ServerOptions options = LocalOptions();
  options.assets.grace_period = std::chrono::hours(1);
  options.assets.max_grace_bytes = 4 * (kLimit + 2000);
  Server server(options);
  Must(server.Start());
  Document& document = server.document();
  Client client(server);
  // A buffer that is replaced again and again; clients fetch late.
  std::vector<std::string> paths;
  for (int i = 0; i < 6; ++i) {
    const BufferID id = Must(
        document.Create(InlineBuffer(kLimit + 1, static_cast<char>('a' + i))));
    client.fake().ReceiveOne();
    paths.push_back(PathIn(client.UrlOf(id)));
    Must(document.Delete(id));
    client.fake().ReceiveOne();
  }
  EXPECT_EQ(server.assets().count(), 0u);
  for (size_t i = 0; i < paths.size(); ++i) {
    const std::string answer = Fetch(server.port(), paths[i]);
    if (i < 2) {
      EXPECT_THAT(answer, StartsWith("HTTP/1.1 404 ")) << i;
    } else {
      EXPECT_EQ(BodyOf(answer),
                std::string(kLimit + 1, static_cast<char>('a' + i)));
    }
  }
  // An asset in its grace period cannot be named anew.
  EXPECT_EQ(
      document
          .Create(Buffer{.size = 1,
                         .source = Location("asset:" + paths.back().substr(8))})
          .status()
          .code(),
      absl::StatusCode::kInvalidArgument);
  // The end of the server is the end of all URLs.
  server.Stop();
  Must(server.Start());
  EXPECT_THAT(Fetch(server.port(), paths.back()), StartsWith("HTTP/1.1 404 "));
}

TEST(AssetsTest, AGracePeriodEndsAndReleasesTheBytes) {
  ServerOptions options = LocalOptions();
  options.assets.grace_period = std::chrono::milliseconds(20);
  Server server(options);
  Must(server.Start());
  const auto owner = std::make_shared<std::vector<uint8_t>>(kLimit + 1);
  const BufferID id = Must(server.document().Create(
      Buffer{.size = owner->size(), .source = Bytes::Share(owner, *owner)}));
  const std::string path = PathIn(Client(server).UrlOf(id));
  Must(server.document().Delete(id));
  // No request is needed for it.
  while (owner.use_count() > 1) std::this_thread::yield();
  EXPECT_THAT(Fetch(server.port(), path), StartsWith("HTTP/1.1 404 "));
}

TEST(AssetsTest, AnAssetWhoseUrlNobodyKnowsGoesAtOnce) {
  Server server(LocalOptions());
  Must(server.Start());
  const auto owner = std::make_shared<std::vector<uint8_t>>(kLimit + 1);
  const BufferID id = Must(server.document().Create(
      Buffer{.size = owner->size(), .source = Bytes::Share(owner, *owner)}));
  Must(server.document().Delete(id));
  EXPECT_EQ(owner.use_count(), 1);
}

TEST(AssetsTest, ABufferStaysInTheMessagesWhereItsCreateSaysSo) {
  Server server(LocalOptions());
  Must(server.Start());
  Document& document = server.document();
  Client before(server);
  const BufferID inside =
      Must(document.Create(InlineBuffer(kLimit + 1), BufferDelivery::kInline));
  const BufferID outside = Must(
      document.Create(InlineBuffer(kLimit + 1), BufferDelivery::kAutomatic));
  // The bytes of an asset cannot be put into a message.
  const Asset asset = Must<std::optional<Asset>>(
                          server.assets().AddBytes(Bytes::Copy("0123456789")))
                          .value();
  const BufferID named = Must(document.Create(
      Buffer{.size = asset.size(), .source = Location(asset.uri())},
      BufferDelivery::kInline));
  for (int i = 0; i < 3; ++i) before.fake().ReceiveOne();
  const Client later(server);
  for (const Client* client :
       std::initializer_list<const Client*>{&before, &later}) {
    EXPECT_EQ(client->buffer(inside), InlineBuffer(kLimit + 1));
    EXPECT_THAT(client->UrlOf(outside), StartsWith("http://"));
    EXPECT_THAT(client->UrlOf(named), StartsWith("http://"));
  }
}

TEST(AssetsTest, ACreateThatIsTakenBackLeavesNothing) {
  Server server(LocalOptions());
  const absl::Status status = server.document().Transact([&]() -> absl::Status {
    Must(server.document().Create(InlineBuffer(kLimit + 1)));
    EXPECT_EQ(server.assets().count(), 1u);
    return absl::AbortedError("no");
  });
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(server.assets().count(), 0u);
}

TEST(AssetsTest, ADownloadOutlivesItsComponent) {
  Server server(LocalOptions());
  Must(server.Start());
  // More than the sockets between hold.
  constexpr size_t kSize = size_t{64} << 20;
  const BufferID buffer = Must(server.document().Create(InlineBuffer(kSize)));
  const std::string path = PathIn(Client(server).UrlOf(buffer));
  RawClient client(server.assets().port());
  client.Send("GET " + path +
              " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  std::string answer = client.Receive();
  Must(server.document().Delete(buffer));
  EXPECT_EQ(server.assets().count(), 0u);
  answer += client.ReceiveAll();
  EXPECT_EQ(BodyOf(answer).size(), kSize);
}

TEST(AssetsTest, AddedAssetsBelongToTheComponentsThatNameThem) {
  Server server(LocalOptions());
  Document& document = server.document();
  BufferID buffer;
  ImageID image;
  {
    const Asset asset = Must<std::optional<Asset>>(
                            server.assets().AddBytes(Bytes::Copy("0123456789")))
                            .value();
    buffer = Must(document.Create(
        Buffer{.size = asset.size(), .source = Location(asset.uri())}));
    image = Must(document.Create(Image{.source = Location(asset.uri())}));
    EXPECT_EQ(Must(document.Get(buffer)).source,
              (std::variant<Bytes, Location>(Location(asset.uri()))));
  }
  Must(server.Start());
  const Client client(server);
  const std::string url = client.UrlOf(buffer);
  EXPECT_EQ(client.buffer(buffer).size, 10u);
  EXPECT_EQ(BodyOf(Fetch(server.assets().port(), PathIn(url))), "0123456789");
  Must(document.Delete(buffer));
  EXPECT_EQ(server.assets().count(), 1u);
  Must(document.Delete(image));
  EXPECT_EQ(server.assets().count(), 0u);
  // There is no such asset any more.
  const auto dangling = document.Create(
      Buffer{.size = 10, .source = Location("asset:" + PathIn(url).substr(8))});
  EXPECT_EQ(dangling.status().code(), absl::StatusCode::kInvalidArgument);
  // Other locations are nobody's business.
  Must(document.Create(
      Buffer{.size = 1, .source = Location("http://elsewhere/x")}));
}

TEST(AssetsTest, UrlsNameWhatTheOptionsSay) {
  struct Case {
    AssetOptions options;
    std::string url;
  };
  for (const Case& c : {
           Case{{.public_host = "pump.local"},
                "http://pump.local:[0-9]+/assets/[0-9a-f]+"},
           Case{{.public_host = "2001:db8::1"},
                "http://.2001:db8::1.:[0-9]+/assets/[0-9a-f]+"},
           Case{{.public_url = "https://example.org/scene/"},
                "https://example.org/scene/assets/[0-9a-f]+"},
           Case{{.service = AssetService::kOff}, "inline"},
           Case{{.promote_bytes = SIZE_MAX}, "inline"},
           Case{{.promote_bytes = 2 * kLimit}, "inline"},
       }) {
    ServerOptions options = LocalOptions();
    options.assets = c.options;
    Server server(options);
    Must(server.Start());
    const BufferID id =
        Must(server.document().Create(InlineBuffer(2 * kLimit)));
    EXPECT_THAT(Client(server).UrlOf(id), MatchesRegex(c.url));
  }
}

TEST(AssetsTest, AreServedOnTheWebsocketsPortAndOnAnotherByOption) {
  {
    ServerOptions options = LocalOptions();
    options.assets.service = AssetService::kOwnPort;
    Server server(options);
    Must(server.Start());
    EXPECT_NE(server.assets().port(), server.port());
    const BufferID id =
        Must(server.document().Create(InlineBuffer(2 * kLimit)));
    const std::string path = PathIn(Client(server).UrlOf(id));
    EXPECT_EQ(BodyOf(Fetch(server.assets().port(), path)).size(), 2 * kLimit);
    EXPECT_EQ(BodyOf(Fetch(server.port(), path)).size(), 2 * kLimit);
  }
  ServerOptions options = LocalOptions();
  Server server(options);
  Must(server.Start());
  EXPECT_EQ(server.assets().port(), server.port());
  const BufferID id = Must(server.document().Create(InlineBuffer(2 * kLimit)));
  const std::string url = Client(server).UrlOf(id);
  EXPECT_THAT(url, HasSubstr(":" + std::to_string(server.port()) + "/"));
  EXPECT_EQ(BodyOf(Fetch(server.port(), PathIn(url))).size(), 2 * kLimit);

  options.assets.service = AssetService::kOff;
  Server off(options);
  Must(off.Start());
  EXPECT_THAT(Fetch(off.port(), PathIn(url)), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(Fetch(off.port(), "/"), StartsWith("HTTP/1.1 426 "));
}

TEST(AssetsTest, TheAssetPortTellsWhereTheWebsocketIs) {
  ServerOptions options = LocalOptions();
  options.assets.port = 0;
  Server server(options);
  Must(server.Start());
  const uint16_t port = server.assets().port();
  const std::string words =
      ": this is the asset port of a NOODLES server; connect a NOODLES client "
      "to ws://";
  const std::string websocket = ":" + std::to_string(server.port()) + "\n";
  EXPECT_EQ(BodyOf(Fetch(port, "/")), "200 OK" + words + "a" + websocket);
  RawClient upgrade(port);
  upgrade.Send(
      "GET /any HTTP/1.1\r\nHost: [::1]:9\r\nUpgrade: websocket\r\n"
      "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  EXPECT_EQ(BodyOf(upgrade.ReceiveAll()),
            "404 Not Found" + words + "[::1]" + websocket);
}

TEST(AssetsTest, AServerThatStartsAgainHasNewUrlsForTheSameAssets) {
  Server server(LocalOptions());
  const BufferID id = Must(server.document().Create(InlineBuffer(kLimit + 1)));
  for (int i = 0; i < 3; ++i) {
    Must(server.Start());
    const std::string url = Client(server).UrlOf(id);
    EXPECT_THAT(url, HasSubstr(":" + std::to_string(server.assets().port())));
    EXPECT_THAT(Fetch(server.assets().port(), PathIn(url)),
                StartsWith("HTTP/1.1 200 "));
    server.Stop();
    EXPECT_EQ(server.assets().port(), 0);
  }
}

TEST(AssetsTest, ATakenPortIsAnErrorThatSaysWhich) {
  Server first(LocalOptions());
  Must(first.Start());
  ServerOptions options = LocalOptions();
  options.assets.port = first.assets().port();
  Server second(options);
  const absl::Status status = second.Start();
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(TextOf(status), StartsWith("assets: cannot listen on 127.0.0.1"));
  EXPECT_THAT(TextOf(status), HasSubstr("ServerOptions::assets.port"));
  EXPECT_EQ(second.port(), 0);

  // The other way round: the asset port is free again.
  options.port = first.port();
  options.assets.port = 0;
  Server third(options);
  EXPECT_EQ(third.Start().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(third.assets().port(), 0);
}

TEST(AssetsTest, ThePortIsTheOneBehindTheWebsockets) {
  // Somewhere are two free ports side by side.
  for (int attempt = 0; attempt < 100; ++attempt) {
    Server probe(LocalOptions());
    Must(probe.Start());
    ServerOptions options = LocalOptions();
    options.port = probe.port();
    options.assets.service = AssetService::kOwnPort;
    probe.Stop();
    Server server(options);
    if (!server.Start().ok()) continue;
    EXPECT_EQ(server.assets().port(), server.port() + 1);
    return;
  }
  FAIL() << "no two free ports side by side";
}

TEST(AssetsTest, KeepsToTheLimitsOfItsOptions) {
  ServerOptions options = LocalOptions();
  options.assets.max_requests_per_connection = 2;
  options.assets.max_request_bytes = 200;
  options.assets.max_connections = 1;
  options.assets.service = AssetService::kOwnPort;
  Server server(options);
  Must(server.Start());
  const std::string start = "GET /assets/x HTTP/1.1\r\nHost: a\r\n";
  std::unique_ptr<RawClient> client;
  // The first bytes of the answer on a connection of its own. The place of the
  // one before may take a moment to become free.
  const auto ask = [&](const std::string& request) {
    std::string answer;
    while (answer.empty() || answer.starts_with("HTTP/1.1 503 ")) {
      client = nullptr;
      client = std::make_unique<RawClient>(server.assets().port());
      if (client->TrySend(request)) answer = client->Receive();
    }
    return answer;
  };

  // The third request is not answered.
  std::string answers = ask(start + "\r\n" + start + "\r\n" + start + "\r\n");
  answers += client->ReceiveAll();
  const size_t second = answers.find("HTTP/1.1 404 ", 1);
  ASSERT_NE(second, std::string::npos);
  EXPECT_EQ(answers.find("HTTP/1.1 404 ", second + 1), std::string::npos);
  EXPECT_GT(answers.find("Connection: close"), second);

  const std::string field(200 - start.size() - 5 - 2, 'x');
  EXPECT_THAT(ask(start + "X: " + field + "\r\n\r\n"),
              StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(ask(start + "X: x" + field + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));

  // A connection that is idle makes room for another one.
  EXPECT_THAT(ask(start + "\r\n"), StartsWith("HTTP/1.1 404 "));
  RawClient other(server.assets().port());
  other.Send(start + "\r\n");
  EXPECT_THAT(other.Receive(), StartsWith("HTTP/1.1 404 "));
  EXPECT_EQ(client->ReceiveAll(), "");
}

TEST(AssetsTest, StopWaitsForDownloads) {
  ServerOptions options = LocalOptions();
  options.stop_limit = std::chrono::minutes(1);
  Server server(options);
  Must(server.Start());
  constexpr size_t kSize = size_t{32} << 20;
  const BufferID id = Must(server.document().Create(InlineBuffer(kSize)));
  const std::string path = PathIn(Client(server).UrlOf(id));
  RawClient client(server.assets().port());
  client.Send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  std::string answer = client.Receive();
  std::thread reader([&] { answer += client.ReceiveAll(); });
  server.Stop();
  reader.join();
  EXPECT_EQ(BodyOf(answer).size(), kSize);
}

TEST(AssetsTest, ManyDownloadTheSameAtOnce) {
  Server server(LocalOptions());
  Must(server.Start());
  const BufferID id = Must(server.document().Create(InlineBuffer(1 << 20)));
  const std::string path = PathIn(Client(server).UrlOf(id));
  std::vector<std::thread> threads;
  std::atomic<int> complete = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 4; ++k) {
        const std::string answer = Fetch(server.assets().port(), path);
        if (BodyOf(answer) == std::string(1 << 20, 'x')) ++complete;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(complete, 32);
}

}  // namespace
}  // namespace noodles
