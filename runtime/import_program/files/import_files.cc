#include "import_program/files/import_files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <assimp/IOStream.hpp>
#include <charconv>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/geometry/readers/text_scanner.h"

namespace noodles::import_program {
namespace {

namespace fs = std::filesystem;

// A file in memory, for reading.
class MemoryStream : public Assimp::IOStream {
 public:
  explicit MemoryStream(Bytes bytes) : bytes_(std::move(bytes)) {}

  size_t Read(void* to, size_t size, size_t count) override {
    if (size == 0) return 0;
    const size_t items = std::min(count, (bytes_.size() - at_) / size);
    if (items > 0) std::memcpy(to, bytes_.data() + at_, items * size);
    at_ += items * size;
    return items;
  }
  size_t Write(const void*, size_t, size_t) override { return 0; }
  aiReturn Seek(size_t offset, aiOrigin origin) override {
    // Unsigned sums wrap, so that negative offsets work as well.
    const size_t base = origin == aiOrigin_SET   ? 0
                        : origin == aiOrigin_CUR ? at_
                                                 : bytes_.size();
    if (base + offset > bytes_.size()) return aiReturn_FAILURE;
    at_ = base + offset;
    return aiReturn_SUCCESS;
  }
  size_t Tell() const override { return at_; }
  size_t FileSize() const override { return bytes_.size(); }
  void Flush() override {}

 private:
  const Bytes bytes_;
  size_t at_ = 0;
};

// Whether `file` lies in `folder` or below, both without links.
bool IsBelow(const fs::path& file, const fs::path& folder) {
  const auto [rest, unused] =
      std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return rest == folder.end();
}

// Names in glTF are URIs, in which a space is "%20".
std::string WithoutPercents(const std::string& name) {
  std::string plain;
  for (size_t i = 0; i < name.size(); ++i) {
    unsigned int letter = 0;
    const char* const first = name.data() + i + 1;
    if (name[i] == '%' && i + 2 < name.size() &&
        std::from_chars(first, first + 2, letter, 16).ptr == first + 2) {
      plain += static_cast<char>(letter);
      i += 2;
    } else {
      plain += name[i];
    }
  }
  return plain;
}

// The file `relative` below `folder`, whatever the case of its letters and
// whether names are UTF-8 or Latin-1.
std::optional<fs::path> FindIgnoringCase(const fs::path& folder,
                                         const fs::path& relative) {
  fs::path found = folder;
  for (const fs::path& name : relative) {
    std::error_code error;
    if (name == ".." || name.is_absolute()) return std::nullopt;
    if (fs::exists(found / name, error)) {
      found /= name;
      continue;
    }
    bool is_found = false;
    for (const fs::directory_entry& entry :
         fs::directory_iterator(found, error)) {
      if (!geometry_internal::EqualsIgnoringCase(
              geometry_internal::Utf8Of(entry.path().filename().string()),
              geometry_internal::Utf8Of(name.string()))) {
        continue;
      }
      found = entry.path();
      is_found = true;
      break;
    }
    if (!is_found) return std::nullopt;
  }
  return found;
}

// The bytes of a file, mapped and not copied. The pages of a mapping are read
// when they are used; a file that is cut short meanwhile ends the process, as
// any other crash of an importer does.
std::optional<Bytes> MapFile(const fs::path& path, size_t size) {
  if (size == 0) return Bytes();
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  void* const map =
      mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  close(file);
  if (map == MAP_FAILED) return std::nullopt;
  const std::shared_ptr<const void> owner(
      map, [size](void* address) { munmap(address, size); });
  return Bytes::Share(owner, {static_cast<const uint8_t*>(map), size});
}

std::string NormalName(const std::string& file) {
  return fs::path(file).lexically_normal().string();
}

}  // namespace

ImportFiles::ImportFiles(fs::path folder, size_t max_bytes)
    : bytes_left_(max_bytes) {
  std::error_code error;
  folder_ = fs::canonical(folder.empty() ? "." : folder, error);
}

ImportFiles::ImportFiles(std::string name, Bytes contents) {
  Provide(name, std::move(contents));
}

void ImportFiles::Provide(const std::string& name, Bytes contents) {
  in_memory_[NormalName(name)] = std::move(contents);
}

std::optional<fs::path> ImportFiles::Find(const std::string& file) const {
  if (folder_.empty()) return std::nullopt;
  std::string slashed = file;
  std::replace(slashed.begin(), slashed.end(), '\\', '/');
  const fs::path named(slashed);
  const fs::path plain(WithoutPercents(slashed));
  const auto usable = [&](const fs::path& path) -> std::optional<fs::path> {
    std::error_code error;
    fs::path found = fs::canonical(path, error);
    if (error || !IsBelow(found, folder_) ||
        !fs::is_regular_file(found, error)) {
      return std::nullopt;
    }
    return found;
  };
  const fs::path candidates[] = {named, named.filename(), plain,
                                 plain.filename()};
  for (const fs::path& candidate : candidates) {
    if (auto found = usable(folder_ / candidate)) return found;
  }
  for (const fs::path& candidate : candidates) {
    const std::optional<fs::path> other = FindIgnoringCase(folder_, candidate);
    if (!other) continue;
    if (auto found = usable(*other)) return found;
  }
  return std::nullopt;
}

bool ImportFiles::Exists(const char* file) const {
  return in_memory_.contains(NormalName(file)) || Find(file).has_value();
}

std::optional<Bytes> ImportFiles::Read(const std::string& file) {
  const auto known = in_memory_.find(NormalName(file));
  if (known != in_memory_.end()) return known->second;
  const std::optional<fs::path> path = Find(file);
  if (!path) {
    const fs::path named(file);
    if (!folder_.empty() && named.is_relative()) {
      wanted_.insert((folder_ / named).lexically_normal().string());
    }
    return std::nullopt;
  }
  wanted_.insert(path->string());
  std::error_code error;
  const uintmax_t size = fs::file_size(*path, error);
  if (error) return std::nullopt;
  if (size > bytes_left_) {
    status_ = ResourceExhausted(path->filename().string() +
                                " and the files before it have more than "
                                "max_file_bytes");
    return std::nullopt;
  }
  std::optional<Bytes> bytes = MapFile(*path, size);
  if (bytes) bytes_left_ -= size;
  return bytes;
}

Assimp::IOStream* ImportFiles::Open(const char* file, const char* mode) {
  if (std::strchr(mode, 'r') == nullptr) return nullptr;
  std::optional<Bytes> bytes = Read(file);
  if (!bytes) return nullptr;
  return std::make_unique<MemoryStream>(*std::move(bytes)).release();
}

void ImportFiles::Close(Assimp::IOStream* stream) {
  const std::unique_ptr<Assimp::IOStream> owner(stream);
}

}  // namespace noodles::import_program
