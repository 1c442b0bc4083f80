#include "noodles/server/clients/shared_merger.h"

#include <utility>

#include "noodles/server/clients/update_merger.h"

namespace noodles::server_internal {
namespace {

size_t CostOf(const std::deque<FramePointer>& frames) {
  size_t cost = 0;
  for (const FramePointer& frame : frames) cost += frame->cost();
  return cost;
}

// Whether a frame is part of a run: replies, and frames that are no changes of
// a document, stay where they are.
bool HasPlace(const QueuedFrame& frame) { return frame.id != 0; }

}  // namespace

std::deque<FramePointer> SharedMerger::Merge(std::deque<FramePointer> frames,
                                             uint64_t epoch,
                                             size_t enough_bytes) {
  uint64_t first = epoch;
  for (const FramePointer& frame : frames) {
    if (!HasPlace(*frame)) continue;
    first = frame->place.epoch;
    break;
  }
  // On the last level, all frames are of one run that goes on.
  for (int level = 0; (first >> level) != (epoch >> level); ++level) {
    frames = MergeLevel(std::move(frames), epoch, level);
    if (CostOf(frames) <= enough_bytes) break;
  }
  return frames;
}

std::deque<FramePointer> SharedMerger::MergeLevel(
    std::deque<FramePointer> frames, uint64_t epoch, int level) {
  std::deque<FramePointer> merged;
  Frames run;
  const auto is_of_run = [&](const QueuedFrame& frame) {
    const uint64_t group = frame.place.epoch >> level;
    return HasPlace(frame) && group == run.front()->place.epoch >> level &&
           group != epoch >> level;
  };
  for (FramePointer& frame : frames) {
    if (!run.empty() && !is_of_run(*frame)) {
      AddRun(run, level, merged);
      run.clear();
    }
    if (HasPlace(*frame) && frame->place.epoch >> level != epoch >> level) {
      run.push_back(std::move(frame));
    } else {
      merged.push_back(std::move(frame));
    }
  }
  AddRun(run, level, merged);
  return merged;
}

// Adds the run to `merged`, merged if its frames have not been merged with each
// other before.
void SharedMerger::AddRun(const Frames& run, int level,
                          std::deque<FramePointer>& merged) {
  const auto were_together = [&] {
    const uint64_t first = run.front()->place.epoch;
    const uint64_t last = run.back()->place.epoch;
    return run.front()->is_merged &&
           (level == 0 || first >> (level - 1) == last >> (level - 1));
  };
  if (run.size() < 2 || were_together()) {
    merged.insert(merged.end(), run.begin(), run.end());
    return;
  }
  const Frames& result = ResultOf(run);
  merged.insert(merged.end(), result.begin(), result.end());
}

const SharedMerger::Frames& SharedMerger::ResultOf(const Frames& run) {
  Key key;
  key.reserve(run.size());
  for (const FramePointer& frame : run) key.push_back(frame->id);
  const auto found = results_.find(key);
  if (found != results_.end()) {
    ages_.splice(ages_.end(), ages_, found->second.age);
    return found->second.frames;
  }
  for (const FramePointer& frame : run) worked_bytes_ += frame->size;
  latest_.clear();
  for (const FramePointer& frame :
       MergeUpdates({run.begin(), run.end()}, max_frame_bytes_)) {
    auto own = std::make_shared<QueuedFrame>();
    own->segments = frame->segments;
    own->size = frame->size;
    own->count = frame->count;
    own->structure = frame->structure;
    own->is_merged = true;
    own->place = run.front()->place;
    own->id = ++last_id_;
    latest_.push_back(std::move(own));
  }
  Remember(std::move(key), latest_);
  return latest_;
}

void SharedMerger::Remember(Key key, Frames frames) {
  Result result{std::move(frames), key.size() * sizeof(uint64_t), {}};
  for (const FramePointer& frame : result.frames) {
    result.bytes += frame->cost();
  }
  if (result.bytes > kept_bytes_) return;
  result_bytes_ += result.bytes;
  result.age = ages_.insert(ages_.end(), key);
  results_.emplace(std::move(key), std::move(result));
  while (result_bytes_ > kept_bytes_) {
    const auto oldest = results_.find(ages_.front());
    result_bytes_ -= oldest->second.bytes;
    results_.erase(oldest);
    ages_.pop_front();
  }
}

}  // namespace noodles::server_internal
