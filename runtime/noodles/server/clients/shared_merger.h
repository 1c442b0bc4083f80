// Merges the frames that wait for slow clients, so that clients that lag alike
// share the work and the result.
//
// The changes of a document come in epochs of about the same number of bytes.
// All frames of one epoch in a queue are merged into one state; where that is
// not enough, neighbouring epochs are merged in pairs, then in fours, and so on
// (UpdateMerger). Clients with the same frames of an epoch have the same frames
// to merge, wherever in the stream each client stands, so the merger remembers
// its last results.
//
// Thread-safety: one thread at a time.
// Ownership: shares the frames that it remembers, up to a number of bytes.
#ifndef NOODLES_SERVER_CLIENTS_SHARED_MERGER_H_
#define NOODLES_SERVER_CLIENTS_SHARED_MERGER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <vector>

#include "noodles/server/clients/queued_frame.h"

namespace noodles::server_internal {

class SharedMerger {
 public:
  // Merged frames have at most `max_frame_bytes`. The results of the last
  // merges are kept, up to `kept_bytes` together.
  SharedMerger(size_t max_frame_bytes, size_t kept_bytes)
      : max_frame_bytes_(max_frame_bytes), kept_bytes_(kept_bytes) {}
  SharedMerger(const SharedMerger&) = delete;
  SharedMerger& operator=(const SharedMerger&) = delete;

  // Frames with the same effect in the same order. The frames of `epoch`, which
  // goes on, stay as they are. Merges no further where `enough_bytes` or less
  // are left.
  std::deque<FramePointer> Merge(std::deque<FramePointer> frames,
                                 uint64_t epoch, size_t enough_bytes);

  // The bytes that were decoded and encoded so far.
  uint64_t worked_bytes() const { return worked_bytes_; }

 private:
  using Frames = std::vector<FramePointer>;
  using Key = std::vector<uint64_t>;  // ids
  struct Result {
    Frames frames;
    size_t bytes = 0;
    std::list<Key>::iterator age;
  };

  std::deque<FramePointer> MergeLevel(std::deque<FramePointer> frames,
                                      uint64_t epoch, int level);
  void AddRun(const Frames& run, int level, std::deque<FramePointer>& merged);
  const Frames& ResultOf(const Frames& run);
  void Remember(Key key, Frames frames);

  const size_t max_frame_bytes_;
  const size_t kept_bytes_;
  // Merged frames have ids of their own, far from those of changes.
  uint64_t last_id_ = uint64_t{1} << 63;
  uint64_t worked_bytes_ = 0;
  std::map<Key, Result> results_;
  std::list<Key> ages_;  // the oldest first
  size_t result_bytes_ = 0;
  Frames latest_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_SHARED_MERGER_H_
