#include "noodles/transport/http/http_fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "noodles/base/status.h"
#include "transport/raw_server.h"

namespace noodles::transport_internal {
namespace {

using ::testing::HasSubstr;

class HttpFetchTest : public ::testing::Test {
 protected:
  HttpFetchTest() { EXPECT_TRUE(loop_->StartThread().ok()); }
  ~HttpFetchTest() override { loop_->Stop(); }

  absl::StatusOr<Bytes> Fetch(const std::string& url,
                              FetchOptions options = {}) {
    std::promise<absl::StatusOr<Bytes>> promise;
    HttpFetch::Start(
        loop_, ParseUrl(url).value(), options,
        [this](uint64_t bytes, std::optional<uint64_t> of) {
          progress_.emplace_back(bytes, of);
        },
        [&](absl::StatusOr<Bytes> result) {
          promise.set_value(std::move(result));
        });
    return promise.get_future().get();
  }

  absl::StatusOr<Bytes> FetchAnswer(const std::string& answer,
                                    FetchOptions options = {}) {
    RawServer server([&](const std::string&) { return answer; });
    return Fetch(server.Url("http", "/file"), options);
  }

  std::string TextOf(const std::string& answer) {
    const absl::StatusOr<Bytes> bytes = FetchAnswer(answer);
    return bytes.ok() ? std::string(bytes->text()) : bytes.status().ToString();
  }
  absl::StatusCode CodeOf(const std::string& answer,
                          FetchOptions options = {}) {
    return FetchAnswer(answer, options).status().code();
  }

  const std::shared_ptr<EventLoop> loop_ = EventLoop::Make();
  std::vector<std::pair<uint64_t, std::optional<uint64_t>>> progress_;
};

TEST_F(HttpFetchTest, ReadsBodiesOfEveryForm) {
  EXPECT_EQ(TextOf("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello more"),
            "hello");
  EXPECT_EQ(progress_.back().first, 5u);
  EXPECT_EQ(progress_.back().second, 5u);
  EXPECT_EQ(TextOf("HTTP/1.0 200 OK\r\n\r\nuntil the end"), "until the end");
  EXPECT_EQ(TextOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: 1\r\n\r\n"),
            "hello world");
}

TEST_F(HttpFetchTest, ReadsLinesThatEndWithLineFeeds) {
  EXPECT_EQ(TextOf("HTTP/1.0 200 OK\nContent-Length: 2\n\nhi"), "hi");
}

TEST_F(HttpFetchTest, ReadsAFailureOfOneLine) {
  const absl::StatusOr<Bytes> bytes = FetchAnswer("HTTP/1.0 500 FAIL");
  EXPECT_EQ(bytes.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(bytes.status().ToString(), HasSubstr("500"));
}

TEST_F(HttpFetchTest, TellsWhatTheServerAnswers) {
  EXPECT_EQ(CodeOf("HTTP/1.1 404 Not Found\r\n\r\n"),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(CodeOf("HTTP/1.1 401 No\r\n\r\n"),
            absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(CodeOf("HTTP/1.1 403 No\r\n\r\n"),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(CodeOf("HTTP/1.1 503 No\r\n\r\n"), absl::StatusCode::kUnavailable);
}

TEST_F(HttpFetchTest, RefusesWhatIsCutShortOrNoHttp) {
  EXPECT_EQ(CodeOf("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(CodeOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"
                   "hel"),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(
      CodeOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n"),
      absl::StatusCode::kDataLoss);
  EXPECT_EQ(CodeOf("HTTP/1.1 200 OK\r\nContent-Le"),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(CodeOf("garbage\r\n\r\n"), absl::StatusCode::kDataLoss);
  EXPECT_EQ(CodeOf(""), absl::StatusCode::kDataLoss);
}

TEST_F(HttpFetchTest, StopsAtItsLimits) {
  const FetchOptions options = {.max_bytes = 4, .max_header_bytes = 100};
  EXPECT_EQ(
      CodeOf("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", options),
      absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(CodeOf("HTTP/1.1 200 OK\r\n\r\nhello", options),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(CodeOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "ffffffffffffffff\r\n",
                   options),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(CodeOf("HTTP/1.1 200 OK\r\nX: " + std::string(200, 'x'), options),
            absl::StatusCode::kResourceExhausted);
}

TEST_F(HttpFetchTest, FollowsRedirectsButNotInCircles) {
  RawServer server([](const std::string& request) -> std::string {
    if (request.starts_with("GET /old ")) {
      return "HTTP/1.1 302 Found\r\nLocation: /new\r\n\r\n";
    }
    if (request.starts_with("GET /circle ")) {
      return "HTTP/1.1 307 Again\r\nLocation: /circle\r\n\r\n";
    }
    return "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew";
  });
  EXPECT_EQ(Fetch(server.Url("http", "/old")).value().text(), "new");
  EXPECT_EQ(Fetch(server.Url("http", "/circle")).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST_F(HttpFetchTest, GivesUpOnAServerThatSendsNothing) {
  RawServer server(
      [](const std::string&) { return std::string("HTTP/1.1 200 OK\r\n"); },
      true);
  FetchOptions options;
  options.stall_timeout = std::chrono::milliseconds(50);
  EXPECT_EQ(Fetch(server.Url("http", "/"), options).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST_F(HttpFetchTest, ReadsAStatusLineWithoutAReason) {
  EXPECT_EQ(TextOf("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi"), "hi");
}

// A second answer could be smuggled past a reader that is less strict.
TEST_F(HttpFetchTest, RefusesBodiesOfUnclearLength) {
  for (const char* const fields :
       {"Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: 2, 3\r\n", "Content-Length: two\r\n",
        "Content-Length : 2\r\n",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n"}) {
    EXPECT_EQ(CodeOf(std::string("HTTP/1.1 200 OK\r\n") + fields + "\r\nhi"),
              absl::StatusCode::kDataLoss)
        << fields;
  }
  EXPECT_EQ(CodeOf("HTTP/1.7 200 OK\r\n\r\nhi"), absl::StatusCode::kDataLoss);
  EXPECT_EQ(CodeOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "2\nhi\n0\n\n"),
            absl::StatusCode::kDataLoss);
}

TEST_F(HttpFetchTest, BoundsTheLinesOfChunks) {
  const std::string head =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(CodeOf(head + "5;x=" + std::string(100'000, 'y')),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(CodeOf(head + "0\r\nTrailer: " + std::string(100'000, 'y')),
            absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace noodles::transport_internal
