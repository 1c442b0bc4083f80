#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "noodles/base/status.h"
#include "noodles/transport/http/http_fetch.h"
#include "transport/raw_server.h"
#include "transport/server_handler.h"
#include "transport/tls_fixture.h"

namespace noodles::transport_internal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Answers /http with a redirect to another server, /old with one to /new.
class RedirectingHandler final : public HttpHandler {
 public:
  explicit RedirectingHandler(std::string target) : target_(target) {}
  HttpResponse OnRequest(const HttpRequest& request) override {
    if (request.path() == "/new") return MakeTextResponse(200, "new");
    HttpResponse response;
    response.status = 302;
    response.fields = {
        {"Location", request.path() == "/http" ? target_ : "/new"}};
    return response;
  }

 private:
  const std::string target_;
};

// The file at the URL, from a server with any certificate, or the error.
std::string TextOf(const std::string& url) {
  const std::shared_ptr<EventLoop> loop = EventLoop::Make();
  EXPECT_TRUE(loop->StartThread().ok());
  std::promise<absl::StatusOr<Bytes>> promise;
  HttpFetch::Start(
      loop, ParseUrl(url).value(), {.tls = {.is_verified = false}},
      [](uint64_t, std::optional<uint64_t>) {},
      [&](absl::StatusOr<Bytes> result) {
        promise.set_value(std::move(result));
      });
  const absl::StatusOr<Bytes> bytes = promise.get_future().get();
  loop->Stop();
  return bytes.ok() ? std::string(bytes->text()) : bytes.status().ToString();
}

TEST(TlsFetchTest, RefusesRedirectsFromHttpsToHttp) {
  RawServer open([](const std::string&) {
    return "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew";
  });
  const std::string target = open.Url("http", "/secret");
  ListenerOptions options = LoopbackOptions();
  options.http_handler = std::make_shared<RedirectingHandler>(target);
  options.tls = TestTlsContext();
  const auto listener =
      StartListener(options, std::make_shared<ServerHandler>());
  const std::string server =
      "https://127.0.0.1:" + std::to_string(listener->port());
  EXPECT_EQ(TextOf(server + "/old"), "200 OK: new\n");
  EXPECT_THAT(TextOf(server + "/http"), AllOf(StartsWith("PERMISSION_DENIED: "),
                                              HasSubstr("from https to http")));
}

}  // namespace
}  // namespace noodles::transport_internal
