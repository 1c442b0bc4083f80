// Subscribes to the tables that a server has, for a recording with their rows.
//
// The rows of a table stand in the recording behind the frame that completed
// them; the signals of later frames change them. Answers to the subscriptions,
// and signals that the rows contain already, are taken out of the frames.
//
// Thread-safety: Frame is called on the client's thread, all other functions on
// one thread. Ownership: refers to the client, and must be told of its end
// (End) before the client is destroyed.
#ifndef NOODLES_TOOL_RECORDINGS_TABLE_RECORDER_H_
#define NOODLES_TOOL_RECORDINGS_TABLE_RECORDER_H_

#include <noodles/client.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "noodles/interfaces/tables.h"

namespace noodles::tool {

class TableRecorder {
 public:
  // Gets the first rows of a table, and the number of all.
  using Keep =
      std::function<void(TableID, uint64_t rows, const TableInitData&)>;

  // Keeps at most `max_rows` rows of each table; 0: does nothing.
  TableRecorder(uint64_t max_rows, Keep keep);
  TableRecorder(const TableRecorder&) = delete;
  TableRecorder& operator=(const TableRecorder&) = delete;

  // Subscribes to the tables that are new in the mirror of the client.
  void Follow(Client& client);
  // To be called with each frame before the client decodes it. Gives the tables
  // that earlier frames have completed to `keep`, and returns what the
  // recording needs of the frame; nullopt: nothing.
  std::optional<Bytes> Frame(const Bytes& frame);
  // Ends the subscriptions. Tables that are complete are given to `keep`.
  void End();

  // Subscriptions without a complete answer.
  size_t pending() const;
  // Rows that `keep` got, and rows of the same tables that it did not.
  uint64_t rows() const;
  uint64_t left_out_rows() const;
  // Tables whose rows the recording lacks.
  uint64_t missing() const;
  // The warnings since the last call: which rows are missing, and why. At most
  // kMaxWarnings in all.
  std::vector<std::string> TakeWarnings();

  static constexpr size_t kMaxWarnings = 20;

 private:
  enum class Step : uint8_t { kAsked, kComplete, kEnded };
  struct Entry {
    Step step = Step::kAsked;
    std::string name;
    std::unique_ptr<TableMirror> mirror;
  };

  bool IsKnown(TableID id) const;
  void OnAnswer(TableID id, const absl::Status& status);
  void KeepLocked(TableID id, Entry& entry);
  void MissLocked(Entry& entry, const std::string& why);
  void WarnLocked(std::string words);
  // Whether a message belongs to a table whose rows are not kept yet.
  bool IsContainedLocked(const Bytes& signal) const;

  const uint64_t max_rows_;
  const Keep keep_;
  mutable std::mutex mutex_;
  std::map<TableID, Entry> entries_;
  uint64_t rows_ = 0;
  uint64_t left_out_rows_ = 0;
  uint64_t missing_ = 0;
  size_t warning_count_ = 0;
  std::vector<std::string> warnings_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_TABLE_RECORDER_H_
