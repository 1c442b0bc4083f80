#include "import_program/import_files.h"

#include <algorithm>
#include <assimp/IOStream.hpp>
#include <charconv>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "noodles/base/status.h"

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
  for (const fs::path& candidate :
       {folder_ / named, folder_ / named.filename(), folder_ / plain,
        folder_ / plain.filename()}) {
    std::error_code error;
    const fs::path found = fs::canonical(candidate, error);
    if (!error && IsBelow(found, folder_) &&
        fs::is_regular_file(found, error)) {
      return found;
    }
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
  if (!path) return std::nullopt;
  std::error_code error;
  const uintmax_t size = fs::file_size(*path, error);
  if (error) return std::nullopt;
  if (size > bytes_left_) {
    status_ = ResourceExhausted(path->filename().string() +
                                " and the files before it have more than "
                                "max_file_bytes");
    return std::nullopt;
  }
  std::vector<uint8_t> bytes(size);
  std::ifstream stream(*path, std::ios::binary);
  stream.read(reinterpret_cast<char*>(bytes.data()),
              static_cast<std::streamsize>(size));
  if (static_cast<uintmax_t>(stream.gcount()) != size) return std::nullopt;
  bytes_left_ -= size;
  return Bytes::Adopt(std::move(bytes));
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
