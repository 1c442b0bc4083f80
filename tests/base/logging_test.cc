// Logging: lines on stderr, sinks, thresholds, threads.
#include "noodles/base/logging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace noodles {
namespace {

constexpr std::chrono::seconds kLong{30};
constexpr char kTime[] =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}.[0-9]{3}Z";

// Restores the default sink and threshold after each test.
class LoggingTest : public testing::Test {
 protected:
  ~LoggingTest() override {
    SetLogSink({});
    SetLogThreshold(LogSeverity::kInfo);
    SetLogLimits({});
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
  EXPECT_TRUE(FlushLog(kLong));
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::MatchesRegex(
                  std::string(kTime) +
                  " W server: client dropped client=7 reason=\"too slow\"\n" +
                  kTime + " E assets: port in use\n"));
}

TEST_F(LoggingTest, WritesTheTimeInUtc) {
  const std::chrono::system_clock::time_point time{
      std::chrono::milliseconds(1'777'900'079'007)};
  EXPECT_EQ(FormatLogTime(time), "2026-05-04T13:07:59.007Z");
  EXPECT_EQ(FormatLogTime({}), "1970-01-01T00:00:00.000Z");
  std::chrono::system_clock::time_point logged;
  SetLogSink([&](const LogRecord& record) { logged = record.time; });
  const auto before = std::chrono::system_clock::now();
  Log(LogSeverity::kInfo, "server", "now");
  EXPECT_GE(logged, before);
  EXPECT_LE(logged, std::chrono::system_clock::now());
}

// A value with spaces could look like further fields.
TEST_F(LoggingTest, QuotesValuesThatCouldBeMisread) {
  Collect();
  Log(LogSeverity::kInfo, "server", "joined",
      {{"name", "x client=9"},
       {"empty", ""},
       {"quoted", "a\"b\\c"},
       {"equal", "a=b"},
       {"bidi", "a\xe2\x80\xae"},
       {"plain", "ws://[::1]:50000"},
       {"number", 0.5}});
  EXPECT_EQ(lines_,
            (std::vector<std::string>{
                "I server: joined name=\"x client=9\" empty=\"\" "
                "quoted=\"a\\\"b\\\\c\" equal=\"a=b\" bidi=\"a\\u202e\" "
                "plain=ws://[::1]:50000 number=0.500000"}));
}

TEST_F(LoggingTest, BoundsValuesMessagesAndLines) {
  Collect();
  Log(LogSeverity::kInfo, "server", std::string(10'000'000, 'm'),
      {{"name", std::string(10'000'000, 'n')}});
  ASSERT_EQ(lines_.size(), 1u);
  EXPECT_EQ(lines_[0], "I server: " + std::string(kMaxLogValueBytes, 'm') +
                           "... (9999488 bytes more) name=\"" +
                           std::string(kMaxLogValueBytes, 'n') +
                           "... (9999488 bytes more)\"");
  // Each of these bytes is written as four.
  const std::string control(kMaxLogValueBytes, '\x1b');
  Log(LogSeverity::kInfo, "server", control,
      {{"a", control}, {"b", control}, {"c", control}});
  ASSERT_EQ(lines_.size(), 2u);
  EXPECT_LE(lines_[1].size(), kMaxLogLineBytes + 40);
  EXPECT_TRUE(lines_[1].ends_with(" bytes more)"));
}

TEST_F(LoggingTest, BoundsWhatAPeerCauses) {
  SetLogLimits({.records_per_second = 1e-9,
                .burst = 2,
                .summary_delay = std::chrono::milliseconds(1)});
  std::mutex mutex;
  std::condition_variable arrives;
  std::vector<std::string> lines;
  SetLogSink([&](const LogRecord& record) {
    const std::lock_guard lock(mutex);
    lines.push_back(FormatLogRecord(record));
    arrives.notify_all();
  });
  for (int i = 0; i < 1000; ++i) {
    LogForPeer("192.0.2.1:" + std::to_string(i), LogSeverity::kWarning,
               "server", "invalid message", {{"number", i}});
  }
  LogForPeer("192.0.2.2:1", LogSeverity::kWarning, "server", "invalid message",
             {});
  // The rests may be told in several records.
  uint64_t rest = 0;
  std::unique_lock lock(mutex);
  for (size_t seen = 0; rest < 998;) {
    arrives.wait(lock, [&] { return seen < lines.size(); });
    const std::string& line = lines[seen++];
    if (!line.starts_with("W server: and ")) continue;
    EXPECT_TRUE(line.ends_with(" more: invalid message address=192.0.2.1"));
    rest += std::stoull(line.substr(std::string("W server: and ").size()));
  }
  EXPECT_EQ(rest, 998u);
  EXPECT_EQ(lines[0], "W server: invalid message number=0");
  EXPECT_EQ(lines[1], "W server: invalid message number=1");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "W server: invalid message"),
            1);
  lock.unlock();
  SetLogSink({});
}

TEST_F(LoggingTest, TellsOfTheRestAtAFlush) {
  SetLogLimits({.records_per_second = 1e-9,
                .burst = 1,
                .summary_delay = std::chrono::hours(1)});
  Collect();
  for (int i = 0; i < 10; ++i) {
    LogForPeer("", LogSeverity::kInfo, "transport", "thrown", {});
  }
  FlushLog(std::chrono::milliseconds(0));
  EXPECT_EQ(lines_, (std::vector<std::string>{"I transport: thrown",
                                              "I transport: and 9 more: "
                                              "thrown"}));
}

// Stderr is a pipe that nobody reads: logging goes on, and so does the end of
// the program.
TEST_F(LoggingTest, NeverWaitsForStderr) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const int former = ::dup(STDERR_FILENO);
  ASSERT_EQ(::dup2(pipe[1], STDERR_FILENO), STDERR_FILENO);
  constexpr int kLines = 40'000;
  for (int i = 0; i < kLines; ++i) {
    Log(LogSeverity::kWarning, "server", std::string(100, 'x'), {{"i", i}});
  }
  EXPECT_FALSE(FlushLog(std::chrono::milliseconds(10)));
  // Now somebody reads.
  std::string text;
  std::thread reader([&] {
    std::array<char, 65536> part{};
    while (!text.ends_with("END\n")) {
      const ssize_t count = ::read(pipe[0], part.data(), part.size());
      if (count <= 0) break;
      text.append(part.data(), static_cast<size_t>(count));
    }
  });
  EXPECT_TRUE(FlushLog(kLong));
  Log(LogSeverity::kWarning, "server", "END");
  EXPECT_TRUE(FlushLog(kLong));
  ASSERT_EQ(::dup2(former, STDERR_FILENO), STDERR_FILENO);
  reader.join();
  for (const int descriptor : {former, pipe[0], pipe[1]}) ::close(descriptor);
  // Every line is there, or counted.
  const auto lines = std::count(text.begin(), text.end(), '\n');
  const std::string mark = "lines left out: stderr took none count=";
  const size_t place = text.find(mark);
  ASSERT_NE(place, std::string::npos);
  EXPECT_EQ(lines - 2 + std::stoll(text.substr(place + mark.size())), kLines);
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
                                      "name=\"a\\x1b[31m\\x7f\""}));
}

TEST_F(LoggingTest, WritesToStderrFromInsideASink) {
  SetLogSink(
      [](const LogRecord&) { Log(LogSeverity::kInfo, "sink", "inner"); });
  testing::internal::CaptureStderr();
  Log(LogSeverity::kInfo, "server", "outer");
  EXPECT_TRUE(FlushLog(kLong));
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::MatchesRegex(std::string(kTime) + " I sink: inner\n"));
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
