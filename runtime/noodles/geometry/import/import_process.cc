#include "noodles/geometry/import/import_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/import/import_place.h"

namespace noodles::geometry_internal {
namespace {

// Keeps deadlines within what the clock can count.
constexpr std::chrono::hours kLongestTime{24 * 365};
constexpr std::chrono::seconds kTimeToTellExtensions{10};
constexpr size_t kMostOfExtensions = size_t{1} << 16;

// A descriptor that is closed at the end of its scope.
class OwnedDescriptor {
 public:
  explicit OwnedDescriptor(int descriptor) : descriptor_(descriptor) {}
  ~OwnedDescriptor() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OwnedDescriptor(const OwnedDescriptor&) = delete;
  OwnedDescriptor& operator=(const OwnedDescriptor&) = delete;
  int get() const { return descriptor_; }
  int Release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

// Says which descriptors and signals the new process has.
class SpawnSettings {
 public:
  // `socket` must not be a standard descriptor.
  explicit SpawnSettings(int socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes_);
    // Signals that this thread blocks, and those that the caller ignores, get
    // their default actions. A process group of its own lets the whole of it be
    // killed, also where the program is a script.
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGCHLD}) {
      sigaddset(&signals, signal);
    }
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK |
                                               POSIX_SPAWN_SETSIGDEF |
                                               POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  // 0, or the number of the error.
  int Spawn(const char* program, char* const* arguments, pid_t& process) {
    return posix_spawn(&process, program, &actions_, &attributes_, arguments,
                       environ);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

std::vector<std::string> ImportArguments(const ImportLimits& limits) {
  const auto seconds =
      std::chrono::ceil<std::chrono::seconds>(limits.max_time).count();
  return {kImportArgument, std::to_string(limits.max_memory_bytes),
          std::to_string(std::max<int64_t>(seconds, 1))};
}

// Reads the output of the program with --formats.
absl::StatusOr<std::set<std::string>> ReadExtensions(
    const std::string& program) {
  const auto process = ImportProcess::Start(program, {kFormatsArgument});
  if (!process.ok()) return process.status();
  // The program gets no request. One that waits for some input ends then.
  shutdown((*process)->descriptor(), SHUT_WR);
  PipeReader pipe((*process)->descriptor(),
                  PipeReader::Clock::now() + kTimeToTellExtensions);
  std::set<std::string> extensions;
  std::string line;
  bool has_title = false;
  char letter = 0;
  for (size_t i = 0; i < kMostOfExtensions && pipe.Read(&letter, 1); ++i) {
    if (letter != '\n') {
      line += letter;
    } else if (has_title) {
      extensions.insert(std::exchange(line, {}));
    } else if (std::exchange(line, {}) == kFormatsTitle) {
      has_title = true;
    } else {
      break;
    }
  }
  if (extensions.empty() || pipe.is_late()) {
    return FailedPrecondition(program + " does not tell its formats");
  }
  return extensions;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ImportProcess>> ImportProcess::Start(
    const std::string& program, const std::vector<std::string>& arguments) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return ResourceExhausted("there is no socket for " + program);
  }
  OwnedDescriptor here(ends[0]);
  const OwnedDescriptor there(ends[1]);
  const OwnedDescriptor above_standard(
      fcntl(there.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (above_standard.get() < 0) {
    return ResourceExhausted("there is no descriptor for " + program);
  }
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  pid_t process = 0;
  const int error = SpawnSettings(above_standard.get())
                        .Spawn(program.c_str(), pointers.data(), process);
  if (error != 0) {
    const std::string message = program + " cannot be executed: " +
                                std::generic_category().message(error);
    return error == EAGAIN || error == ENOMEM ? ResourceExhausted(message)
                                              : FailedPrecondition(message);
  }
  return std::unique_ptr<ImportProcess>(
      new ImportProcess(here.Release(), process));
}

ImportProcess::~ImportProcess() {
  close(descriptor_);
  kill(-process_, SIGKILL);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

absl::StatusOr<SceneData> ImportInProcess(const ImportRequest& request) {
  const auto deadline = PipeReader::Clock::now() +
                        std::min<std::chrono::milliseconds>(
                            request.options.limits.max_time, kLongestTime);
  const absl::StatusOr<std::string> program =
      FindImportProgram(request.options);
  if (!program.ok()) return program.status();
  const auto process =
      ImportProcess::Start(*program, ImportArguments(request.options.limits));
  if (!process.ok()) return process.status();
  PipeReader pipe((*process)->descriptor(), deadline);
  SendRequest(pipe, request);
  absl::StatusOr<SceneData> scene = ReceiveAnswer(pipe, request.options);
  if (absl::IsFailedPrecondition(scene.status())) {
    return FailedPrecondition(*program + ": " +
                              std::string(StatusMessage(scene.status())));
  }
  return scene;
}

absl::StatusOr<std::set<std::string>> AskForExtensions() {
  static std::mutex mutex;
  static std::map<std::string, std::set<std::string>>& known =
      *new std::map<std::string, std::set<std::string>>();
  const absl::StatusOr<std::string> program = FindImportProgram({});
  if (!program.ok()) return program.status();
  const std::lock_guard lock(mutex);
  const auto found = known.find(*program);
  if (found != known.end()) return found->second;
  absl::StatusOr<std::set<std::string>> extensions = ReadExtensions(*program);
  if (extensions.ok()) known.emplace(*program, *extensions);
  return extensions;
}

}  // namespace noodles::geometry_internal
