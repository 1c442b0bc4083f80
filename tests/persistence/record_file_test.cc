// Files of records: whatever happens to one, reading gives the records before
// it, and tells a torn tail from damage.
#include "noodles/persistence/files/record_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "persistence/journal_testing.h"

namespace noodles::persistence_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// What reading gives.
struct Found {
  std::vector<std::string> bodies;
  absl::Status status;
  uint64_t end = 0;
  bool is_torn = false;
};

Found ReadAll(const std::string& content) {
  Found found;
  absl::StatusOr<RecordFileReader> reader = RecordFileReader::Open(
      "journal-1", Bytes::Copy(content), RecordFileKind::kJournal);
  if (!reader.ok()) {
    found.status = reader.status();
    return found;
  }
  while (const auto record = reader->Next()) {
    found.bodies.emplace_back(record->body.text());
  }
  found.status = reader->status();
  found.end = reader->offset();
  found.is_torn = reader->has_torn_tail();
  return found;
}

class RecordFileTest : public ::testing::Test {
 protected:
  RecordFileTest() {
    const auto file = Must(RecordFile::Create(path_, RecordFileKind::kJournal));
    for (const std::string& body : bodies_) {
      begins_.push_back(file->size());
      Must(file->Append(Bytes::Copy(body)));
    }
    content_ = ReadText(path_);
  }

  // The number of records that end at or before `offset`.
  size_t WholeBefore(size_t offset) const {
    size_t count = 0;
    while (count < bodies_.size() &&
           begins_[count] + kRecordHeaderBytes + bodies_[count].size() <=
               offset) {
      ++count;
    }
    return count;
  }
  std::vector<std::string> FirstBodies(size_t count) const {
    return {bodies_.begin(), bodies_.begin() + static_cast<ptrdiff_t>(count)};
  }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.path() + "/journal-1";
  const std::vector<std::string> bodies_ = {"first", "", "the third record"};
  std::vector<uint64_t> begins_;
  std::string content_;
};

TEST_F(RecordFileTest, ReadsWhatWasWritten) {
  const Found found = ReadAll(content_);
  EXPECT_EQ(found.bodies, bodies_);
  EXPECT_FALSE(found.is_torn);
  Must(found.status);
}

TEST_F(RecordFileTest, ATruncatedFileIsAPrefixWithATornTail) {
  for (size_t size = 0; size < content_.size(); ++size) {
    const Found found = ReadAll(content_.substr(0, size));
    if (size < kFileHeaderBytes) {
      EXPECT_EQ(found.status.code(), absl::StatusCode::kNotFound) << size;
      continue;
    }
    Must(found.status);
    EXPECT_EQ(found.bodies, FirstBodies(WholeBefore(size))) << size;
    EXPECT_EQ(found.is_torn, found.end != size) << size;
  }
}

TEST_F(RecordFileTest, AFlippedBitIsFoundWhereverItIs) {
  for (size_t at = 0; at < content_.size(); ++at) {
    std::string content = content_;
    content[at] = static_cast<char>(content[at] ^ (1 << (at % 8)));
    const Found found = ReadAll(content);
    if (at < kFileHeaderBytes) {
      EXPECT_EQ(found.status.code(), absl::StatusCode::kDataLoss) << at;
      EXPECT_THAT(TextOf(found.status), HasSubstr("journal-1: offset 0: "));
      continue;
    }
    const size_t whole = WholeBefore(at);
    EXPECT_EQ(found.bodies, FirstBodies(whole)) << at;
    if (whole + 1 == bodies_.size()) {
      // Nothing follows the last record: it may be torn.
      Must(found.status);
      EXPECT_TRUE(found.is_torn) << at;
      EXPECT_EQ(found.end, begins_[whole]) << at;
      continue;
    }
    EXPECT_EQ(found.status.code(), absl::StatusCode::kDataLoss) << at;
    EXPECT_THAT(TextOf(found.status),
                HasSubstr("offset " + std::to_string(begins_[whole]) + ": "));
    EXPECT_THAT(TextOf(found.status),
                HasSubstr("offset " + std::to_string(begins_[whole + 1])));
  }
}

TEST_F(RecordFileTest, BytesBehindTheLastRecordAreATornTail) {
  for (const std::string& tail :
       {std::string(100, '\0'), std::string("\nRec and more, of any length "),
        content_.substr(begins_[0])}) {
    // The last: a whole record, but one of another place.
    const Found found = ReadAll(content_ + tail);
    Must(found.status);
    EXPECT_EQ(found.bodies, bodies_);
    EXPECT_TRUE(found.is_torn);
    EXPECT_EQ(found.end, content_.size());
  }
}

// A client chooses what is in a record; it must not be able to make a torn tail
// look like damage.
TEST_F(RecordFileTest, ARecordInsideOfARecordIsNone) {
  const auto file = Must(RecordFile::Continue(path_, ReadText(path_).size()));
  Must(file->Append(Bytes::Copy(content_)));
  const std::string longer = ReadText(path_);
  const Found found = ReadAll(longer.substr(0, longer.size() - 1));
  Must(found.status);
  EXPECT_EQ(found.bodies, bodies_);
  EXPECT_TRUE(found.is_torn);
}

TEST_F(RecordFileTest, ContinueCutsATornTail) {
  WriteText(path_, content_ + "torn");
  {
    const auto file = Must(RecordFile::Continue(path_, content_.size()));
    Must(file->Append(Bytes::Copy("another")));
  }
  EXPECT_THAT(ReadAll(ReadText(path_)).bodies,
              ElementsAre("first", "", "the third record", "another"));
}

TEST_F(RecordFileTest, AnotherKindOfFileIsRefused) {
  const absl::Status status =
      RecordFileReader::Open("snapshot-1", Bytes::Copy(content_),
                             RecordFileKind::kSnapshot)
          .status();
  EXPECT_EQ(TextOf(status),
            "snapshot-1: offset 0: the file does not begin as a snapshot does");
}

}  // namespace
}  // namespace noodles::persistence_internal
