#include "noodles/geometry/import/import_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/import/scene_pipe.h"

namespace noodles::geometry_internal {
namespace {

enum class Report : uint8_t { kProgress, kScene, kError };

// Where the child finds the pipe.
constexpr int kChildPipe = 3;

// Sanitizers reserve more address space than any limit.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsMemory = false;
#else
constexpr bool kLimitsMemory = true;
#endif

// In the child: leaves the caller's files, sockets and signals behind.
void Detach(int pipe, const ImportLimits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
  if (pipe != kChildPipe) dup2(pipe, kChildPipe);
  close_range(kChildPipe + 1, ~0u, 0);
  const rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  if (kLimitsMemory) {
    // Beside what the caller has: the child begins as its copy.
    rlimit memory = {};
    getrlimit(RLIMIT_AS, &memory);
    memory.rlim_cur =
        std::min<rlim_t>(memory.rlim_max, limits.max_memory_bytes);
    setrlimit(RLIMIT_AS, &memory);
  }
}

void Send(PipeWriter& pipe, Report report) {
  pipe.Write(&report, sizeof report);
}

void SendError(PipeWriter& pipe, const absl::Status& status) {
  Send(pipe, Report::kError);
  const auto code = static_cast<int32_t>(status.code());
  const std::string_view message = StatusMessage(status).substr(0, 4096);
  const uint64_t length = message.size();
  pipe.Write(&code, sizeof code);
  pipe.Write(&length, sizeof length);
  pipe.Write(message.data(), message.size());
  pipe.Flush();
}

[[noreturn]] void RunChild(int descriptor, const ImportOptions& options,
                           const std::function<absl::StatusOr<SceneData>(
                               const std::function<bool(float)>&)>& import) {
  Detach(descriptor, options.limits);
  PipeWriter pipe(kChildPipe);
  const absl::StatusOr<SceneData> scene = import([&](float part) {
    Send(pipe, Report::kProgress);
    pipe.Write(&part, sizeof part);
    return pipe.Flush();
  });
  if (scene.ok()) {
    Send(pipe, Report::kScene);
    SendScene(pipe, *scene);
  } else {
    SendError(pipe, scene.status());
  }
  // Without the caller's handlers and destructors.
  _exit(0);
}

absl::Status ReceiveError(PipeReader& pipe) {
  int32_t code = 0;
  uint64_t length = 0;
  if (!pipe.Read(&code, sizeof code) || !pipe.Read(&length, sizeof length)) {
    return DataLoss("the error was lost");
  }
  std::string message(std::min<uint64_t>(length, 4096), '\0');
  if (code == 0 || !pipe.Read(message.data(), message.size())) {
    return DataLoss("the error was lost");
  }
  return MakeStatus(static_cast<absl::StatusCode>(code), message);
}

absl::StatusOr<SceneData> Follow(PipeReader& pipe,
                                 const ImportOptions& options) {
  SceneData scene;
  Report report{};
  while (pipe.Read(&report, sizeof report)) {
    if (report == Report::kScene) {
      absl::Status status = ReceiveScene(pipe, options.limits, scene);
      if (status.ok()) status = Validate(scene);
      if (!status.ok()) return status;
      return scene;
    }
    float part = 0.0f;
    if (report == Report::kError) return ReceiveError(pipe);
    if (!pipe.Read(&part, sizeof part)) break;
    if (options.progress && !options.progress(part)) {
      return Cancelled("the import was cancelled");
    }
  }
  if (pipe.is_late()) {
    return DeadlineExceeded("the import took longer than max_time");
  }
  return InvalidArgument("the importer broke down over the file");
}

}  // namespace

absl::StatusOr<SceneData> ImportInProcess(
    const ImportOptions& options,
    const std::function<
        absl::StatusOr<SceneData>(const std::function<bool(float)>&)>& import) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return ResourceExhausted("there is no pipe for the importer");
  }
  const auto deadline = PipeReader::Clock::now() + options.limits.max_time;
  const pid_t child = fork();
  if (child == 0) RunChild(ends[1], options, import);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return ResourceExhausted("there is no process for the importer");
  }
  PipeReader pipe(ends[0], deadline);
  absl::StatusOr<SceneData> scene = Follow(pipe, options);
  close(ends[0]);
  // It has nothing more to say.
  kill(child, SIGKILL);
  while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return scene;
}

}  // namespace noodles::geometry_internal
