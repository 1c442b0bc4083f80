// Clients whose messages cannot be read: how many are taken, what is logged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "noodles/server/clients/message_faults.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using server_internal::MessageFaults;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(MessageFaultsTest, GoodMessagesTakeBackEarlierBadOnes) {
  MessageFaults faults(2);
  for (int round = 0; round < 100; ++round) {
    faults.BeginFrame();
    EXPECT_TRUE(faults.OnInvalid());
    faults.BeginFrame();
    faults.OnValid();
  }
  faults.BeginFrame();
  EXPECT_TRUE(faults.OnInvalid());
  EXPECT_TRUE(faults.OnInvalid());
  // Good messages of the same frame take nothing back.
  faults.OnValid();
  EXPECT_FALSE(faults.OnInvalid());
  faults.BeginFrame();
  EXPECT_FALSE(faults.OnInvalid());
}

TEST(MessageFaultsTest, NoLimit) {
  MessageFaults faults(0);
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(faults.OnInvalid());
}

// Collects what is logged.
class NonsenseTest : public ::testing::Test {
 protected:
  NonsenseTest() {
    SetLogLimits({});
    SetLogSink([this](const LogRecord& record) {
      const std::lock_guard lock(mutex_);
      lines_.push_back(FormatLogRecord(record));
    });
    options_.address = "127.0.0.1";
    options_.port = 0;
    options_.assets.service = AssetService::kOff;
  }
  ~NonsenseTest() override {
    server_.reset();
    SetLogSink({});
    SetLogLimits({});
  }

  server_internal::ServerState& Start() {
    server_ = std::make_unique<Server>(options_);
    Must(server_->Start());
    return server_internal::ServerState::Of(*server_);
  }
  // `count` messages; each third can be read if `some_good`.
  static Bytes Frame(size_t count, bool some_good) {
    cbor::Writer writer;
    writer.WriteArrayHead(2 * count);
    for (size_t i = 0; i < count; ++i) {
      writer.WriteUint(MessageTraits<MsgIntroduction>::kNumber);
      if (some_good && i % 3 == 0) {
        writer.WriteMapHead(1);
        writer.WriteText("client_name");
        writer.WriteText("x");
      } else {
        writer.WriteMapHead(0);
      }
    }
    return writer.Take();
  }
  std::vector<std::string> LinesWith(const std::string& what) {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> found;
    for (const std::string& line : lines_) {
      if (line.find(what) != std::string::npos) found.push_back(line);
    }
    return found;
  }

  ServerOptions options_;
  std::unique_ptr<Server> server_;
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

TEST_F(NonsenseTest, AFrameOfAMillionErrorsCostsAsMuchAsTheLimit) {
  for (const bool some_good : {false, true}) {
    FakeClient client(Start(), kFirstNumber);
    client.SendFrame(Frame(1'000'000, some_good));
    EXPECT_EQ(client.close_code(),
              transport_internal::CloseCode::kPolicyViolation);
  }
  // Of 2,000 invalid messages of one address: the first 50, then one in a
  // second.
  SetLogThreshold(LogSeverity::kInfo);
  EXPECT_GE(LinesWith("W server: invalid message skipped").size(), 50u);
  EXPECT_LT(LinesWith("W server: invalid message skipped").size(), 200u);
}

TEST_F(NonsenseTest, AClientWithABadHabitStays) {
  options_.access.max_invalid_messages = 10;
  FakeClient client(Start(), kFirstNumber);
  client.Join();
  const Bytes bad = Frame(1, false);
  for (int i = 0; i < 1000; ++i) {
    client.SendFrame(bad);
    client.Send(MsgInvokeMethod{MethodID{7, 0}, {}, {}, {}});
  }
  EXPECT_EQ(client.close_code(), std::nullopt);
  // Frames that are no frames count as well.
  for (int i = 0; i < 11; ++i) client.SendFrame(Bytes::Copy("junk"));
  EXPECT_EQ(client.close_code(),
            transport_internal::CloseCode::kPolicyViolation);
}

TEST_F(NonsenseTest, UnknownMessagesDoNotCount) {
  options_.access.max_invalid_messages = 1;
  FakeClient client(Start(), kFirstNumber);
  client.Join();
  cbor::Writer writer;
  writer.WriteArrayHead(200);
  for (int i = 0; i < 100; ++i) {
    writer.WriteUint(77);
    writer.WriteMapHead(0);
  }
  client.SendFrame(writer.Take());
  EXPECT_EQ(client.close_code(), std::nullopt);
}

TEST_F(NonsenseTest, LinesNameMethodsAndClients) {
  server_internal::ServerState& state = Start();
  const MethodID method = Must(server_->AddMethod(
      "heat::reset", "", [](double value) { return value; }, {"value"}));
  FakeClient client(state, kFirstNumber);
  client.Join();
  client.Call(method, {"no number"});
  client.Call(MethodID{99, 0}, {});
  EXPECT_THAT(LinesWith("method failed"),
              ElementsAre(StartsWith("I server: method failed client=1000000 "
                                     "name=fake method=heat::reset error="),
                          HasSubstr("method=\"Method ")));
  EXPECT_THAT(LinesWith("introduced itself"),
              ElementsAre("I server: client introduced itself client=1000000 "
                          "name=fake address=192.0.2.1:4000"));
}

TEST_F(NonsenseTest, NamesForgeNoLine) {
  FakeClient client(Start(), kFirstNumber);
  client.Send(MsgIntroduction{"x\nE server: forged client=9"});
  EXPECT_THAT(LinesWith("introduced itself"),
              ElementsAre("I server: client introduced itself client=1000000 "
                          "name=\"x\\x0aE server: forged client=9\" "
                          "address=192.0.2.1:4000"));
}

TEST_F(NonsenseTest, FailedCallsOfOneClientFillNoLog) {
  server_internal::ServerState& state = Start();
  const MethodID method = Must(server_->AddMethod(
      "fail", "", []() -> absl::Status { return Internal("on purpose"); }));
  SetLogLimits({.records_per_second = 1e-9, .burst = 5});
  FakeClient client(state, kFirstNumber);
  client.Join();
  for (int i = 0; i < 20; ++i) client.Call(method, {});
  EXPECT_EQ(LinesWith("method failed").size(), 5u);
  server_->Stop();
  EXPECT_THAT(LinesWith("more: method failed"),
              ElementsAre("I server: and 15 more: method failed "
                          "address=192.0.2.1"));
}

TEST_F(NonsenseTest, AServerTellsWhereItListens) {
  options_.assets.service = AssetService::kOwnPort;
  options_.assets.port = 0;
  Start();
  const std::string port = std::to_string(server_->port());
  ASSERT_EQ(LinesWith("the server listens").size(), 1u);
  EXPECT_THAT(LinesWith("the server listens")[0],
              ::testing::MatchesRegex(
                  "I server: the server listens url=ws://127.0.0.1:" + port +
                  " assets=http://127.0.0.1:[0-9]+ specification=" +
                  std::string(kNoodlesProtocolFingerprint)));
}

}  // namespace
}  // namespace noodles
