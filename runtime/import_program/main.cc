// noodles-import: reads mesh files with Assimp for the library
// noodles::geometry, in a process that may crash, hang and run out of memory.
//
//   noodles-import --formats
//     prints the extensions of the files that the program reads.
//   noodles-import --import MEMORY SECONDS
//     reads a request from the standard input and writes the answer to the
//     standard output (noodles/geometry/import/import_messages.h), with at most
//     MEMORY bytes of address space and SECONDS of processor time.
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <new>
#include <string>
#include <string_view>

#include "import_program/import_any_file.h"
#include "noodles/base/status.h"
#include "noodles/geometry/import/import_messages.h"

namespace noodles::import_program {
namespace {

namespace wire = geometry_internal;

// Sanitizers reserve more address space than any limit.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsMemory = false;
#else
constexpr bool kLimitsMemory = true;
#endif

void Limit(decltype(RLIMIT_CORE) resource, uint64_t most) {
  rlimit limit = {};
  getrlimit(resource, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, most);
  setrlimit(resource, &limit);
}

// Ends with the caller, also where the caller is killed.
void BindToCaller() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGPIPE, SIG_IGN);
}

// Keeps the standard output for the answer, and lets whatever else is printed
// go to the standard error. -1 where that is impossible.
int TakeOutput() {
  const int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    const int nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
  }
  return output;
}

absl::StatusOr<SceneData> ReadAndImport(wire::PipeWriter& to) {
  wire::PipeReader from(STDIN_FILENO,
                        wire::PipeReader::Clock::time_point::max());
  absl::StatusOr<wire::ImportRequest> request = wire::ReceiveRequest(from);
  if (!request.ok()) return request.status();
  if (request->options.progress) {
    request->options.progress = [&](float part) {
      return wire::SendProgress(to, part);
    };
  }
  return Import(*request);
}

int RunImport(uint64_t memory, uint64_t seconds) {
  BindToCaller();
  const int output = TakeOutput();
  if (output < 0) return 1;
  wire::PipeWriter to(output);
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_CPU, seconds);
  if (kLimitsMemory) Limit(RLIMIT_AS, memory);
  wire::SendGreeting(to);
  try {
    const absl::StatusOr<SceneData> scene = ReadAndImport(to);
    if (scene.ok()) {
      wire::SendResult(to, *scene);
    } else {
      wire::SendError(to, scene.status());
    }
  } catch (const std::bad_alloc&) {
    wire::SendError(to, ResourceExhausted("the import needs more memory"));
  }
  // Destructors would only give memory back.
  _exit(0);
}

int PrintFormats() {
  std::printf("%s\n", wire::kFormatsTitle);
  for (const std::string& extension : Extensions()) {
    std::printf("%s\n", extension.c_str());
  }
  return 0;
}

bool Parse(std::string_view text, uint64_t& number) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

int Main(int count, char** values) {
  const std::string_view command = count > 1 ? values[1] : "";
  uint64_t memory = 0;
  uint64_t seconds = 0;
  if (command == wire::kFormatsArgument && count == 2) return PrintFormats();
  if (command == wire::kImportArgument && count == 4 &&
      Parse(values[2], memory) && Parse(values[3], seconds)) {
    return RunImport(memory, seconds);
  }
  std::fprintf(
      stderr,
      "noodles-import reads mesh files for programs that use Linguine; "
      "the only\ncommand for people is: noodles-import --formats\n");
  return 2;
}

}  // namespace noodles::import_program

int main(int count, char** values) {
  return noodles::import_program::Main(count, values);
}
