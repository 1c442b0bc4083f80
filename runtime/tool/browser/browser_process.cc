#include "tool/browser/browser_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "tool/output/output.h"

extern char** environ;

namespace noodles::tool {
namespace {

// The descriptors on which the browser reads and writes the protocol.
constexpr int kBrowserReads = 3;
constexpr int kBrowserWrites = 4;
// Descriptors from here on cannot be those two.
constexpr int kLeastDescriptor = 10;

constexpr char kLogName[] = "/browser.log";
constexpr size_t kMaxLastWords = 600;

std::string Reason(int error) { return std::string(": ") + strerror(error); }

std::vector<std::string> ArgumentsOf(const BrowserOptions& options,
                                     const std::string& folder) {
  std::vector<std::string> arguments = {
      options.program,
      "--headless=new",
      "--remote-debugging-pipe",
      "--user-data-dir=" + folder + "/profile",
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-dev-shm-usage",
      "--disable-extensions",
      "--disable-sync",
      "--metrics-recording-only",
      "--mute-audio",
      "--hide-scrollbars",
      "--force-color-profile=srgb",
      "--enable-unsafe-swiftshader"};
  if (options.draws_in_software)
    arguments.emplace_back("--use-angle=swiftshader");
  if (options.has_no_sandbox) arguments.emplace_back("--no-sandbox");
  arguments.emplace_back("about:blank");
  return arguments;
}

// Frees what describes a child process.
struct SpawnSettings {
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  // A process group of its own, in which every signal does what it does by
  // default.
  void LeaveGroupAndSignals() {
    sigset_t none;
    sigemptyset(&none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP |
                                              POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
  }

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

}  // namespace

absl::StatusOr<std::unique_ptr<BrowserProcess>> BrowserProcess::Start(
    const BrowserOptions& options) {
  std::unique_ptr<BrowserProcess> browser(new BrowserProcess);
  absl::Status status = browser->MakeFolder();
  if (status.ok()) status = browser->Spawn(options);
  if (!status.ok()) return status;
  return browser;
}

absl::Status BrowserProcess::MakeFolder() {
  std::error_code error;
  const std::filesystem::path parent =
      std::filesystem::temp_directory_path(error);
  if (error) return Unavailable("no temporary folder: " + error.message());
  std::string name = (parent / "noodles-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    return Unavailable("cannot make the folder " + name + Reason(errno));
  }
  folder_ = std::move(name);
  return absl::OkStatus();
}

absl::Status BrowserProcess::Spawn(const BrowserOptions& options) {
  std::array<int, 2> sockets = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) {
    return Unavailable("cannot make a pair of sockets" + Reason(errno));
  }
  descriptor_ = sockets[0];
  fcntl(descriptor_, F_SETFL, O_NONBLOCK);
  const int theirs = fcntl(sockets[1], F_DUPFD_CLOEXEC, kLeastDescriptor);
  const int duplicate_error = errno;
  close(sockets[1]);
  if (theirs < 0) {
    return Unavailable("cannot duplicate a socket" + Reason(duplicate_error));
  }
  SpawnSettings settings;
  settings.LeaveGroupAndSignals();
  const std::string log = folder_ + kLogName;
  posix_spawn_file_actions_t* const actions = &settings.actions;
  posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY,
                                   0);
  posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null",
                                   O_WRONLY, 0);
  posix_spawn_file_actions_addopen(actions, STDERR_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(actions, theirs, kBrowserReads);
  posix_spawn_file_actions_adddup2(actions, theirs, kBrowserWrites);
  std::vector<std::string> arguments = ArgumentsOf(options, folder_);
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const int error = posix_spawn(&process_, options.program.c_str(), actions,
                                &settings.attributes, pointers.data(), environ);
  close(theirs);
  if (error == 0) return absl::OkStatus();
  process_ = -1;
  return Unavailable("cannot start " + options.program + Reason(error));
}

BrowserProcess::~BrowserProcess() {
  if (descriptor_ >= 0) close(descriptor_);
  if (process_ > 0) {
    kill(-process_, SIGKILL);
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  if (folder_.empty()) return;
  // Processes of the browser may write for a moment longer than it.
  std::error_code error;
  for (int attempt = 0; attempt < 20; ++attempt) {
    std::filesystem::remove_all(folder_, error);
    if (!error && !std::filesystem::exists(folder_, error)) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

std::string BrowserProcess::LastWords() const {
  std::ifstream file(folder_ + kLogName, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  std::string text = std::move(content).str();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (text.size() > kMaxLastWords) {
    text.erase(0, text.size() - kMaxLastWords);
  }
  return Printable(text);
}

}  // namespace noodles::tool
