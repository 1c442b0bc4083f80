#include "noodles/transport/http/http_fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "noodles/base/status.h"
#include "transport/raw_server.h"

namespace noodles::transport_internal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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

TEST_F(HttpFetchTest, SkipsInterimAnswers) {
  const std::string interim[] = {
      "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n",
      "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\nContent-Length: 9\r\n\r\n",
      "HTTP/1.1 100\n\n"};
  const std::string answer =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  std::string all;
  for (const std::string& one : interim) {
    EXPECT_EQ(TextOf(one + answer), "hello") << one;
    all += one;
  }
  EXPECT_EQ(TextOf(all + answer), "hello");
  EXPECT_EQ(CodeOf(all), absl::StatusCode::kDataLoss);
  // 101 is a last answer, and an endless number of others is none.
  EXPECT_EQ(CodeOf("HTTP/1.1 101 Switching Protocols\r\n\r\n" + answer),
            absl::StatusCode::kUnavailable);
  std::string endless;
  for (int i = 0; i < 10; ++i) endless += interim[0];
  EXPECT_EQ(CodeOf(endless + answer, {.max_header_bytes = 100}),
            absl::StatusCode::kResourceExhausted);
}

TEST_F(HttpFetchTest, FollowsRedirectsOfEveryForm) {
  std::string location;
  RawServer server([&](const std::string& request) -> std::string {
    if (request.starts_with("GET /folder/old?x=1 ")) {
      return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n";
    }
    const std::string target = request.substr(4, request.find(" HTTP") - 4);
    return "HTTP/1.1 200 OK\r\nContent-Length: " +
           std::to_string(target.size()) + "\r\n\r\n" + target;
  });
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  const std::pair<std::string, std::string> cases[] = {
      {"new", "/folder/new"},      {"../new", "/new"},
      {"?y=2", "/folder/old?y=2"}, {"//" + host + "/new?z", "/new?z"},
      {"http://" + host, "/"},     {"/a b#c", "/a%20b"},
  };
  for (const auto& [reference, target] : cases) {
    location = reference;
    EXPECT_EQ(Fetch(server.Url("http", "/folder/old?x=1")).value().text(),
              target)
        << reference;
  }
}

TEST_F(HttpFetchTest, RefusesRedirectsWithoutEnd) {
  int count = 0;
  RawServer server([&](const std::string& request) -> std::string {
    if (request.starts_with("GET /a ")) {
      return "HTTP/1.1 302 Found\r\nLocation: b\r\n\r\n";
    }
    if (request.starts_with("GET /b ")) {
      return "HTTP/1.1 302 Found\r\nLocation: a\r\n\r\n";
    }
    return "HTTP/1.1 302 Found\r\nLocation: /" + std::to_string(++count) +
           "\r\n\r\n";
  });
  const auto circle = Fetch(server.Url("http", "/a")).status();
  EXPECT_EQ(circle.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(StatusMessage(circle)), HasSubstr("circle"));
  EXPECT_EQ(server.requests().size(), 2u);
  const auto endless = Fetch(server.Url("http", "/0")).status();
  EXPECT_EQ(endless.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(StatusMessage(endless)),
              HasSubstr("more than 5 redirects"));
}

TEST_F(HttpFetchTest, SendsTheTokenWhereItIsAskedFor) {
  RawServer other([](const std::string& request) -> std::string {
    return request.find("Authorization") == std::string::npos
               ? "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"
               : "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nleaked";
  });
  RawServer server([&](const std::string& request) -> std::string {
    if (request.find("Authorization: Bearer secret\r\n") == std::string::npos) {
      return "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n";
    }
    if (request.starts_with("GET /elsewhere ")) {
      return "HTTP/1.1 302 Found\r\nLocation: " + other.Url("http", "/") +
             "\r\n\r\n";
    }
    if (request.starts_with("GET /moved ")) {
      return "HTTP/1.1 302 Found\r\nLocation: /file\r\n\r\n";
    }
    return "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfile";
  });
  const FetchOptions options = {.token = "secret"};
  EXPECT_EQ(Fetch(server.Url("http", "/file"), options).value().text(), "file");
  // Not before it is asked for, and then with each request to this server.
  ASSERT_EQ(server.requests().size(), 2u);
  EXPECT_THAT(server.requests()[0], Not(HasSubstr("secret")));
  EXPECT_EQ(Fetch(server.Url("http", "/moved"), options).value().text(),
            "file");
  EXPECT_EQ(server.requests().size(), 5u);
  // Not to another server, and not twice where it is wrong.
  EXPECT_EQ(Fetch(server.Url("http", "/elsewhere"), options).status().code(),
            absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(other.requests().size(), 1u);
  EXPECT_THAT(other.requests()[0], Not(HasSubstr("secret")));
  EXPECT_EQ(
      Fetch(server.Url("http", "/file"), {.token = "wrong"}).status().code(),
      absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(Fetch(server.Url("http", "/file")).status().code(),
            absl::StatusCode::kUnauthenticated);
  // A token that would add fields.
  EXPECT_EQ(
      Fetch(server.Url("http", "/"), {.token = "x\r\nY: z"}).status().code(),
      absl::StatusCode::kInvalidArgument);
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
  EXPECT_THAT(TextOf(head + "5;x=" + std::string(100'000, 'y')),
              HasSubstr("endless chunk line"));
  EXPECT_THAT(TextOf(head + "0\r\nTrailer: " + std::string(100'000, 'y')),
              HasSubstr("endless chunk line"));
  EXPECT_THAT(TextOf(head + "z\r\n"), HasSubstr("chunk"));
}

}  // namespace
}  // namespace noodles::transport_internal
