// Logging: lines on stderr, sinks, thresholds, threads.
#include "noodles/base/logging.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace noodles {
namespace {

// Restores the default sink and threshold after each test.
class LoggingTest : public testing::Test {
 protected:
  ~LoggingTest() override {
    SetLogSink({});
    SetLogThreshold(LogSeverity::kInfo);
  }

  // Collects formatted records in `lines_` until the end of the test.
  void Collect() {
    SetLogSink([this](const LogRecord& record) {
      lines_.push_back(FormatLogRecord(record));
    });
  }

  std::vector<std::string> lines_;
};

TEST_F(LoggingTest, WritesLinesToStderrByDefault) {
  testing::internal::CaptureStderr();
  Log(LogSeverity::kWarning, "server", "client dropped",
      {{"client", 7}, {"reason", "too slow"}});
  Log(LogSeverity::kDebug, "server", "below the threshold");
  Log(LogSeverity::kError, "assets", "port in use");
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "W server: client dropped client=7 reason=too slow\n"
            "E assets: port in use\n");
}

TEST_F(LoggingTest, GivesTheSinkTheWholeRecord) {
  LogSeverity severity = LogSeverity::kDebug;
  std::vector<std::string> parts;
  SetLogSink([&](const LogRecord& record) {
    severity = record.severity;
    parts = {std::string(record.component), std::string(record.message)};
    for (const LogField& field : record.fields) {
      parts.push_back(std::string(field.name) + "=" + field.value);
    }
  });
  const std::string name = "x";
  Log(LogSeverity::kError, "server", "failed",
      {{"int", -1}, {"size", size_t{5}}, {"ok", false}, {"name", name}});
  EXPECT_EQ(severity, LogSeverity::kError);
  EXPECT_EQ(parts, (std::vector<std::string>{"server", "failed", "int=-1",
                                             "size=5", "ok=false", "name=x"}));
}

TEST_F(LoggingTest, DropsWhatIsBelowTheThreshold) {
  Collect();
  EXPECT_FALSE(ShouldLog(LogSeverity::kDebug));
  EXPECT_TRUE(ShouldLog(LogSeverity::kInfo));
  SetLogThreshold(LogSeverity::kError);
  EXPECT_FALSE(ShouldLog(LogSeverity::kWarning));
  Log(LogSeverity::kWarning, "a", "dropped");
  Log(LogSeverity::kError, "a", "kept");
  SetLogThreshold(LogSeverity::kDebug);
  Log(LogSeverity::kDebug, "a", "kept too");
  EXPECT_EQ(lines_, (std::vector<std::string>{"E a: kept", "D a: kept too"}));
}

TEST_F(LoggingTest, KeepsARecordOnOneLine) {
  Collect();
  Log(LogSeverity::kInfo, "server", "name\nE server: forged",
      {{"name", "a\x1b[31m\x7f"}});
  EXPECT_EQ(lines_,
            (std::vector<std::string>{"I server: name\\x0aE server: forged "
                                      "name=a\\x1b[31m\\x7f"}));
}

TEST_F(LoggingTest, WritesToStderrFromInsideASink) {
  SetLogSink(
      [](const LogRecord&) { Log(LogSeverity::kInfo, "sink", "inner"); });
  testing::internal::CaptureStderr();
  Log(LogSeverity::kInfo, "server", "outer");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "I sink: inner\n");
}

TEST_F(LoggingTest, SurvivesASinkThatThrows) {
  SetLogSink([](const LogRecord&) { throw std::runtime_error("full disk"); });
  Log(LogSeverity::kInfo, "server", "lost");
  SetLogSink([](const LogRecord&) { throw 1; });
  Log(LogSeverity::kInfo, "server", "lost");
  Collect();
  Log(LogSeverity::kInfo, "server", "kept");
  EXPECT_EQ(lines_, (std::vector<std::string>{"I server: kept"}));
}

TEST_F(LoggingTest, ReleasesASinkThatIsReplaced) {
  auto state = std::make_shared<int>(0);
  const std::weak_ptr<int> watch = state;
  SetLogSink([state = std::move(state)](const LogRecord&) { ++*state; });
  Log(LogSeverity::kInfo, "server", "one");
  EXPECT_EQ(*watch.lock(), 1);
  SetLogSink({});
  EXPECT_TRUE(watch.expired());
}

TEST_F(LoggingTest, NeverCallsASinkAfterItWasReplaced) {
  SetLogSink([](const LogRecord&) {});
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&stop] {
      while (!stop) {
        Log(LogSeverity::kInfo, "thread", "message");
        std::this_thread::yield();
      }
    });
  }
  size_t calls = 0;
  for (int round = 0; round < 50; ++round) {
    std::atomic<bool> alive = true;
    std::atomic<size_t> called = 0;
    SetLogSink([&alive, &called](const LogRecord&) {
      ++called;
      // Without this pause, a SetLogSink that returns too early would go
      // unnoticed.
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      EXPECT_TRUE(alive);
    });
    while (called == 0) std::this_thread::yield();
    SetLogSink([](const LogRecord&) {});
    alive = false;
    calls += called;
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_GE(calls, 50u);
}

TEST(ToString, NamesSeverities) {
  EXPECT_EQ(ToString(LogSeverity::kDebug), "debug");
  EXPECT_EQ(ToString(LogSeverity::kInfo), "info");
  EXPECT_EQ(ToString(LogSeverity::kWarning), "warning");
  EXPECT_EQ(ToString(LogSeverity::kError), "error");
}

}  // namespace
}  // namespace noodles
