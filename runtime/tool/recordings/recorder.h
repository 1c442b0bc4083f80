// Records a server: its frames as they arrive, and the assets that they name.
//
// Thread-safety: one thread; the recording is written on the client's thread
// meanwhile. Ownership: the stream must outlive the call.
#ifndef NOODLES_TOOL_RECORDINGS_RECORDER_H_
#define NOODLES_TOOL_RECORDINGS_RECORDER_H_

#include <cstdint>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "tool/connections/connection.h"
#include "tool/output/output.h"

namespace CLI {
class App;
}

namespace noodles::tool {

// Until when a server is recorded.
enum class RecordUntil {
  kInterrupted,  // Ctrl-C, or the end of `seconds`
  kReady,        // the scene is complete, and `seconds` have passed since then
};

struct RecorderOptions {
  Connection connection;
  RecordUntil until = RecordUntil::kInterrupted;
  // 0: no limit for kInterrupted; for kReady no later changes.
  double seconds = 0;
  bool leave_out_assets = false;
  // The most bytes of all assets together; larger ones are left out.
  uint64_t max_asset_bytes = uint64_t{4} << 30;
  // The most rows of each table; larger tables lose their last rows. 0: tables
  // are not subscribed to.
  uint64_t max_table_rows = 0;
  // The most bytes of the recording; more end it with an error that names
  // `max_bytes_option`.
  uint64_t max_bytes = std::numeric_limits<uint64_t>::max();
  std::string max_bytes_option{};
  // The name of the recording for messages.
  std::string target;
};

struct RecordingSummary {
  // If it is not kSuccess, the error has been printed. After kNoConnection and
  // kBadInput the recording may hold what arrived before.
  int exit_code = kSuccess;
  bool has_joined = false;
  uint64_t frames = 0;
  uint64_t assets = 0;
  uint64_t missing_assets = 0;
  // Tables whose rows the recording has, their rows, the rows that it has not,
  // and tables whose rows it lacks.
  uint64_t tables = 0;
  uint64_t rows = 0;
  uint64_t left_out_rows = 0;
  uint64_t missing_tables = 0;
  uint64_t bytes = 0;
  double seconds = 0;
  // Which assets and rows are missing, and why; they have been printed.
  std::vector<std::string> warnings{};
};

// Declares --no-assets and --max-asset-bytes.
void AddAssetOptions(CLI::App& command, RecorderOptions& options);

// Declares --max-table-rows.
void AddTableOptions(CLI::App& command, RecorderOptions& options);

// Writes the recording of the server to `stream`, which can seek. Blocks SIGINT
// and SIGTERM in this thread (HoldBackInterrupts).
RecordingSummary RecordServer(const Output& output,
                              const RecorderOptions& options,
                              std::ostream& stream);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_RECORDER_H_
