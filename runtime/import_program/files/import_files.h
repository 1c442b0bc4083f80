// The files that an import may read, and the most bytes of them.
//
// Thread-safety: none; an import belongs to a thread.
#ifndef NOODLES_IMPORT_PROGRAM_FILES_IMPORT_FILES_H_
#define NOODLES_IMPORT_PROGRAM_FILES_IMPORT_FILES_H_

#include <assimp/IOSystem.hpp>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"

namespace noodles::import_program {

// Gives Assimp the files of one folder, each in memory.
class ImportFiles : public Assimp::IOSystem {
 public:
  // Files in `folder` and below, with at most `max_bytes` together.
  ImportFiles(std::filesystem::path folder, size_t max_bytes);
  // One file in memory with the name `name`.
  ImportFiles(std::string name, Bytes contents);

  bool Exists(const char* file) const override;
  char getOsSeparator() const override { return '/'; }
  Assimp::IOStream* Open(const char* file, const char* mode) override;
  void Close(Assimp::IOStream* stream) override;

  // The file that a scene names. The name may have backslashes and
  // percent-encoded characters. Of a path that is not below the folder, only
  // the name of the file counts. Capital and small letters are told apart only
  // where two files differ in nothing else. std::nullopt where there is no such
  // file.
  std::optional<Bytes> Read(const std::string& file);

  // From now on, the file of this name has these contents.
  void Provide(const std::string& name, Bytes contents);

  // ResourceExhausted once a file was refused because of max_bytes.
  const absl::Status& status() const { return status_; }

  // The paths of all files that were read, and of those that were looked for in
  // vain.
  std::vector<std::string> Wanted() const {
    return {wanted_.begin(), wanted_.end()};
  }

 private:
  std::optional<std::filesystem::path> Find(const std::string& file) const;

  std::filesystem::path folder_;
  std::set<std::string> wanted_;
  size_t bytes_left_ = 0;
  // The keys are normalized paths.
  std::map<std::string, Bytes> in_memory_;
  absl::Status status_;
};

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_FILES_IMPORT_FILES_H_
