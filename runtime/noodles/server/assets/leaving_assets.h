// The assets in their grace period: no component and no handle holds them any
// more, but clients that were sent their URLs may still fetch them.
//
// An asset goes when AssetOptions::grace_period is over, or before, the oldest
// first, while all together have more than AssetOptions::max_grace_bytes.
//
// Thread-safety: every function may be called from any thread. Ownership:
// shares the assets; owns a thread, which begins with the first asset.
#ifndef NOODLES_SERVER_ASSETS_LEAVING_ASSETS_H_
#define NOODLES_SERVER_ASSETS_LEAVING_ASSETS_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "noodles/server/assets/served_asset.h"

namespace noodles::server_internal {

class LeavingAssets {
 public:
  // Counted for each asset beside its bytes.
  static constexpr size_t kAssetCost = 1024;

  LeavingAssets(std::chrono::milliseconds period, size_t max_bytes)
      : period_(period), max_bytes_(max_bytes) {}
  ~LeavingAssets();
  LeavingAssets(const LeavingAssets&) = delete;
  LeavingAssets& operator=(const LeavingAssets&) = delete;

  void Add(std::shared_ptr<const ServedAsset> asset);
  // Null if there is no asset of this name, or its time is over.
  std::shared_ptr<const ServedAsset> Find(const std::string& name) const;
  // Ends all grace periods.
  void Clear();

  size_t count() const;
  // Never more than max_bytes.
  size_t bytes() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    Clock::time_point end;
    std::shared_ptr<const ServedAsset> asset;
  };

  static size_t CostOf(const ServedAsset& asset);
  Entry TakeOldestLocked();
  void Run();

  const std::chrono::milliseconds period_;
  const size_t max_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable wakes_;
  // All have the same period, so the first asset ends first.
  std::deque<Entry> entries_;
  std::unordered_map<std::string, std::shared_ptr<const ServedAsset>> by_name_;
  size_t bytes_ = 0;
  bool is_ending_ = false;
  bool has_warned_ = false;
  std::thread thread_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ASSETS_LEAVING_ASSETS_H_
