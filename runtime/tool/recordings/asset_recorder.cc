#include "tool/recordings/asset_recorder.h"

#include <utility>
#include <variant>

#include "noodles/base/status.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {
namespace {

// The location for people.
std::string TextOf(const Location& location) {
  if (const auto* text = std::get_if<std::string>(&location)) return *text;
  const URIParts& parts = std::get<URIParts>(location);
  return parts.scheme + "://" + parts.host.value_or("(the server)") +
         parts.path.value_or("");
}

}  // namespace

AssetRecorder::AssetRecorder(uint64_t max_bytes, Keep keep)
    : max_bytes_(max_bytes), keep_(std::move(keep)) {}

void AssetRecorder::Follow(Client& client) {
  client.OnCreated<Buffer>([this, &client](BufferID id, const auto& buffer) {
    const auto* location = std::get_if<Location>(&buffer.source);
    if (location != nullptr) Fetch(client, id, *location, buffer.size);
  });
  client.OnCreated<Image>([this, &client](ImageID id, const auto& image) {
    const auto* location = std::get_if<Location>(&image.source);
    if (location != nullptr) Fetch(client, id, *location, 0);
  });
}

template <class Id>
void AssetRecorder::Fetch(Client& client, Id id, const Location& location,
                          uint64_t size) {
  {
    const std::lock_guard lock(mutex_);
    if (is_stopped_ || known_.contains(LocationKey(location))) return;
    if (!FitsLocked(size)) return MissLocked(location, DoesNotFit(size));
    known_.insert(LocationKey(location));
    ++pending_;
    bytes_ += size;
  }
  client.Fetch(id, nullptr,
               [this, location, size](const absl::StatusOr<Bytes>& result) {
                 Finish(location, size, result);
               });
}

void AssetRecorder::Finish(const Location& location, uint64_t size,
                           const absl::StatusOr<Bytes>& result) {
  {
    const std::lock_guard lock(mutex_);
    bytes_ -= size;
    if (!result.ok() || !FitsLocked(result->size())) {
      --pending_;
      return MissLocked(
          location, result.ok() ? DoesNotFit(result->size())
                                : std::string(StatusMessage(result.status())));
    }
    bytes_ += result->size();
  }
  keep_(location, *result);
  const std::lock_guard lock(mutex_);
  --pending_;
}

bool AssetRecorder::FitsLocked(uint64_t size) const {
  return size <= max_bytes_ - bytes_;
}

std::string AssetRecorder::DoesNotFit(uint64_t size) const {
  return "with its " + std::to_string(size) +
         " bytes, the assets have more than --max-asset-bytes (" +
         std::to_string(max_bytes_) + ")";
}

void AssetRecorder::MissLocked(const Location& location,
                               const std::string& why) {
  if (missing_++ >= kMaxWarnings) return;
  warnings_.push_back("the recording lacks " + TextOf(location) + ": " + why);
}

void AssetRecorder::Stop() {
  const std::lock_guard lock(mutex_);
  is_stopped_ = true;
}

size_t AssetRecorder::pending() const {
  const std::lock_guard lock(mutex_);
  return pending_;
}

uint64_t AssetRecorder::missing() const {
  const std::lock_guard lock(mutex_);
  return missing_;
}

std::vector<std::string> AssetRecorder::TakeWarnings() {
  const std::lock_guard lock(mutex_);
  return std::exchange(warnings_, {});
}

}  // namespace noodles::tool
