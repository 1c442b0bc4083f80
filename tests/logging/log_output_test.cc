// Log records as written by spdlog: text, JSON lines, rotated files.
#include "noodles/logging/log_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <thread>

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

namespace fs = std::filesystem;

constexpr char kTime[] =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}.[0-9]{3}Z";

// Restores the default sink and threshold after each test.
class LogOutputTest : public ::testing::Test {
 protected:
  LogOutputTest() {
    fs::remove_all(folder_);
    fs::create_directory(folder_);
  }
  ~LogOutputTest() override {
    SetLogSink({});
    SetLogThreshold(LogSeverity::kInfo);
    fs::remove_all(folder_);
  }

  std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }
  static std::vector<std::string> Lines(const std::string& path) {
    EXPECT_TRUE(FlushLog(std::chrono::seconds(30)));
    std::ifstream in(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }

  const fs::path folder_ =
      fs::path(::testing::TempDir()) / "noodles_log_output_test";
};

TEST_F(LogOutputTest, WritesTextToStderr) {
  ASSERT_TRUE(SetLogOutput({}).ok());
  ::testing::internal::CaptureStderr();
  Log(LogSeverity::kWarning, "server", "client {} dropped\n",
      {{"client", 7}, {"reason", "too slow"}});
  Log(LogSeverity::kDebug, "server", "below the threshold");
  EXPECT_TRUE(FlushLog(std::chrono::seconds(30)));
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              MatchesRegex(std::string(kTime) +
                           " W server: client \\{\\} dropped\\\\x0a client=7 "
                           "reason=\"too slow\"\n"));
}

TEST_F(LogOutputTest, WritesJsonLinesToAFile) {
  const std::string file = path("a.log");
  ASSERT_TRUE(SetLogOutput({.format = LogFormat::kJsonLines,
                            .threshold = LogSeverity::kDebug,
                            .to_stderr = false,
                            .file = file})
                  .ok());
  Log(LogSeverity::kDebug, "server", "a \"quoted\"\nmessage\xff",
      {{"client", 7},
       {"share", 0.5},
       {"joined", true},
       {"text", "12"},
       {"nothing", std::numeric_limits<double>::quiet_NaN()}});
  Log(LogSeverity::kError, "assets", "no fields");
  const std::vector<std::string> lines = Lines(file);
  ASSERT_EQ(lines.size(), 2u);
  const auto first = nlohmann::json::parse(lines[0]);
  EXPECT_THAT(first["time"].get<std::string>(), MatchesRegex(kTime));
  EXPECT_EQ(first["severity"], "debug");
  EXPECT_EQ(first["component"], "server");
  EXPECT_EQ(first["message"], "a \"quoted\"\nmessage\xef\xbf\xbd");
  EXPECT_EQ(first["fields"]["client"], 7);
  EXPECT_EQ(first["fields"]["share"], 0.5);
  EXPECT_EQ(first["fields"]["joined"], true);
  EXPECT_EQ(first["fields"]["text"], "12");
  EXPECT_TRUE(first["fields"]["nothing"].is_string());
  const auto second = nlohmann::json::parse(lines[1]);
  EXPECT_EQ(second["severity"], "error");
  EXPECT_FALSE(second.contains("fields"));
}

TEST_F(LogOutputTest, KeepsControlCharactersOutOfJson) {
  const std::string file = path("a.log");
  ASSERT_TRUE(
      SetLogOutput(
          {.format = LogFormat::kJsonLines, .to_stderr = false, .file = file})
          .ok());
  const std::string name = "\x1b[2J\x7f\xc2\x9b\xe2\x80\xae\n";
  Log(LogSeverity::kInfo, "server", "joined", {{"name", name}});
  const std::vector<std::string> lines = Lines(file);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0],
              ::testing::HasSubstr("\\u001b[2J\\u007f\\u009b\\u202e\\n"));
  EXPECT_EQ(nlohmann::json::parse(lines[0])["fields"]["name"], name);
}

TEST_F(LogOutputTest, RotatesFiles) {
  const std::string file = path("a.log");
  ASSERT_TRUE(SetLogOutput({.to_stderr = false,
                            .file = file,
                            .max_file_bytes = 200,
                            .max_old_files = 2})
                  .ok());
  for (int i = 0; i < 100; ++i) {
    Log(LogSeverity::kInfo, "test", "record", {{"number", i}});
  }
  EXPECT_TRUE(FlushLog(std::chrono::seconds(30)));
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    names.push_back(entry.path().filename());
    EXPECT_LE(entry.file_size(), 200u);
  }
  std::sort(names.begin(), names.end());
  EXPECT_THAT(names, ElementsAre("a.1.log", "a.2.log", "a.log"));
  EXPECT_THAT(Lines(file).back(), ::testing::EndsWith("number=99"));
}

TEST_F(LogOutputTest, RecordsOfManyThreadsDoNotMix) {
  const std::string file = path("a.log");
  ASSERT_TRUE(SetLogOutput({.to_stderr = false, .file = file}).ok());
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int k = 0; k < 250; ++k) {
        Log(LogSeverity::kInfo, "test", std::string(200, 'x'));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::vector<std::string> lines = Lines(file);
  ASSERT_EQ(lines.size(), 1000u);
  for (const std::string& line : lines) {
    ASSERT_THAT(line, ::testing::EndsWith(" I test: " + std::string(200, 'x')));
  }
}

TEST_F(LogOutputTest, AFileThatCannotBeWrittenIsAnError) {
  const std::string file = path("a.log");
  ASSERT_TRUE(SetLogOutput({.to_stderr = false, .file = file}).ok());
  const absl::Status status = SetLogOutput({.file = path("a.log/b.log")});
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("b.log"));
  EXPECT_EQ(SetLogOutput({.file = file, .max_file_bytes = 0}).code(),
            absl::StatusCode::kInvalidArgument);
  // The former output is still in use.
  Log(LogSeverity::kInfo, "test", "still here");
  EXPECT_EQ(Lines(file).size(), 1u);
}

}  // namespace
}  // namespace noodles
