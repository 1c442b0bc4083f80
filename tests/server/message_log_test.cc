// The message log: every line is JSON, in order, within its limits.
#include "noodles/server/clients/message_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "noodles/base/logging.h"
#include "noodles/codec.h"
#include "noodles/server.h"
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
            "cannot write the message log \"/nowhere/at/all.jsonl\"");
  EXPECT_EQ(server.port(), 0);
}

}  // namespace
}  // namespace noodles
