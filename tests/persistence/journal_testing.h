// Helpers of the tests of the journal.
#ifndef TESTS_PERSISTENCE_JOURNAL_TESTING_H_
#define TESTS_PERSISTENCE_JOURNAL_TESTING_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/status_testing.h"
#include "noodles/persistence/keeping/journal.h"
#include "noodles/state/document.h"

namespace noodles {

// A directory that is removed at the end of the test.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "journal-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline std::string ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void WriteText(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

// The names of the files in a directory, ascending.
inline std::set<std::string> NamesIn(const std::string& directory) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

// All components as messages, with those that were deleted and stay. Two
// documents are equal if their texts are.
inline std::string EncodedText(const Document& document) {
  std::string text;
  DocumentMarks marks;
  document.Join([&] { marks = document.Marks(); },
                [&](const EncodedMessages& frame) {
                  text += frame.items.text();
                  for (const Bytes& piece : frame.more) text += piece.text();
                },
                SnapshotEnd::kOriginals);
  for (const ComponentRef& ref : marks.deleted) text += ToString(ref);
  for (const BufferID id : marks.inline_buffers) {
    text += " inline " + ToString(ComponentRef(id));
  }
  return text;
}

inline PersistenceOptions OptionsFor(const TemporaryDirectory& directory) {
  PersistenceOptions options;
  options.directory = directory.path() + "/kept";
  options.sync = DiskSync::kNever;
  return options;
}

// A document with its journal, as a server has them.
class KeptDocument {
 public:
  explicit KeptDocument(const PersistenceOptions& options)
      : journal_(document_, options) {
    resumed_ = journal_.Resume(nullptr);
  }

  Document& document() { return document_; }
  persistence_internal::Journal& journal() { return journal_; }
  const absl::StatusOr<bool>& resumed() const { return resumed_; }

 private:
  Document document_;
  persistence_internal::Journal journal_;
  absl::StatusOr<bool> resumed_ = false;
};

}  // namespace noodles

#endif  // TESTS_PERSISTENCE_JOURNAL_TESTING_H_
