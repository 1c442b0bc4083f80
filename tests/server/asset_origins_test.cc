// The URLs of assets that clients are sent which reach the server by different
// hosts, schemes, ports and paths.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "noodles/server.h"
#include "noodles/server/clients/broadcast.h"
#include "noodles/server/origins/asset_links.h"
#include "noodles/server/origins/random_name.h"
#include "server/fake_client.h"
#include "state/document_testing.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using server_internal::AssetLinks;
using server_internal::Broadcast;
using ::testing::MatchesRegex;
using ::testing::StartsWith;
using transport_internal::RawClient;

constexpr size_t kAssetBytes = size_t{100} << 10;

HttpRequest RequestWith(HttpFields fields) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/";
  request.fields = std::move(fields);
  return request;
}

// Connects from 192.0.2.1.
class AssetOriginsTest : public ::testing::Test {
 protected:
  AssetOriginsTest() {
    SetLogSink([](const LogRecord&) {});
    options_.address = "127.0.0.1";
    options_.port = 0;
  }
  ~AssetOriginsTest() override { SetLogSink(nullptr); }

  void Start() {
    server_ = std::make_unique<Server>(options_);
    Must(server_->Start());
    buffer_ = Create();
  }
  BufferID Create() {
    return Must(server_->document().Create(
        Buffer{.size = kAssetBytes,
               .source = Bytes::Adopt(std::string(kAssetBytes, 'x'))}));
  }
  std::string Port() const { return std::to_string(server_->port()); }

  std::unique_ptr<FakeClient> Connect(HttpFields fields) {
    const HttpRequest request = RequestWith(std::move(fields));
    auto client = std::make_unique<FakeClient>(
        server_internal::ServerState::Of(*server_), ++number_, &request);
    client->Join();
    return client;
  }
  static std::string UrlIn(const FakeClient& client, BufferID id) {
    const Buffer& buffer = client.mirror().all<Buffer>().at(id);
    const auto* location = std::get_if<Location>(&buffer.source);
    return location == nullptr ? "inline" : std::get<std::string>(*location);
  }
  // What the URL of a new client begins with.
  std::string BaseFor(HttpFields fields) {
    const std::string url = UrlIn(*Connect(std::move(fields)), buffer_);
    return url.substr(0, url.find("/assets/"));
  }

  ServerOptions options_;
  std::unique_ptr<Server> server_;
  BufferID buffer_;
  uint64_t number_ = 1'000'000;
};

TEST_F(AssetOriginsTest, EachClientIsSentTheHostByWhichItCame) {
  Start();
  auto tunnel = Connect({{"Host", "localhost:9000"}});
  auto direct = Connect({{"Host", "pump.local:" + Port()}});
  auto silent = Connect({});
  const BufferID later = Create();
  for (FakeClient* client : {tunnel.get(), direct.get(), silent.get()}) {
    while (!client->mirror().all<Buffer>().contains(later))
      client->ReceiveOne();
  }
  for (const BufferID id : {buffer_, later}) {
    EXPECT_THAT(UrlIn(*tunnel, id),
                MatchesRegex("http://localhost:9000/assets/[0-9a-f]{32}"));
    EXPECT_THAT(UrlIn(*direct, id),
                StartsWith("http://pump.local:" + Port() + "/assets/"));
    EXPECT_THAT(UrlIn(*silent, id),
                StartsWith("http://127.0.0.1:" + Port() + "/assets/"));
    // The same asset.
    EXPECT_EQ(UrlIn(*tunnel, id).substr(UrlIn(*tunnel, id).rfind('/')),
              UrlIn(*silent, id).substr(UrlIn(*silent, id).rfind('/')));
  }
  EXPECT_EQ(BaseFor({{"Host", "not a host"}}), "http://127.0.0.1:" + Port());
}

TEST_F(AssetOriginsTest, ProxiesAreBelievedWhereTheOptionsSay) {
  const HttpFields fields = {{"Host", "inside:1"},
                             {"Forwarded", "proto=https;host=example.org"},
                             {"X-Forwarded-Prefix", "/pump"}};
  Start();
  EXPECT_EQ(BaseFor(fields), "http://inside:1");
  options_.assets.trusted_proxies = {"192.0.2.0/24"};
  Start();
  EXPECT_EQ(BaseFor(fields), "https://example.org/pump");
  // A base that is too long for frames is none.
  EXPECT_EQ(BaseFor({{"X-Forwarded-Host", std::string(250, 'a')}}),
            "http://127.0.0.1:" + Port());
  options_.assets.trusted_proxies = {"nowhere"};
  Server wrong(options_);
  const absl::Status status = wrong.Start();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(TextOf(status),
              StartsWith("AssetOptions::trusted_proxies: \"nowhere\""));
}

TEST_F(AssetOriginsTest, TheOptionsWin) {
  const HttpFields fields = {{"Host", "elsewhere:1"}};
  options_.assets.public_host = "pump.local";
  Start();
  EXPECT_EQ(BaseFor(fields), "http://pump.local:" + Port());
  options_.assets.public_url = "https://example.org/pump";
  Start();
  EXPECT_EQ(BaseFor(fields), "https://example.org/pump");
}

TEST_F(AssetOriginsTest, AnAssetPortIsForClientsWithoutATunnel) {
  options_.assets.port = 0;
  Start();
  const std::string asset_port = std::to_string(server_->assets().port());
  ASSERT_NE(asset_port, Port());
  EXPECT_EQ(BaseFor({{"Host", "a:" + Port()}}), "http://a:" + asset_port);
  EXPECT_EQ(BaseFor({{"Host", "a:9000"}}), "http://a:9000");
  EXPECT_EQ(BaseFor({}), "http://127.0.0.1:" + asset_port);
}

TEST_F(AssetOriginsTest, OriginsAreBounded) {
  options_.assets.max_origins = 2;
  Start();
  auto first = Connect({{"Host", "a"}});
  auto second = Connect({{"Host", "b"}});
  EXPECT_EQ(BaseFor({{"Host", "a"}}), "http://a");
  EXPECT_EQ(BaseFor({{"Host", "c"}}), "http://127.0.0.1:" + Port());
  // Clients that have left take no place.
  second = nullptr;
  EXPECT_EQ(BaseFor({{"Host", "c"}}), "http://c");
}

TEST_F(AssetOriginsTest, AProxyMayKeepItsPrefix) {
  Start();
  const std::string url = UrlIn(*Connect({}), buffer_);
  const std::string path = url.substr(url.find("/assets/"));
  for (const std::string& target :
       {path, "/pump" + path, "/a/b" + path, "/assets" + path}) {
    RawClient client(server_->port());
    client.Send("GET " + target +
                " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(client.ReceiveAll(), StartsWith("HTTP/1.1 200 ")) << target;
  }
}

// Over a socket: the request's fields reach the server.
TEST_F(AssetOriginsTest, AnUpgradeTellsTheHost) {
  Start();
  RawClient client(server_->port());
  client.Send(
      "GET / HTTP/1.1\r\nHost: inside\r\nX-Forwarded-Host: example.org\r\n"
      "X-Forwarded-Proto: https\r\nConnection: Upgrade\r\n"
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  client.Send(transport_internal::BuildFrame(
      {.payload = std::string(EncodeFrame(MsgIntroduction{"a"}).text())}));
  std::string received;
  while (received.find("/assets/") == std::string::npos) {
    const std::string part = client.Receive();
    ASSERT_FALSE(part.empty());
    received += part;
  }
  EXPECT_NE(received.find("https://example.org/assets/"), std::string::npos);
}

// ---- Frames

EncodedMessages MessagesWith(const std::vector<std::string>& urls) {
  cbor::Writer writer;
  EncodedMessages messages;
  for (const std::string& url : urls) {
    AppendMessage(writer, MsgEntityCreate{{7, 0}, {}});
    AppendMessage(writer,
                  MsgBufferCreate{{messages.count == 0 ? 0u : 1u, 0},
                                  {.size = 4, .source = Location(url)}});
    messages.count += 2;
  }
  messages.items = writer.Take();
  messages.has_published_urls = !urls.empty();
  return messages;
}

TEST(AssetLinksTest, ReplacesEachPlaceholder) {
  AssetLinks links;
  links.SetDefaultBase("http://default");
  const std::string first = server_internal::RandomName();
  const std::string second = server_internal::RandomName();
  const EncodedMessages messages =
      MessagesWith({links.PlaceholderUrl(first), "http://elsewhere/assets/x",
                    links.PlaceholderUrl(second)});
  for (const std::string& base :
       {std::string("http://a"), std::string("http://a:50000/prefix"),
        std::string(AssetLinks::kMaxBaseBytes, 'b'), std::string(500, 'c')}) {
    const EncodedMessages expected =
        MessagesWith({AssetLinks::Url(base, first), "http://elsewhere/assets/x",
                      AssetLinks::Url(base, second)});
    const EncodedMessages resolved = links.Resolve(messages, base);
    EXPECT_EQ(resolved.items, expected.items) << base;
    EXPECT_EQ(resolved.count, messages.count);
    // No frame grows by an origin that a client tells.
    if (base.size() <= AssetLinks::kMaxBaseBytes) {
      EXPECT_LE(resolved.size(), messages.size());
    }
  }
  EXPECT_EQ(links.Resolve(messages, "").items,
            MessagesWith({"http://default/assets/" + first,
                          "http://elsewhere/assets/x",
                          "http://default/assets/" + second})
                .items);
  // In later pieces too, and the other pieces are shared.
  EncodedMessages pieces = messages;
  pieces.more = {Bytes::Copy("other"), messages.items};
  const EncodedMessages resolved = links.Resolve(pieces, "http://a");
  EXPECT_EQ(resolved.more[0].data(), pieces.more[0].data());
  EXPECT_EQ(resolved.more[1], resolved.items);
}

TEST(AssetLinksTest, TwoServersHaveDifferentPlaceholders) {
  EXPECT_NE(AssetLinks().PlaceholderUrl("x"), AssetLinks().PlaceholderUrl("x"));
}

TEST(BroadcastTest, ClientsOfOneOriginShare) {
  constexpr size_t kEnough = 10'000;
  AssetLinks links;
  links.SetDefaultBase("http://default");
  const std::vector<EncodedMessages> with_url = {
      MessagesWith({links.PlaceholderUrl(server_internal::RandomName())})};
  Broadcast frames(with_url, kEnough, links);
  const auto first = frames.For(1, "http://a").front();
  EXPECT_EQ(frames.For(2, "http://a").front(), first);
  EXPECT_NE(frames.For(3, "http://b").front(), first);
  EXPECT_EQ(frames.For(1, "http://a").front(), first);

  const std::vector<EncodedMessages> without = {MessagesWith({})};
  Broadcast shared(without, kEnough, links);
  EXPECT_EQ(shared.For(1, "http://a").front(),
            shared.For(2, "http://b").front());
}

}  // namespace
}  // namespace noodles
