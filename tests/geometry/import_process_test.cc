// The program noodles-import as a process: where it is looked for, what happens
// when it is missing, dies or answers nonsense, and imports beside busy
// threads.
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/rounds.h"
#include "geometry/geometry_testing.h"
#include "geometry/import_testing.h"
#include "noodles/geometry/export.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/primitives.h"

namespace noodles {
namespace {

using std::chrono::milliseconds;
using ::testing::AnyOf;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

constexpr char kVariable[] = "NOODLES_IMPORT_PROGRAM";

Bytes Square() { return Bytes::Copy(kSquarePly); }

absl::StatusCode CodeOf(const ImportOptions& options) {
  return ImportScene(Square(), "ply", options).status().code();
}

// A file whose scene does not fit into the buffers of a socket.
Bytes LargeFile() {
  return Must(Export(SceneOf(Icosphere({.subdivisions = 7})), SceneFormat::kPly,
                     "ball"))[0]
      .contents;
}

size_t OpenDescriptors() {
  return static_cast<size_t>(
      std::distance(fs::directory_iterator("/proc/self/fd"), {}));
}

bool HasChildren() { return waitpid(-1, nullptr, WNOHANG) >= 0; }

class ImportProcessTest : public ::testing::Test {
 protected:
  ImportProcessTest() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ImportProcessTest() override {
    unsetenv(kVariable);
    fs::remove_all(folder_);
  }

  // A program that is a shell script.
  fs::path Script(const std::string& text) {
    const fs::path file = folder_ / "program";
    std::ofstream(file) << "#!/bin/sh\n" << text << "\n";
    fs::permissions(file, fs::perms::owner_all);
    return file;
  }

  std::string TextOf(const std::string& name) const {
    std::ifstream file(folder_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const fs::path folder_ =
      fs::path(::testing::TempDir()) /
      (std::string("import_process_") +
       ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(ImportProcessTest, ImportsBesideThreadsThatAllocateAndLog) {
  std::atomic<bool> ends = false;
  std::vector<std::thread> threads;
  std::FILE* const log = std::fopen((folder_ / "log").c_str(), "w");
  ASSERT_NE(log, nullptr);
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (size_t size = 1; !ends; size = size * 3 % 99'991) {
        const std::vector<char> memory(size);
        std::fprintf(log, "%p\n", static_cast<const void*>(memory.data()));
      }
    });
  }
  for (int i = 0; i < Rounds(100); ++i) {
    EXPECT_EQ(Flatten(Must(ImportScene(Square(), "ply"))).indices.size(), 6u);
  }
  ends = true;
  for (std::thread& thread : threads) thread.join();
  std::fclose(log);
  EXPECT_FALSE(HasChildren());
}

TEST_F(ImportProcessTest, SeveralThreadsImportAtTheSameTime) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int j = 0; j < 5; ++j) {
        EXPECT_EQ(CodeOf({}), absl::StatusCode::kOk);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(ImportProcessTest, AMissingProgramIsUnimplemented) {
  const absl::Status by_option =
      ImportScene(Square(), "ply", {.import_program = "/absent/program"})
          .status();
  EXPECT_EQ(by_option.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(by_option.ToString(), HasSubstr("/absent/program"));
  setenv(kVariable, "/absent/other", 1);
  EXPECT_FALSE(CanImport());
  EXPECT_FALSE(CanImport("ply"));
  const absl::Status by_variable = ImportScene(Square(), "ply").status();
  EXPECT_EQ(by_variable.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(by_variable.ToString(), HasSubstr("/absent/other"));
  // The option comes first.
  EXPECT_EQ(CodeOf({.import_program = NOODLES_IMPORT_PROGRAM_FILE}),
            absl::StatusCode::kOk);
  unsetenv(kVariable);
  EXPECT_TRUE(CanImport());
  EXPECT_TRUE(CanImport(".PLY"));
  EXPECT_FALSE(CanImport("xyzzy"));
  EXPECT_FALSE(CanImport(""));
}

TEST_F(ImportProcessTest, TheVariableNamesTheProgram) {
  const fs::path script =
      Script("touch '" + (folder_ / "ran").string() +
             "'\nexec '" NOODLES_IMPORT_PROGRAM_FILE "' \"$@\"");
  setenv(kVariable, script.c_str(), 1);
  EXPECT_EQ(CodeOf({}), absl::StatusCode::kOk);
  EXPECT_TRUE(fs::exists(folder_ / "ran"));
}

TEST_F(ImportProcessTest, AProgramThatAnswersNonsenseIsAnError) {
  const Bytes large = LargeFile();
  for (const std::string text :
       {"exec cat", "exec true", "exec head -c 100000 /dev/zero", "exec cat -",
        "exec head -c 100000 /dev/urandom", "echo hello; exec cat >/dev/null",
        "exit 1"}) {
    const fs::path script = Script(text);
    for (const Bytes& file : {Square(), large}) {
      const absl::Status status =
          ImportScene(file, "ply", {.import_program = script}).status();
      EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition)
          << text << ": " << status;
      EXPECT_THAT(status.ToString(), HasSubstr(script.string()));
    }
    setenv(kVariable, script.c_str(), 1);
    EXPECT_FALSE(CanImport("ply")) << text;
    unsetenv(kVariable);
  }
  // No program at all.
  std::ofstream(folder_ / "program", std::ios::trunc) << "\x7f"
                                                         "ELF";
  EXPECT_EQ(CodeOf({.import_program = folder_ / "program"}),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(ImportProcessTest, AnAnswerThatIsCutAnywhereIsAnError) {
  const fs::path whole = folder_ / "whole";
  Must(ImportScene(Square(), "ply",
                   {.import_program = Script(
                        "'" NOODLES_IMPORT_PROGRAM_FILE "' \"$@\" >'" +
                        whole.string() + "'; cat '" + whole.string() + "'")}));
  const size_t size = fs::file_size(whole);
  ASSERT_GT(size, 200u);
  for (size_t cut = 0; cut < size; cut += cut < 64 ? 3 : 17) {
    const absl::StatusCode code =
        CodeOf({.import_program = Script("exec head -c " + std::to_string(cut) +
                                         " '" + whole.string() + "'")});
    EXPECT_TRUE(code == absl::StatusCode::kFailedPrecondition ||
                code == absl::StatusCode::kInvalidArgument ||
                code == absl::StatusCode::kDataLoss)
        << cut << " of " << size << ": " << static_cast<int>(code);
  }
}

TEST_F(ImportProcessTest, AnAnswerWithFalseBytesEndsWell) {
  const fs::path whole = folder_ / "whole";
  Must(ImportScene(Square(), "ply",
                   {.import_program = Script(
                        "'" NOODLES_IMPORT_PROGRAM_FILE "' \"$@\" >'" +
                        whole.string() + "'; cat '" + whole.string() + "'")}));
  const std::string answer = TextOf("whole");
  const fs::path script = Script("exec cat '" + whole.string() + "'");
  for (size_t i = 0; i < answer.size(); i += 5) {
    std::string changed = answer;
    changed[i] = static_cast<char>(changed[i] ^ 0xFF);
    std::ofstream(whole, std::ios::binary) << changed;
    const absl::StatusOr<SceneData> scene =
        ImportScene(Square(), "ply", {.import_program = script});
    if (scene.ok()) Must(Validate(*scene));
  }
}

TEST_F(ImportProcessTest, AProgramThatIsKilledIsAnError) {
  const fs::path script =
      Script("echo $$ >'" + (folder_ / "process").string() +
             "'\nexec '" NOODLES_IMPORT_PROGRAM_FILE "' \"$@\"");
  const auto kill_it = [&](float part) {
    // The scene is still to be sent.
    if (part == 1) kill(std::stoi(TextOf("process")), SIGKILL);
    return true;
  };
  // The program may have begun to send the scene, or not.
  EXPECT_THAT(
      ImportScene(LargeFile(), "ply",
                  {.progress = kill_it, .import_program = script})
          .status()
          .code(),
      AnyOf(absl::StatusCode::kDataLoss, absl::StatusCode::kInvalidArgument));
  EXPECT_FALSE(HasChildren());
}

TEST_F(ImportProcessTest, AProgramThatHangsIsLate) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(CodeOf({.limits = {.max_time = milliseconds(200)},
                    .import_program = Script("sleep 1000")}),
            absl::StatusCode::kDeadlineExceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(20'000));
  EXPECT_FALSE(HasChildren());
}

TEST_F(ImportProcessTest, NoDescriptorLeaks) {
  const auto import_all = [&] {
    CodeOf({});
    CodeOf({.progress = [](float) { return false; }});
    CodeOf({.import_program = "/absent/program"});
    CodeOf({.import_program = Script("exec cat")});
    CodeOf({.import_program = folder_});
    CanImport("ply");
  };
  import_all();
  const size_t before = OpenDescriptors();
  for (int i = 0; i < 5; ++i) import_all();
  EXPECT_EQ(OpenDescriptors(), before);
}

TEST_F(ImportProcessTest, TheProgramHasNoFilesOfTheCaller) {
  const fs::path secret = folder_ / "secret";
  std::ofstream(secret) << "secret";
  const int open_file = open(secret.c_str(), O_RDONLY);
  ASSERT_GE(open_file, 0);
  const fs::path script =
      Script("ls -l /proc/$$/fd >'" + (folder_ / "list").string() +
             "'\nexec '" NOODLES_IMPORT_PROGRAM_FILE "' \"$@\"");
  EXPECT_EQ(CodeOf({.import_program = script}), absl::StatusCode::kOk);
  close(open_file);
  EXPECT_THAT(TextOf("list"), HasSubstr("socket"));
  EXPECT_THAT(TextOf("list"), ::testing::Not(HasSubstr(secret.string())));
}

}  // namespace
}  // namespace noodles
