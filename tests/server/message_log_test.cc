// The message log: every line is JSON, in order, within its limits.
#include "noodles/server/clients/message_log.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "noodles/base/logging.h"
#include "noodles/codec.h"
#include "noodles/server.h"
#include "noodles/server/clients/message_file.h"
#include "server/fake_client.h"
#include "state/document_testing.h"

namespace noodles {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using ::testing::MatchesRegex;

class MessageLogTest : public ::testing::Test {
 protected:
  MessageLogTest() {
    fs::remove(options_.file);
    fs::remove(options_.file + ".1");
  }
  ~MessageLogTest() override {
    fs::remove(options_.file);
    fs::remove(options_.file + ".1");
    SetLogSink({});
  }

  static std::vector<Json> Read(const std::string& path) {
    std::ifstream in(path);
    std::vector<Json> lines;
    for (std::string line; std::getline(in, line);) {
      lines.push_back(Json::parse(line));
    }
    return lines;
  }
  std::vector<Json> Read() const { return Read(options_.file); }

  // `messages` as a document sends them.
  template <class... Messages>
  static EncodedMessages Encoded(const Messages&... messages) {
    cbor::Writer writer;
    (AppendMessage(writer, messages), ...);
    return {writer.Take(), sizeof...(messages), nullptr};
  }

  MessageLogOptions options_{.file = ::testing::TempDir() +
                                     "/noodles_message_log_test.jsonl"};
};

TEST_F(MessageLogTest, WritesALineForEachMessage) {
  server_internal::MessageLog log(options_);
  Must(log.Open());
  log.LogReceived(7, "Orzo \"2\"", EncodeFrame(MsgIntroduction{"Orzo"}));
  log.LogSent({7, 9}, Encoded(MsgEntityCreate{{3, 0}, {.name = "pump"}},
                              MsgEntityDelete{{3, 0}}));
  log.Close();
  const std::vector<Json> lines = Read();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_THAT(lines[0]["time"].get<std::string>(),
              MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}.[0-9]{3}Z"));
  EXPECT_EQ(lines[0]["direction"], "received");
  EXPECT_EQ(lines[0]["clients"], Json::array({7}));
  EXPECT_EQ(lines[0]["client_name"], "Orzo \"2\"");
  EXPECT_EQ(lines[0]["number"], 0);
  EXPECT_EQ(lines[0]["message"], "MsgIntroduction");
  EXPECT_EQ(lines[0]["content"]["client_name"], "Orzo");
  EXPECT_EQ(lines[1]["direction"], "sent");
  EXPECT_EQ(lines[1]["clients"], Json::array({7, 9}));
  EXPECT_EQ(lines[1]["message"], "MsgEntityCreate");
  EXPECT_EQ(lines[1]["content"]["name"], "pump");
  EXPECT_EQ(lines[2]["message"], "MsgEntityDelete");
  EXPECT_EQ(lines[2]["content"]["id"], Json::array({3, 0}));
  EXPECT_FALSE(lines[2].contains("client_name"));
}

TEST_F(MessageLogTest, KnowsTheNamesOfAllMessages) {
  server_internal::MessageLog log(options_);
  Must(log.Open());
  constexpr uint64_t kMessages = 38;
  for (uint64_t number = 0; number <= kMessages; ++number) {
    cbor::Writer writer;
    writer.WriteUint(number);
    writer.WriteMapHead(0);
    log.LogSent({1}, {writer.Take(), 1, nullptr});
  }
  log.Close();
  const std::vector<Json> lines = Read();
  ASSERT_EQ(lines.size(), kMessages + 1);
  std::set<std::string> names;
  for (uint64_t number = 0; number < kMessages; ++number) {
    ASSERT_TRUE(lines[number].contains("message")) << number;
    names.insert(lines[number]["message"].get<std::string>());
  }
  EXPECT_EQ(names.size(), kMessages);
  EXPECT_FALSE(lines[kMessages].contains("message"));
}

TEST_F(MessageLogTest, LeavesLongContentOut) {
  options_.max_content_bytes = 100;
  server_internal::MessageLog log(options_);
  Must(log.Open());
  log.LogSent(
      {1}, Encoded(MsgEntityCreate{{0, 0}, {.name = std::string(1000, 'x')}}));
  log.Close();
  const std::vector<Json> lines = Read();
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_FALSE(lines[0].contains("content"));
  EXPECT_GT(lines[0]["content_bytes"], 1000);
}

TEST_F(MessageLogTest, TellsOfFramesThatCannotBeRead) {
  server_internal::MessageLog log(options_);
  Must(log.Open());
  log.LogReceived(1, "", Bytes::Copy("\x82\x00\xff"));
  log.LogReceived(1, "", Bytes::Copy("junk"));
  log.Close();
  const std::vector<Json> lines = Read();
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_TRUE(lines[0].contains("error"));
  EXPECT_TRUE(lines[1].contains("error"));
  EXPECT_EQ(lines[1]["bytes"], "anVuaw==");
}

TEST_F(MessageLogTest, BeginsAnewBeyondItsSize) {
  options_.max_file_bytes = 1000;
  server_internal::MessageLog log(options_);
  Must(log.Open());
  for (uint32_t i = 0; i < 100; ++i) {
    log.LogSent({1}, Encoded(MsgEntityDelete{{i, 0}}));
  }
  log.Close();
  EXPECT_LE(fs::file_size(options_.file), 1000u);
  EXPECT_LE(fs::file_size(options_.file + ".1"), 1000u);
  EXPECT_EQ(Read().back()["content"]["id"][0], 99);
  // The two follow one another.
  EXPECT_EQ(
      Read(options_.file + ".1").back()["content"]["id"][0].get<int>() + 1,
      Read().front()["content"]["id"][0].get<int>());
}

TEST_F(MessageLogTest, SaysWhatItCouldNotTake) {
  options_.max_waiting_bytes = 10;
  server_internal::MessageLog log(options_);
  Must(log.Open());
  log.LogSent({1}, Encoded(MsgEntityDelete{{0, 0}}));
  log.LogSent({1}, Encoded(MsgEntityDelete{{1, 0}}));
  log.Close();
  uint64_t dropped = 0;
  for (const Json& line : Read()) dropped += line["dropped_frames"].get<int>();
  EXPECT_EQ(dropped, 2u);
}

// A name of megabytes in each entry must not hide from the bound.
TEST_F(MessageLogTest, CountsTheNamesOfClients) {
  options_.max_waiting_bytes = 100'000;
  server_internal::MessageLog log(options_);
  Must(log.Open());
  const Bytes frame = EncodeFrame(MsgIntroduction{"x"});
  log.LogReceived(1, std::string(200'000, 'n'), frame);
  log.LogReceived(1, std::string(1'000, 'n'), frame);
  log.Close();
  uint64_t dropped = 0;
  size_t written = 0;
  for (const Json& line : Read()) {
    dropped += line.value("dropped_frames", 0U);
    written += line.contains("client_name") ? 1 : 0;
  }
  EXPECT_EQ(dropped, 1u);
  EXPECT_EQ(written, 1u);
}

TEST_F(MessageLogTest, KeepsControlCharactersOutOfTheFile) {
  server_internal::MessageLog log(options_);
  Must(log.Open());
  const std::string name = "\x1b[2J\x7f\xc2\x9b\xe2\x80\xae\n";
  log.LogReceived(1, name, EncodeFrame(MsgIntroduction{name}));
  log.Close();
  std::ifstream in(options_.file);
  std::string line;
  std::getline(in, line);
  for (const char* const bad : {"\x1b", "\x7f", "\xc2\x9b", "\xe2\x80\xae"}) {
    EXPECT_EQ(line.find(bad), std::string::npos) << line;
  }
  ASSERT_EQ(Read().size(), 1u);
  EXPECT_EQ(Read()[0]["client_name"], name);
  EXPECT_EQ(Read()[0]["content"]["client_name"], name);
}

// A limit for the size of files stands for a disk that is full: a write beyond
// it is cut, and then fails.
class FullDisk {
 public:
  explicit FullDisk(size_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &former_);
    rlimit limit = former_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &former_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit former_ = {};
};

class MessageFileTest : public MessageLogTest {
 protected:
  MessageFileTest() {
    SetLogSink([this](const LogRecord& record) {
      const std::lock_guard lock(mutex_);
      told_.emplace_back(record.message);
    });
    // Without the signal, as on the thread of the log, the write just fails.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  }
  ~MessageFileTest() override { SetLogSink({}); }

  std::string Content() const {
    std::ifstream in(options_.file);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::vector<std::string> told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }

  std::mutex mutex_;
  std::vector<std::string> told_;
};

constexpr char kCannot[] =
    "the message log cannot be written; lines are left out";
constexpr char kAgain[] = "the message log is written again";

TEST_F(MessageFileTest, EndsWithAWholeLineAndGoesOn) {
  server_internal::MessageFile file(options_.file, 1 << 20,
                                    std::chrono::milliseconds(0));
  Must(file.Open());
  file.Add("{\"a\":1}");
  file.Flush();
  {
    // Room for one line and a part of the next.
    const FullDisk full(8 + 8 + 3);
    file.Add("{\"a\":2}");
    file.Add("{\"a\":3}");
    file.Add("{\"a\":4}");
    file.Flush();
    EXPECT_EQ(Content(), "{\"a\":1}\n{\"a\":2}\n");
    EXPECT_TRUE(file.next_attempt());
    file.Add("{\"a\":5}");
    file.Flush();
    EXPECT_EQ(Content(), "{\"a\":1}\n{\"a\":2}\n");
  }
  file.Add("{\"a\":6}");
  file.Flush();
  EXPECT_FALSE(file.next_attempt());
  file.Add("{\"a\":7}");
  file.Close();
  const std::vector<Json> lines = Read();
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[2]["left_out_lines"], 3);
  EXPECT_THAT(lines[2]["time"].get<std::string>(), MatchesRegex(".*T.*Z"));
  EXPECT_EQ(lines[3]["a"], 6);
  EXPECT_EQ(lines[4]["a"], 7);
  EXPECT_THAT(told(), ::testing::ElementsAre(kCannot, kAgain));
}

TEST_F(MessageFileTest, WaitsBetweenAttempts) {
  server_internal::MessageFile file(options_.file, 1 << 20,
                                    std::chrono::hours(1));
  Must(file.Open());
  {
    const FullDisk full(0);
    file.Add("{}");
    file.Flush();
  }
  file.Add("{}");
  file.Flush();
  EXPECT_EQ(Content(), "");
  // The end is an attempt.
  file.Close();
  ASSERT_EQ(Read().size(), 1u);
  EXPECT_EQ(Read()[0]["left_out_lines"], 2);
}

TEST_F(MessageFileTest, TellsOfLinesThatItNeverWrote) {
  server_internal::MessageFile file(options_.file, 1 << 20,
                                    std::chrono::milliseconds(0));
  Must(file.Open());
  const FullDisk full(0);
  file.Add("{}");
  file.Close();
  EXPECT_THAT(told(), ::testing::ElementsAre(
                          kCannot, "the message log ends without some lines"));
}

TEST_F(MessageFileTest, EndsALineThatAnEarlierProgramLeftUnfinished) {
  std::ofstream(options_.file) << "{\"a\":1}\n{\"a\":";
  server_internal::MessageFile file(options_.file, 1 << 20,
                                    std::chrono::milliseconds(0));
  Must(file.Open());
  file.Add("{\"a\":2}");
  file.Close();
  EXPECT_EQ(Content(), "{\"a\":1}\n{\"a\":\n{\"a\":2}\n");
}

// /dev/full takes nothing and cannot be cut; a pipe that is full is no reason
// to wait.
TEST_F(MessageFileTest, APipeThatNobodyReadsIsAFullDisk) {
  fs::remove(options_.file);
  ASSERT_EQ(::mkfifo(options_.file.c_str(), 0600), 0);
  const int reader = ::open(options_.file.c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_GE(reader, 0);
  server_internal::MessageFile file(options_.file, size_t{1} << 30,
                                    std::chrono::milliseconds(0));
  Must(file.Open());
  const std::string line = "{\"text\":\"" + std::string(30'000, 'x') + "\"}";
  while (told().empty()) file.Add(line);
  // The reader gets what was written, to the last torn line.
  std::string text;
  const auto drain = [&] {
    std::array<char, 65536> part{};
    for (;;) {
      const ssize_t count = ::read(reader, part.data(), part.size());
      if (count <= 0) return;
      text.append(part.data(), static_cast<size_t>(count));
    }
  };
  drain();
  const auto whole =
      static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  file.Add("{\"last\":true}");
  file.Close();
  drain();
  ::close(reader);
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string next; std::getline(in, next);) lines.push_back(next);
  // Whole lines, one that is torn, the number of those left out, the last.
  ASSERT_EQ(lines.size(), whole + 3);
  EXPECT_FALSE(Json::accept(lines[whole]));
  EXPECT_GE(Json::parse(lines[whole + 1])["left_out_lines"], 1);
  EXPECT_EQ(lines[whole + 2], "{\"last\":true}");
}

TEST_F(MessageFileTest, TheLogGoesOnByItself) {
  options_.retry_interval = std::chrono::milliseconds(1);
  server_internal::MessageLog log(options_);
  Must(log.Open());
  {
    const FullDisk full(0);
    log.LogSent({1}, Encoded(MsgEntityDelete{{0, 0}}));
    while (told().empty()) std::this_thread::yield();
  }
  // Without another message.
  while (told().size() < 2) std::this_thread::yield();
  log.Close();
  ASSERT_EQ(Read().size(), 1u);
  EXPECT_EQ(Read()[0]["left_out_lines"], 1);
}

TEST_F(MessageLogTest, AServerLogsWhatItsClientsSayAndHear) {
  SetLogSink([](const LogRecord&) {});
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.message_log = options_;
  Server server(options);
  Must(server.Start());
  const MethodID method = Must(server.AddMethod(
      "add", "", [](double a, double b) { return a + b; }, {"a", "b"}));
  {
    FakeClient client(server_internal::ServerState::Of(server), 1'000'001);
    client.Join();
    client.Call(method, {Any(1.5), Any(2.0)});
    Must(server.document().Create(Entity{.name = "pump"}));
    client.ReceiveOne();
  }
  server.Stop();
  std::vector<std::string> seen;
  for (const Json& line : Read()) {
    EXPECT_EQ(line["clients"], Json::array({1'000'001}));
    seen.push_back(line["direction"].get<std::string>() + " " +
                   line["message"].get<std::string>());
  }
  EXPECT_THAT(seen, ::testing::ElementsAre(
                        "received MsgIntroduction", "sent MsgMethodCreate",
                        "sent MsgDocumentUpdate", "sent MsgDocumentInitialized",
                        "received MsgInvokeMethod", "sent MsgMethodReply",
                        "sent MsgEntityCreate"));
  EXPECT_EQ(Read()[4]["client_name"], "fake");
  EXPECT_EQ(Read()[5]["content"]["result"], 3.5);
}

TEST_F(MessageLogTest, AFileThatCannotBeWrittenKeepsTheServerFromStarting) {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.message_log.file = "/nowhere/at/all.jsonl";
  Server server(options);
  const absl::Status status = server.Start();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(TextOf(status),
            "cannot write the message log \"/nowhere/at/all.jsonl\": No such "
            "file or directory");
  EXPECT_EQ(server.port(), 0);
}

}  // namespace
}  // namespace noodles
