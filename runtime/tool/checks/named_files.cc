#include "tool/checks/named_files.h"

#include <utility>
#include <variant>

namespace noodles::tool {

void NamedFiles::Follow(Client& client) {
  client.OnCreated<Buffer>([this](BufferID id, const Buffer& buffer) {
    Add(id, std::get_if<Location>(&buffer.source), buffer.size);
  });
  client.OnCreated<Image>([this](ImageID id, const Image& image) {
    Add(id, std::get_if<Location>(&image.source), 0);
  });
}

void NamedFiles::Add(ComponentRef ref, const Location* location,
                     uint64_t size) {
  const std::lock_guard lock(mutex_);
  if (location == nullptr || files_.size() >= kMaxFiles) return;
  files_.push_back({ref, *location, size, std::chrono::steady_clock::now()});
}

std::vector<NamedFile> NamedFiles::Take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(files_, {});
}

}  // namespace noodles::tool
