#include "noodles/server/assets/leaving_assets.h"

#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/support/thread_name.h"

namespace noodles::server_internal {

LeavingAssets::~LeavingAssets() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  wakes_.notify_all();
  if (thread_.joinable()) thread_.join();
}

size_t LeavingAssets::CostOf(const ServedAsset& asset) {
  return kAssetCost + asset.content.bytes.size();
}

LeavingAssets::Entry LeavingAssets::TakeOldestLocked() {
  Entry entry = std::move(entries_.front());
  entries_.pop_front();
  // A later one may have the same name.
  const auto found = by_name_.find(entry.asset->name);
  if (found != by_name_.end() && found->second == entry.asset) {
    by_name_.erase(found);
  }
  bytes_ -= CostOf(*entry.asset);
  return entry;
}

void LeavingAssets::Add(std::shared_ptr<const ServedAsset> asset) {
  if (period_.count() <= 0) return;
  std::vector<Entry> gone;  // released without the lock
  bool is_first_early = false;
  {
    const std::lock_guard lock(mutex_);
    if (is_ending_) return;
    bytes_ += CostOf(*asset);
    by_name_[asset->name] = asset;
    entries_.push_back({Clock::now() + period_, std::move(asset)});
    while (bytes_ > max_bytes_) gone.push_back(TakeOldestLocked());
    is_first_early = !gone.empty() && !std::exchange(has_warned_, true);
    if (!thread_.joinable()) thread_ = std::thread([this] { Run(); });
  }
  wakes_.notify_one();
  if (is_first_early) {
    Log(LogSeverity::kWarning, "assets",
        "replaced assets go before their grace period is over: together they "
        "have more bytes than AssetOptions::max_grace_bytes",
        {{"max_grace_bytes", max_bytes_},
         {"grace_period_ms", period_.count()}});
  }
}

std::shared_ptr<const ServedAsset> LeavingAssets::Find(
    const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

void LeavingAssets::Clear() {
  std::deque<Entry> gone;  // released without the lock
  const std::lock_guard lock(mutex_);
  gone.swap(entries_);
  by_name_.clear();
  bytes_ = 0;
}

size_t LeavingAssets::count() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

size_t LeavingAssets::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

void LeavingAssets::Run() {
  base_internal::NameThisThread("noodles-assets");
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    if (entries_.empty()) {
      wakes_.wait(lock);
      continue;
    }
    const Clock::time_point end = entries_.front().end;
    if (Clock::now() < end) {
      wakes_.wait_until(lock, end);
      continue;
    }
    Entry gone = TakeOldestLocked();
    lock.unlock();
    gone.asset = nullptr;  // releases the bytes, without the lock
    lock.lock();
  }
}

}  // namespace noodles::server_internal
