// The files that an importer may read, and how many of their bytes.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_IMPORT_FILES_H_
#define NOODLES_IMPORT_PROGRAM_IMPORT_FILES_H_

#include <assimp/IOSystem.hpp>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"

namespace noodles::import_program {

// Gives Assimp the files of one folder, each in memory.
class ImportFiles : public Assimp::IOSystem {
 public:
  // Files in `folder` and below, so many bytes together.
  ImportFiles(std::filesystem::path folder, size_t max_bytes);
  // One file of that name, in memory.
  ImportFiles(std::string name, Bytes contents);

  bool Exists(const char* file) const override;
  char getOsSeparator() const override { return '/'; }
  Assimp::IOStream* Open(const char* file, const char* mode) override;
  void Close(Assimp::IOStream* stream) override;

  // The file that a scene calls so: also where it writes backslashes, percents
  // as in a URI, or the path of the machine that it was made on, of which only
  // the name counts.
  std::optional<Bytes> Read(const std::string& file);

  // Gives these bytes where the file of this name is asked for, from now on.
  void Provide(const std::string& name, Bytes contents);

  // Why something was refused, beyond its not being there.
  const absl::Status& status() const { return status_; }

 private:
  std::optional<std::filesystem::path> Find(const std::string& file) const;

  std::filesystem::path folder_;
  size_t bytes_left_ = 0;
  // By their normal names.
  std::map<std::string, Bytes> in_memory_;
  absl::Status status_;
};

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_IMPORT_FILES_H_
