// Fetching of assets: cache, limits, cancellation, errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "noodles/base/status.h"
#include "noodles/client.h"
#include "noodles/server.h"
#include "transport/raw_server.h"

namespace noodles {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Ok(const std::string& content) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " +
         std::to_string(content.size()) + "\r\n\r\n" + content;
}

// The first half of a file. A server that stops there never sends the rest.
std::string Half(const std::string&) {
  return "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nabcd";
}

class FetchTest : public ::testing::Test {
 protected:
  FetchTest() { EXPECT_TRUE(server_.Start().ok()); }

  BufferID BufferAt(const std::string& url, uint64_t size) {
    return server_.document()
        .Create(Buffer{.size = size, .source = Location{url}})
        .value();
  }
  void Join(Client& client) {
    ASSERT_TRUE(
        client.Connect("ws://127.0.0.1:" + std::to_string(server_.port()))
            .ok());
    const absl::Status status = client.WaitUntilReady();
    ASSERT_TRUE(status.ok()) << status;
  }
  static ServerOptions LocalOptions() {
    ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    options.stop_limit = std::chrono::milliseconds(500);
    return options;
  }

  Server server_{LocalOptions()};
};

// One fetch and its outcome.
struct Fetching {
  Fetching(Client& client, BufferID buffer)
      : number(client.Fetch(
            buffer,
            [this](uint64_t bytes, std::optional<uint64_t> of) {
              if (bytes == 0 || has_begun) return;
              has_begun = true;
              begun.set_value({bytes, of});
            },
            [this](absl::StatusOr<Bytes> bytes) {
              done.set_value(std::move(bytes));
            })) {}

  // Used on the client's thread.
  bool has_begun = false;
  std::promise<std::pair<uint64_t, std::optional<uint64_t>>> begun;
  std::promise<absl::StatusOr<Bytes>> done;
  FetchNumber number;
};

TEST_F(FetchTest, IsGivenUpWhenAsked) {
  transport_internal::RawServer files(Half, true);
  const BufferID buffer = BufferAt(files.Url("http", "/a"), 8);
  Client client;
  Join(client);
  Fetching first(client, buffer);
  EXPECT_EQ(first.begun.get_future().get(),
            std::pair(uint64_t{4}, std::optional<uint64_t>(8)));
  // Shares the transfer, which continues after the first fetch is cancelled.
  Fetching second(client, buffer);
  EXPECT_TRUE(client.CancelFetch(first.number));
  EXPECT_FALSE(client.CancelFetch(first.number));
  EXPECT_EQ(first.done.get_future().get().status().code(),
            absl::StatusCode::kCancelled);
  EXPECT_TRUE(client.CancelFetch(second.number));
  EXPECT_EQ(second.done.get_future().get().status().code(),
            absl::StatusCode::kCancelled);
  EXPECT_EQ(files.requests().size(), 1u);
}

TEST_F(FetchTest, IsBegunAnewAfterOneThatWasGivenUp) {
  int answers = 0;
  transport_internal::RawServer files(
      [&](const std::string& request) {
        return answers++ == 0 ? Half(request) : Ok("abcdefgh");
      },
      true);
  const BufferID buffer = BufferAt(files.Url("http", "/a"), 8);
  Client client;
  Join(client);
  Fetching first(client, buffer);
  first.begun.get_future().wait();
  EXPECT_TRUE(client.CancelFetch(first.number));
  EXPECT_EQ(client.Fetch(buffer).get().value().text(), "abcdefgh");
  EXPECT_EQ(files.requests().size(), 2u);
}

TEST_F(FetchTest, IsGivenUpBeforeItHasBegun) {
  transport_internal::RawServer files(Half, true);
  ClientOptions options;
  options.assets.max_parallel = 1;
  Client client(options);
  const BufferID one = BufferAt(files.Url("http", "/a"), 8);
  const BufferID two = BufferAt(files.Url("http", "/b"), 8);
  Join(client);
  Fetching running(client, one);
  running.begun.get_future().wait();
  Fetching queued(client, two);
  EXPECT_TRUE(client.CancelFetch(queued.number));
  EXPECT_EQ(queued.done.get_future().get().status().code(),
            absl::StatusCode::kCancelled);
  EXPECT_TRUE(client.CancelFetch(running.number));
  EXPECT_EQ(files.requests().size(), 1u);
}

TEST_F(FetchTest, KeepsNoMoreThanItsCacheMayHold) {
  transport_internal::RawServer files(
      [](const std::string&) { return Ok("abcd"); });
  const BufferID one = BufferAt(files.Url("http", "/a"), 4);
  const BufferID two = BufferAt(files.Url("http", "/b"), 4);
  ClientOptions options;
  options.assets.max_cache_bytes = 7;
  Client client(options);
  Join(client);
  const auto fetch = [&](BufferID buffer) {
    EXPECT_EQ(client.Fetch(buffer).get().value().text(), "abcd");
    return files.requests().size();
  };
  EXPECT_EQ(fetch(one), 1u);
  EXPECT_EQ(fetch(one), 1u);
  EXPECT_EQ(fetch(two), 2u);
  EXPECT_EQ(fetch(two), 2u);
  EXPECT_EQ(fetch(one), 3u);
}

TEST_F(FetchTest, SaysWhatFailed) {
  transport_internal::RawServer files(
      [](const std::string& request) -> std::string {
        if (request.starts_with("GET /large "))
          return Ok(std::string(100, 'x'));
        if (request.starts_with("GET /half ")) return Half(request);
        return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
      });
  std::string refused;
  {
    transport_internal::RawServer gone(
        [](const std::string&) { return Ok(""); });
    refused = gone.Url("http", "/");
  }
  ClientOptions options;
  options.assets.max_file_bytes = 99;
  Client client(options);
  const BufferID large = BufferAt(files.Url("http", "/large"), 100);
  const BufferID half = BufferAt(files.Url("http", "/half"), 8);
  const BufferID missing = BufferAt(files.Url("http", "/missing"), 8);
  const BufferID nowhere = BufferAt(refused, 8);
  const BufferID odd = BufferAt("gopher://localhost/x", 8);
  Join(client);
  const auto status = [&](BufferID buffer) {
    return client.Fetch(buffer).get().status();
  };
  const auto text = [&](BufferID buffer) {
    return std::string(StatusMessage(status(buffer)));
  };
  EXPECT_EQ(status(large).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(text(large), HasSubstr("99"));
  EXPECT_EQ(status(half).code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(status(missing).code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(text(missing), HasSubstr("404"));
  EXPECT_EQ(status(nowhere).code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(text(nowhere), HasSubstr("refused"));
  EXPECT_EQ(status(odd).code(), absl::StatusCode::kInvalidArgument);
}

// Options with which a transfer is slow after a moment.
ClientOptions Impatient() {
  ClientOptions options;
  options.assets.slow_after = std::chrono::milliseconds(20);
  options.assets.slow_timeout = std::chrono::milliseconds(0);
  return options;
}

// Begins files and stops in the middle of those whose names contain "half".
std::string HalfOrWhole(const std::string& request) {
  return request.starts_with("GET /half") ? Half(request) : Ok("abcdefgh");
}

TEST_F(FetchTest, SlowFilesDoNotHoldUpOthersOfTheirServer) {
  transport_internal::RawServer files(HalfOrWhole, true);
  std::vector<BufferID> slow;
  for (int i = 0; i < 4; ++i) {
    slow.push_back(BufferAt(files.Url("http", "/half" + std::to_string(i)), 8));
  }
  const BufferID good = BufferAt(files.Url("http", "/good"), 8);
  Client client(Impatient());
  Join(client);
  std::vector<std::unique_ptr<Fetching>> fetches;
  for (const BufferID buffer : slow) {
    fetches.push_back(std::make_unique<Fetching>(client, buffer));
  }
  EXPECT_EQ(client.Fetch(good).get().value().text(), "abcdefgh");
  // The slow ones go on.
  for (const auto& fetch : fetches) {
    EXPECT_TRUE(client.CancelFetch(fetch->number));
  }
}

TEST_F(FetchTest, TheOldestOfTooManySlowFilesEnds) {
  transport_internal::RawServer files(HalfOrWhole, true);
  ClientOptions options = Impatient();
  options.assets.max_parallel = 2;
  options.assets.max_slow = 1;
  std::vector<BufferID> slow;
  for (int i = 0; i < 4; ++i) {
    slow.push_back(BufferAt(files.Url("http", "/half" + std::to_string(i)), 8));
  }
  const BufferID good = BufferAt(files.Url("http", "/good"), 8);
  // Outlives the client, which ends the fetches.
  std::vector<std::unique_ptr<Fetching>> fetches;
  Client client(options);
  Join(client);
  for (const BufferID buffer : slow) {
    fetches.push_back(std::make_unique<Fetching>(client, buffer));
  }
  EXPECT_EQ(client.Fetch(good).get().value().text(), "abcdefgh");
  const absl::Status first = fetches[0]->done.get_future().get().status();
  EXPECT_EQ(first.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(std::string(StatusMessage(first)),
              HasSubstr("AssetFetchOptions::min_bytes_per_second"));
}

TEST_F(FetchTest, AFileThatStaysSlowEnds) {
  transport_internal::RawServer files(HalfOrWhole, true);
  ClientOptions options = Impatient();
  options.assets.slow_timeout = std::chrono::milliseconds(50);
  const BufferID slow = BufferAt(files.Url("http", "/half"), 8);
  Client client(options);
  Join(client);
  EXPECT_EQ(client.Fetch(slow).get().status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

// Without a minimum rate, the places of one server are no other's.
TEST_F(FetchTest, EachServerHasItsOwnPlaces) {
  transport_internal::RawServer slow_files(HalfOrWhole, true);
  transport_internal::RawServer files(HalfOrWhole, true);
  ClientOptions options;
  options.assets.min_bytes_per_second = 0;
  options.assets.max_parallel = 1;
  const BufferID slow = BufferAt(slow_files.Url("http", "/half"), 8);
  const BufferID waiting = BufferAt(slow_files.Url("http", "/good"), 8);
  const BufferID good = BufferAt(files.Url("http", "/good"), 8);
  Client client(options);
  Join(client);
  Fetching running(client, slow);
  running.begun.get_future().wait();
  Fetching queued(client, waiting);
  EXPECT_EQ(client.Fetch(good).get().value().text(), "abcdefgh");
  EXPECT_EQ(slow_files.requests().size(), 1u);
  EXPECT_TRUE(client.CancelFetch(queued.number));
  EXPECT_TRUE(client.CancelFetch(running.number));
}

TEST_F(FetchTest, AllServersTogetherHaveALimit) {
  transport_internal::RawServer slow_files(HalfOrWhole, true);
  transport_internal::RawServer files(HalfOrWhole, true);
  ClientOptions options;
  options.assets.min_bytes_per_second = 0;
  options.assets.max_transfers = 1;
  const BufferID slow = BufferAt(slow_files.Url("http", "/half"), 8);
  const BufferID good = BufferAt(files.Url("http", "/good"), 8);
  Client client(options);
  Join(client);
  Fetching running(client, slow);
  running.begun.get_future().wait();
  Fetching queued(client, good);
  EXPECT_TRUE(client.CancelFetch(running.number));
  EXPECT_EQ(queued.done.get_future().get().value().text(), "abcdefgh");
}

// Rigatoni serves one file at a time: the others wait, and are not slow.
TEST_F(FetchTest, FilesInLineAreNotSlow) {
  transport_internal::RawServer files([](const std::string&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(40));
    return Ok("abcdefgh");
  });
  ClientOptions options = Impatient();
  options.assets.slow_after = std::chrono::milliseconds(200);
  options.assets.max_parallel = 8;
  options.assets.max_slow = 0;
  std::vector<BufferID> buffers;
  for (int i = 0; i < 20; ++i) {
    buffers.push_back(BufferAt(files.Url("http", "/" + std::to_string(i)), 8));
  }
  Client client(options);
  Join(client);
  std::vector<std::future<absl::StatusOr<Bytes>>> fetches;
  for (const BufferID buffer : buffers) fetches.push_back(client.Fetch(buffer));
  for (auto& fetch : fetches) {
    const absl::StatusOr<Bytes> bytes = fetch.get();
    EXPECT_TRUE(bytes.ok()) << bytes.status();
  }
}

TEST_F(FetchTest, SendsTheTokenToAServerThatAsksForIt) {
  const auto closed = [](const std::string& request) {
    return request.find("Authorization: Bearer secret\r\n") == std::string::npos
               ? std::string("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n")
               : Ok("abcd");
  };
  transport_internal::RawServer files(closed);
  const BufferID buffer = BufferAt(files.Url("http", "/a"), 4);
  const BufferID elsewhere =
      BufferAt("http://localhost:" + std::to_string(files.port()) + "/b", 4);
  ClientOptions options;
  options.token = "secret";
  {
    Client client(options);
    Join(client);
    EXPECT_EQ(client.Fetch(buffer).get().value().text(), "abcd");
    // Another host, by its name.
    EXPECT_EQ(client.Fetch(elsewhere).get().status().code(),
              absl::StatusCode::kUnauthenticated);
  }
  options.assets.sends_token = false;
  Client client(options);
  Join(client);
  EXPECT_EQ(client.Fetch(buffer).get().status().code(),
            absl::StatusCode::kUnauthenticated);
}

// The token is for the NOODLES server, not for servers of assets.
TEST_F(FetchTest, SendsTheTokenToTheServerOnly) {
  transport_internal::RawServer files(
      [](const std::string&) { return Ok("abcd"); });
  transport_internal::RawServer closed([](const std::string&) {
    return std::string(
        "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
  });
  ClientOptions options;
  options.token = "secret";
  options.headers = {{"Origin", "http://example.org"}};
  Client client(options);
  ASSERT_TRUE(client.Connect(closed.Url("ws", "/scene")).ok());
  const absl::Status status = client.WaitUntilReady();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated) << status;
  ASSERT_THAT(closed.requests(), Contains(HasSubstr("GET /scene HTTP/1.1")));
  EXPECT_THAT(closed.requests()[0],
              HasSubstr("Authorization: Bearer secret\r\n"));
  EXPECT_THAT(closed.requests()[0],
              HasSubstr("Origin: http://example.org\r\n"));

  const BufferID buffer = BufferAt(files.Url("http", "/a"), 4);
  Join(client);
  ASSERT_TRUE(client.Fetch(buffer).get().ok());
  EXPECT_THAT(files.requests()[0], Not(HasSubstr("secret")));
}

TEST_F(FetchTest, WaitsForAServerNoLongerThanTold) {
  transport_internal::RawServer silent([](const std::string&) { return ""; },
                                       true);
  Client client;
  ASSERT_TRUE(client.Connect(silent.Url("ws", "/")).ok());
  EXPECT_EQ(client.WaitUntilReady(std::chrono::milliseconds(1)).code(),
            absl::StatusCode::kDeadlineExceeded);
  client.Disconnect();
  EXPECT_EQ(client.WaitUntilReady().code(), absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace noodles
