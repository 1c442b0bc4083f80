// Fetches the assets that a server names, each once, for a recording.
//
// Assets are fetched as soon as they are named: a server may serve them for a
// short time only.
//
// Thread-safety: every function may be called from any thread.
// Ownership: refers to the client, which must not call hooks any more when the
// recorder is destroyed.
#ifndef NOODLES_TOOL_RECORDINGS_ASSET_RECORDER_H_
#define NOODLES_TOOL_RECORDINGS_ASSET_RECORDER_H_

#include <noodles/client.h>

#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace noodles::tool {

class AssetRecorder {
 public:
  using Keep = std::function<void(const Location&, const Bytes&)>;

  // Keeps at most `max_bytes` bytes of all assets together. `keep` is called on
  // the client's thread.
  AssetRecorder(uint64_t max_bytes, Keep keep);
  AssetRecorder(const AssetRecorder&) = delete;
  AssetRecorder& operator=(const AssetRecorder&) = delete;

  // To be called once, before the client connects.
  void Follow(Client& client);
  // Assets that are named later are not fetched.
  void Stop();

  // Fetches that have not ended.
  size_t pending() const;
  // Assets that the recording lacks.
  uint64_t missing() const;
  // The warnings since the last call: which asset is missing, and why. At most
  // kMaxWarnings in all.
  std::vector<std::string> TakeWarnings();

  static constexpr uint64_t kMaxWarnings = 20;

 private:
  template <class Id>
  void Fetch(Client& client, Id id, const Location& location, uint64_t size);
  void Finish(const Location& location, uint64_t size,
              const absl::StatusOr<Bytes>& result);
  bool FitsLocked(uint64_t size) const;
  std::string DoesNotFit(uint64_t size) const;
  void MissLocked(const Location& location, const std::string& why);

  const uint64_t max_bytes_;
  const Keep keep_;
  mutable std::mutex mutex_;
  bool is_stopped_ = false;
  std::set<std::string> known_;  // by LocationKey
  size_t pending_ = 0;
  // Of the assets that are kept, and of those being fetched.
  uint64_t bytes_ = 0;
  uint64_t missing_ = 0;
  std::vector<std::string> warnings_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_ASSET_RECORDER_H_
