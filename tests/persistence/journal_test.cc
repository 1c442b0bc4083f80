// A document that continues from its journal.
#include "noodles/persistence/keeping/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "noodles/codec.h"
#include "noodles/persistence/local_engine.h"
#include "persistence/journal_testing.h"

namespace noodles {
namespace {

using persistence_internal::Journal;
using persistence_internal::JournalCounters;
using persistence_internal::StateNameOf;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class JournalTest : public ::testing::Test {
 protected:
  std::string file(const std::string& name) const {
    return options_.directory + "/" + name;
  }

  TemporaryDirectory directory_;
  PersistenceOptions options_ = OptionsFor(directory_);
};

TEST_F(JournalTest, ADocumentContinuesWithItsIdentifiers) {
  EntityID pump;
  std::string text;
  {
    KeptDocument kept(options_);
    EXPECT_FALSE(Must(kept.resumed()));
    Document& document = kept.document();
    const EntityID gone = Must(document.Create(Entity{.name = "gone"}));
    Must(document.Delete(gone));
    pump = Must(document.Create(Entity{.name = "pump"}));
    EXPECT_EQ(pump, (EntityID{0, 1}));
    Must(document.Create(Entity{.name = "part", .parent = pump}));
    Must(document.Update(pump, EntityUpdate{.visible = false}));
    text = EncodedText(document);
  }
  KeptDocument kept(options_);
  EXPECT_TRUE(Must(kept.resumed()));
  EXPECT_EQ(EncodedText(kept.document()), text);
  EXPECT_EQ(kept.document().FindByName<Entity>("pump"), pump);
  EXPECT_EQ(kept.journal().position().epoch, 2u);
}

TEST_F(JournalTest, ATransactionThatIsTakenBackLeavesNothing) {
  {
    KeptDocument kept(options_);
    kept.document()
        .Transact([&] {
          Must(kept.document().Create(Entity{.name = "taken back"}));
          kept.document().Record({.name = "a", .state = Bytes::Copy("b")});
          return Internal("taken back");
        })
        .IgnoreError();
  }
  KeptDocument kept(options_);
  EXPECT_FALSE(Must(kept.resumed()));
  EXPECT_FALSE(kept.journal().HasEarlierState("a"));
}

TEST_F(JournalTest, ADeferredDeleteStaysDeferred) {
  TableID table;
  PlotID plot;
  {
    KeptDocument kept(options_);
    table = Must(kept.document().Create(Table{.name = "table"}));
    plot = Must(kept.document().Create(Plot{.table = table}));
    Must(kept.document().Delete(table));
  }
  for (const bool has_snapshot : {false, true}) {
    KeptDocument kept(options_);
    EXPECT_TRUE(kept.document().Contains(table));
    // Nothing may refer to it any more.
    EXPECT_FALSE(kept.document().Create(Plot{.table = table}).ok());
    if (!has_snapshot) Must(kept.journal().WriteSnapshot());
  }
  KeptDocument kept(options_);
  Must(kept.document().Delete(plot));
  EXPECT_FALSE(kept.document().Contains(table));
}

TEST_F(JournalTest, AGenerationNeverComesBackAfterASnapshot) {
  {
    KeptDocument kept(options_);
    for (int i = 0; i < 3; ++i) {
      const EntityID id = Must(kept.document().Create(Entity{}));
      EXPECT_EQ(id, (EntityID{0, static_cast<uint32_t>(i)}));
      Must(kept.document().Delete(id));
    }
    const EntityID first = Must(kept.document().Create(Entity{}));
    const EntityID second = Must(kept.document().Create(Entity{}));
    EXPECT_EQ(second, (EntityID{1, 0}));
    Must(kept.document().Delete(first));
    Must(kept.document().Delete(second));
    Must(kept.journal().WriteSnapshot());
  }
  KeptDocument kept(options_);
  EXPECT_EQ(Must(kept.document().Create(Entity{})), (EntityID{0, 4}));
  EXPECT_EQ(Must(kept.document().Create(Entity{})), (EntityID{1, 1}));
  EXPECT_EQ(Must(kept.document().Create(Entity{})), (EntityID{2, 0}));
}

TEST_F(JournalTest, ASnapshotTakesThePlaceOfTheJournal) {
  options_.compact_bytes = 4096;
  std::string text;
  {
    KeptDocument kept(options_);
    Must(kept.resumed());
    const EntityID id = Must(kept.document().Create(Entity{.name = "busy"}));
    for (int i = 0; i < 2000; ++i) {
      Must(kept.document().Update(
          id, EntityUpdate{.tags = std::vector<std::string>{
                               std::to_string(i) + std::string(200, 'x')}}));
    }
    // The thread of the journal is done with the last one that was due.
    Must(kept.journal().WriteSnapshot());
    text = EncodedText(kept.document());
  }
  // About 500 kB were written.
  uint64_t bytes = 0;
  for (const std::string& name : NamesIn(options_.directory)) {
    if (name != "blobs") bytes += ReadText(file(name)).size();
  }
  EXPECT_LT(bytes, 10000u);
  KeptDocument kept(options_);
  EXPECT_TRUE(Must(kept.resumed()));
  EXPECT_EQ(EncodedText(kept.document()), text);
}

TEST_F(JournalTest, LargeBytesAreKeptOnceBesideTheJournal) {
  const std::string content(200000, 'b');
  const Buffer buffer{.size = content.size(), .source = Bytes::Copy(content)};
  BufferID first;
  {
    KeptDocument kept(options_);
    first = Must(kept.document().Create(buffer));
    Must(kept.document().Create(buffer, BufferDelivery::kInline));
    EXPECT_EQ(NamesIn(file("blobs")).size(), 1u);
    EXPECT_LT(ReadText(file("journal-000001")).size(), 2000u);
  }
  {
    KeptDocument kept(options_);
    EXPECT_EQ(Must(kept.document().Get(first)), buffer);
    Must(kept.journal().WriteSnapshot());
    EXPECT_EQ(NamesIn(file("blobs")).size(), 1u);
    kept.document().Reset();
    Must(kept.journal().WriteSnapshot());
    EXPECT_EQ(NamesIn(file("blobs")).size(), 0u);
  }
}

TEST_F(JournalTest, ADamagedBlobIsAnErrorThatNamesItsFile) {
  {
    KeptDocument kept(options_);
    Must(kept.document().Create(Buffer{
        .size = 100000, .source = Bytes::Copy(std::string(100000, 'b'))}));
  }
  const std::string blob = file("blobs/" + *NamesIn(file("blobs")).begin());
  WriteText(blob, std::string(100000, 'c'));
  const KeptDocument kept(options_);
  EXPECT_EQ(kept.resumed().status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(
      TextOf(kept.resumed().status()),
      AllOf(HasSubstr(file("journal-000001") + ": offset "), HasSubstr(blob)));
}

TEST_F(JournalTest, ATransactionOfSeveralRecordsCountsAsAWhole) {
  options_.max_record_bytes = 1;
  {
    KeptDocument kept(options_);
    DocumentOptions small;
    Must(kept.document().Transact([&] {
      for (int i = 0; i < 40; ++i) {
        Must(kept.document().Create(
            Entity{.name = std::to_string(i) + std::string(60000, 'e')}));
      }
      return absl::OkStatus();
    }));
  }
  const std::string path = file("journal-000001");
  const std::string whole = ReadText(path);
  // Without its last record, nothing of the transaction is there.
  WriteText(path, whole.substr(0, whole.size() - 1));
  {
    KeptDocument kept(options_);
    EXPECT_FALSE(Must(kept.resumed()));
    Must(kept.document().Create(Entity{.name = "later"}));
  }
  {
    KeptDocument kept(options_);
    EXPECT_EQ(kept.document().Count(ComponentKind::kEntity), 1u);
  }
  WriteText(path, whole);
  KeptDocument kept(options_);
  EXPECT_EQ(kept.document().Count(ComponentKind::kEntity), 40u);
}

TEST_F(JournalTest, OneProcessWritesADirectory) {
  const KeptDocument first(options_);
  const KeptDocument second(options_);
  EXPECT_EQ(TextOf(second.resumed().status()),
            options_.directory + " is in use by the process " +
                std::to_string(::getpid()) + "; a journal has one writer");
}

TEST_F(JournalTest, ADocumentWithComponentsCannotBeResumed) {
  Document document;
  Must(document.Create(Entity{}));
  Journal journal(document, options_);
  EXPECT_EQ(journal.Resume(nullptr).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

// ----------------------------------------------------------------------
// keepers

Keeper TextKeeper(std::string& text) {
  return {.save = [&text] { return Bytes::Copy(text); },
          .load =
              [&text](const Bytes& state) {
                text = state.text();
                return absl::OkStatus();
              },
          .apply =
              [&text](const Bytes& change) {
                text += change.text();
                return absl::OkStatus();
              }};
}

TEST_F(JournalTest, AKeeperGetsItsStateAndEachLaterChange) {
  std::string text;
  {
    KeptDocument kept(options_);
    EXPECT_FALSE(Must(kept.journal().Keep("text", TextKeeper(text))));
    kept.document().Record({.name = "text", .change = Bytes::Copy("a")});
    kept.document().Record({.name = "text", .state = Bytes::Copy("b")});
    kept.document().Record({.name = "text", .change = Bytes::Copy("c")});
  }
  {
    KeptDocument kept(options_);
    EXPECT_TRUE(Must(kept.resumed()));
    EXPECT_TRUE(Must(kept.journal().Keep("text", TextKeeper(text))));
    EXPECT_EQ(text, "bc");
    EXPECT_EQ(kept.journal().Keep("text", TextKeeper(text)).status().code(),
              absl::StatusCode::kAlreadyExists);
    text = "saved";
    Must(kept.journal().WriteSnapshot());
    kept.document().Record({.name = "text", .change = Bytes::Copy("!")});
  }
  {
    // A run without the keeper loses nothing, not even by a snapshot.
    KeptDocument kept(options_);
    Must(kept.journal().WriteSnapshot());
  }
  KeptDocument kept(options_);
  Must(kept.journal().Keep("text", TextKeeper(text)));
  EXPECT_EQ(text, "saved!");
}

TEST_F(JournalTest, TheStateOfAComponentGoesWithIt) {
  TableID table;
  {
    KeptDocument kept(options_);
    table = Must(kept.document().Create(Table{}));
    kept.document().Record(
        {.name = StateNameOf(table), .state = Bytes::Copy("rows")});
  }
  {
    KeptDocument kept(options_);
    EXPECT_TRUE(kept.journal().HasEarlierState(StateNameOf(table)));
    Must(kept.document().Delete(table));
  }
  KeptDocument kept(options_);
  EXPECT_FALSE(kept.journal().HasEarlierState(StateNameOf(table)));
}

// ---------------------------------------------------------------------
// failures

// Files cannot grow beyond this size while the object exists.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

TEST_F(JournalTest, WhatCouldNotBeWrittenIsInTheNextSnapshot) {
  options_.retry_interval = std::chrono::hours(1);
  std::string text;
  {
    KeptDocument kept(options_);
    const JournalCounters& counters = kept.journal().counters();
    // The beginning of the epoch.
    EXPECT_EQ(counters.records, 1u);
    EXPECT_EQ(counters.snapshots, 1u);
    Must(kept.document().Create(Entity{.name = "before"}));
    const uint64_t size = ReadText(file("journal-000001")).size();
    EXPECT_EQ(counters.records, 2u);
    EXPECT_GT(counters.record_bytes, 0u);
    EXPECT_LE(counters.record_bytes, size);
    EXPECT_EQ(counters.journal_bytes, size);
    EXPECT_EQ(counters.snapshot_bytes,
              ReadText(file("snapshot-000001")).size());
    EXPECT_EQ(counters.failures, 0u);
    EXPECT_FALSE(counters.is_failing);
    {
      const FileSizeLimit limit(size + 10);
      Must(kept.document().Create(Entity{.name = "missed"}));
      EXPECT_EQ(kept.journal().status().code(),
                absl::StatusCode::kResourceExhausted);
      EXPECT_THAT(TextOf(kept.journal().status()),
                  HasSubstr(file("journal-000001")));
      EXPECT_THAT(TextOf(kept.journal().status()), HasSubstr(": write: "));
      // No part of the record stays, and no later one follows the gap.
      Must(kept.document().Create(Entity{.name = "missed too"}));
      EXPECT_EQ(ReadText(file("journal-000001")).size(), size);
      EXPECT_EQ(counters.records, 2u);
      EXPECT_EQ(counters.failures, 1u);
      EXPECT_TRUE(counters.is_failing);
      EXPECT_FALSE(kept.journal().WriteSnapshot().ok());
      EXPECT_EQ(counters.snapshots, 1u);
    }
    Must(kept.journal().WriteSnapshot());
    EXPECT_EQ(counters.snapshots, 2u);
    EXPECT_FALSE(counters.is_failing);
    EXPECT_LT(counters.journal_bytes, size);
    Must(kept.journal().status());
    Must(kept.document().Create(Entity{.name = "after"}));
    text = EncodedText(kept.document());
  }
  KeptDocument kept(options_);
  EXPECT_EQ(kept.document().Count(ComponentKind::kEntity), 4u);
  EXPECT_EQ(EncodedText(kept.document()), text);
}

// An engine in a directory whose snapshots wait for a permission.
class WaitingEngine final : public JournalEngine {
 public:
  WaitingEngine(std::unique_ptr<JournalEngine> engine,
                std::function<void()> wait)
      : engine_(std::move(engine)), wait_(std::move(wait)) {}

  absl::Status ReadSnapshot(const RecordReceiver& receive) override {
    return engine_->ReadSnapshot(receive);
  }
  absl::Status ReadRecords(const RecordReceiver& receive) override {
    return engine_->ReadRecords(receive);
  }
  absl::Status Append(const Bytes& record) override {
    return engine_->Append(record);
  }
  absl::StatusOr<JournalBlob> PutBlob(const Bytes& content) override {
    return engine_->PutBlob(content);
  }
  absl::StatusOr<Bytes> GetBlob(const JournalBlob& blob) override {
    return engine_->GetBlob(blob);
  }
  absl::Status PrepareSnapshot() override { return engine_->PrepareSnapshot(); }
  absl::StatusOr<std::unique_ptr<SnapshotWriter>> BeginSnapshot(
      bool is_gap) override {
    absl::StatusOr<std::unique_ptr<SnapshotWriter>> writer =
        engine_->BeginSnapshot(is_gap);
    if (!writer.ok()) return writer;
    return std::make_unique<Writer>(*std::move(writer), wait_);
  }
  absl::Status Sync() override { return engine_->Sync(); }
  uint64_t journal_bytes() const override { return engine_->journal_bytes(); }
  uint64_t snapshot_bytes() const override { return engine_->snapshot_bytes(); }

 private:
  class Writer final : public SnapshotWriter {
   public:
    Writer(std::unique_ptr<SnapshotWriter> writer, std::function<void()> wait)
        : writer_(std::move(writer)), wait_(std::move(wait)) {}
    absl::Status Add(const Bytes& part) override {
      wait_();
      return writer_->Add(part);
    }
    absl::Status Commit(const BlobSet& blobs) override {
      return writer_->Commit(blobs);
    }

   private:
    const std::unique_ptr<SnapshotWriter> writer_;
    const std::function<void()> wait_;
  };

  const std::unique_ptr<JournalEngine> engine_;
  const std::function<void()> wait_;
};

TEST_F(JournalTest, NobodyWaitsForTheEngineOfASnapshot) {
  std::string text;
  {
    Document document;
    Journal journal(document, options_);
    std::promise<void> begun, may_write;
    std::atomic<bool> is_waiting = false;
    auto engine =
        std::make_unique<WaitingEngine>(Must(LocalEngine::Open(options_)), [&] {
          if (!is_waiting.exchange(false)) return;
          begun.set_value();
          may_write.get_future().wait();
        });
    Must(journal.Resume(std::move(engine), /*is_new=*/true, nullptr));
    Must(document.Create(Entity{.name = "before"}));
    is_waiting = true;
    std::thread writer([&] { Must(journal.WriteSnapshot()); });
    begun.get_future().wait();
    // A client joins, and the document changes.
    EXPECT_NE(EncodedText(document), "");
    Must(document.Create(Entity{.name = "meanwhile"}));
    may_write.set_value();
    writer.join();
    text = EncodedText(document);
  }
  KeptDocument kept(options_);
  EXPECT_EQ(kept.document().Count(ComponentKind::kEntity), 2u);
  EXPECT_EQ(EncodedText(kept.document()), text);
}

TEST_F(JournalTest, TheJournalIsBoundedWhereNoSnapshotTakesItsPlace) {
  options_.max_journal_bytes = 1000;
  options_.retry_interval = std::chrono::hours(1);
  KeptDocument kept(options_);
  Must(kept.document().Create(Entity{.name = std::string(2000, 'l')}));
  EXPECT_THAT(TextOf(kept.journal().status()),
              HasSubstr("PersistenceOptions::max_journal_bytes"));
}

TEST_F(JournalTest, FilesInTheMakingAreRemoved) {
  { const KeptDocument kept(options_); }
  for (const std::string name : {"snapshot-000002.new", "journal-000002.new",
                                 "journal-000002.pending"}) {
    WriteText(file(name), "unfinished");
  }
  WriteText(file("snapshot-of-mine"), "not of the journal");
  const KeptDocument kept(options_);
  Must(kept.resumed());
  EXPECT_THAT(NamesIn(options_.directory),
              ElementsAre("blobs", "journal-000001", "lock", "snapshot-000001",
                          "snapshot-of-mine"));
}

TEST_F(JournalTest, MissingFilesAreAnError) {
  { const KeptDocument kept(options_); }
  std::filesystem::rename(file("journal-000001"), file("journal-000003"));
  EXPECT_EQ(TextOf(KeptDocument(options_).resumed().status()),
            file("journal-000001") + " is missing, but there is " +
                file("journal-000003"));
  std::filesystem::remove(file("journal-000003"));
  EXPECT_EQ(TextOf(KeptDocument(options_).resumed().status()),
            file("journal-000001") + " is missing, but there is " +
                file("snapshot-000001"));
}

}  // namespace
}  // namespace noodles
