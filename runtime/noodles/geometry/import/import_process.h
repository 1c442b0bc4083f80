// The program noodles-import as a process.
//
// Libraries that read meshes crash, hang and fill the memory on some files: in
// a process of their own they harm nobody. The process is executed, not only
// forked, so that it cannot hang on a lock that another thread of the caller
// held. It has none of the caller's files and sockets besides the standard
// error.
//
// Thread-safety: a process belongs to a thread; any number of threads may start
// processes at the same time.
#ifndef NOODLES_GEOMETRY_IMPORT_IMPORT_PROCESS_H_
#define NOODLES_GEOMETRY_IMPORT_IMPORT_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/import/import_messages.h"

namespace noodles::geometry_internal {

// A running process. The destructor kills the process, and whatever it has
// started in its process group, and waits for its end.
class ImportProcess {
 public:
  // Errors: FailedPrecondition where the program cannot be executed;
  // ResourceExhausted where there is no descriptor or process.
  static absl::StatusOr<std::unique_ptr<ImportProcess>> Start(
      const std::string& program, const std::vector<std::string>& arguments);
  ~ImportProcess();
  ImportProcess(const ImportProcess&) = delete;
  ImportProcess& operator=(const ImportProcess&) = delete;

  // A stream socket that is standard input and output of the process.
  int descriptor() const { return descriptor_; }

 private:
  ImportProcess(int descriptor, pid_t process)
      : descriptor_(descriptor), process_(process) {}

  const int descriptor_;
  const pid_t process_;
};

// Runs the program over a request. Errors: those of FindImportProgram,
// ImportProcess::Start and ReceiveAnswer, those of its version with the path of
// the program.
absl::StatusOr<SceneData> ImportInProcess(const ImportRequest& request);

// The extensions that the program of ImportOptions() reads: asked once for each
// path, then remembered. Errors: as above; FailedPrecondition where the program
// does not answer within 10 seconds.
absl::StatusOr<std::set<std::string>> AskForExtensions();

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_IMPORT_IMPORT_PROCESS_H_
