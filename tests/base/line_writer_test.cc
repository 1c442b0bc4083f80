// LineWriter: order, bounds, an output that takes nothing.
#include "noodles/base/support/line_writer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace noodles::base_internal {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// An output that can be stopped.
class Output {
 public:
  LineWriterOptions Options(size_t max_waiting_bytes) {
    return {.write = [this](std::string_view lines) { Write(lines); },
            .left_out =
                [](uint64_t count) {
                  return "left out: " + std::to_string(count) + "\n";
                },
            .max_waiting_bytes = max_waiting_bytes};
  }
  void Stop() {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  void Resume() {
    {
      const std::lock_guard lock(mutex_);
      is_stopped_ = false;
    }
    changes_.notify_all();
  }
  void WaitUntilBlocked() {
    std::unique_lock lock(mutex_);
    changes_.wait(lock, [this] { return is_blocked_; });
  }
  std::string text() {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  void Write(std::string_view lines) {
    std::unique_lock lock(mutex_);
    is_blocked_ = is_stopped_;
    changes_.notify_all();
    changes_.wait(lock, [this] { return !is_stopped_; });
    is_blocked_ = false;
    text_ += lines;
  }

  std::mutex mutex_;
  std::condition_variable changes_;
  bool is_stopped_ = false;
  bool is_blocked_ = false;
  std::string text_;
};

TEST(LineWriterTest, WritesLinesInOrder) {
  Output output;
  LineWriter writer(output.Options(1000));
  EXPECT_TRUE(writer.Flush(seconds(0)));
  writer.Add("one\n");
  writer.Add("two\n");
  EXPECT_TRUE(writer.Flush(seconds(30)));
  EXPECT_EQ(output.text(), "one\ntwo\n");
}

TEST(LineWriterTest, CountsWhatDoesNotFit) {
  Output output;
  LineWriter writer(output.Options(10));
  output.Stop();
  writer.Add("first\n");
  output.WaitUntilBlocked();
  writer.Add("0123456\n");  // 8 bytes: fit
  for (int i = 0; i < 100'000; ++i) writer.Add("0123\n");
  writer.Add("\n");  // would fit, but stands behind lines that did not
  EXPECT_FALSE(writer.Flush(milliseconds(1)));
  output.Resume();
  EXPECT_TRUE(writer.Flush(seconds(30)));
  EXPECT_EQ(output.text(), "first\n0123456\nleft out: 100001\n");
  writer.Add("later\n");
  EXPECT_TRUE(writer.Flush(seconds(30)));
  EXPECT_EQ(output.text(), "first\n0123456\nleft out: 100001\nlater\n");
}

TEST(LineWriterTest, WritesWhatWaitsAtItsEnd) {
  Output output;
  {
    LineWriter writer(output.Options(1 << 20));
    for (int i = 0; i < 1000; ++i) writer.Add("line\n");
  }
  EXPECT_EQ(output.text().size(), 5000u);
}

TEST(LineWriterTest, FlushesAllWriters) {
  Output a;
  Output b;
  LineWriter first(a.Options(100));
  LineWriter second(b.Options(100));
  first.Add("a\n");
  second.Add("b\n");
  EXPECT_TRUE(LineWriter::FlushAll(seconds(30)));
  EXPECT_EQ(a.text() + b.text(), "a\nb\n");
}

TEST(LineWriterTest, AClosedPipeIsNoEndOfTheProgram) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  ::close(pipe[0]);
  LineWriter writer(
      {.write = [&](std::string_view lines) { WriteWhole(pipe[1], lines); }});
  writer.Add("nobody reads this\n");
  EXPECT_TRUE(writer.Flush(seconds(30)));
  ::close(pipe[1]);
}

TEST(LineWriterTest, WaitsForADescriptorThatDoesNotBlock) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_NONBLOCK), 0);
  const std::string text(300'000, 'x');  // more than a pipe holds
  std::thread writer([&] {
    WriteWhole(pipe[1], text);
    ::close(pipe[1]);
  });
  std::string read;
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t count = ::read(pipe[0], part.data(), part.size());
    if (count == 0) break;
    if (count > 0) read.append(part.data(), static_cast<size_t>(count));
  }
  writer.join();
  EXPECT_EQ(read, text);
  ::close(pipe[0]);
}

// The signals of the program must reach its own threads.
TEST(LineWriterTest, ItsThreadTakesNoSignals) {
  sigset_t blocked = {};
  LineWriter writer({.write = [&](std::string_view) {
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  }});
  writer.Add("x\n");
  EXPECT_TRUE(writer.Flush(seconds(30)));
  for (const int signal : {SIGTERM, SIGINT, SIGPIPE, SIGXFSZ, SIGHUP}) {
    EXPECT_EQ(sigismember(&blocked, signal), 1) << signal;
  }
}

}  // namespace
}  // namespace noodles::base_internal
