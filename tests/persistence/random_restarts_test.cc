// Random changes, restarts and damage: a document that continues is equal, no
// identifier names two things, and whatever happens to a file, a document is
// one that the server had, or there is an error that names the place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/rounds.h"
#include "persistence/journal_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

// Collects the identifiers that clients are told.
class IdentifierWatch : public DocumentListener {
 public:
  explicit IdentifierWatch(std::set<ComponentRef>& given) : given_(given) {}
  bool IsListening() const override { return true; }
  void OnChanges(const std::vector<EncodedMessages>& frames) override {
    for (const EncodedMessages& frame : frames) {
      for (const StructureChange& change : frame.structure) {
        if (change.what != StructureChange::What::kCreated) continue;
        EXPECT_TRUE(given_.insert(change.ref).second)
            << ToString(change.ref) << " was given before";
      }
    }
  }

 private:
  std::set<ComponentRef>& given_;
};

TEST(RandomRestartsTest, ADocumentContinuesEqualAndGivesNoIdentifierTwice) {
  for (int seed = 1; seed <= Rounds(12); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TemporaryDirectory directory;
    PersistenceOptions options = OptionsFor(directory);
    options.blob_bytes = 5000;
    options.max_record_bytes = seed % 2 == 0 ? 100 : 100000;
    std::mt19937 random(static_cast<uint32_t>(seed));
    std::set<ComponentRef> given;
    std::string before;
    for (int run = 0; run < 15; ++run) {
      IdentifierWatch watch(given);
      KeptDocument kept(options);
      Must(kept.resumed());
      if (run != 0) {
        ASSERT_EQ(EncodedText(kept.document()), before) << "run " << run;
      }
      kept.document().SetListener(&watch);
      RandomChanges changes(kept.document(), static_cast<uint32_t>(random()));
      for (int part = 0; part < 4; ++part) {
        changes.Run(static_cast<int>(random() % 40));
        if (random() % 6 == 0) Must(kept.journal().WriteSnapshot());
      }
      before = EncodedText(kept.document());
      kept.document().SetListener(nullptr);
    }
  }
}

class DamageTest : public ::testing::Test {
 protected:
  // A journal of several transactions, behind a snapshot with components.
  void SetUp() override {
    KeptDocument kept(options_);
    Document& document = kept.document();
    Must(document.Create(Entity{.name = "first"}));
    Must(kept.journal().WriteSnapshot());
    states_.insert(EncodedText(document));
    for (int i = 0; i < 4; ++i) {
      const EntityID id =
          Must(document.Create(Entity{.name = std::to_string(i)}));
      states_.insert(EncodedText(document));
      Must(document.Update(id, EntityUpdate{.visible = false}));
      states_.insert(EncodedText(document));
    }
  }

  // Expects a document that there was, or an error that names the file.
  // Returns whether there is a document.
  bool Look(const std::string& file, size_t at) {
    KeptDocument kept(options_);
    if (kept.resumed().ok()) {
      EXPECT_TRUE(states_.contains(EncodedText(kept.document()))) << at;
      return true;
    }
    EXPECT_THAT(TextOf(kept.resumed().status()), HasSubstr(file)) << at;
    EXPECT_THAT(TextOf(kept.resumed().status()),
                AnyOf(HasSubstr("offset "), HasSubstr("ends inside")))
        << at;
    return false;
  }

  TemporaryDirectory directory_;
  PersistenceOptions options_ = OptionsFor(directory_);
  std::set<std::string> states_;
};

TEST_F(DamageTest, ATruncatedJournalIsAPrefix) {
  const std::string path = options_.directory + "/journal-000002";
  const std::string content = ReadText(path);
  for (size_t size = 0; size < content.size(); size += 3) {
    WriteText(path, content.substr(0, size));
    EXPECT_TRUE(Look(path, size));
  }
}

TEST_F(DamageTest, AFlippedBitInAJournalIsFound) {
  const std::string path = options_.directory + "/journal-000002";
  const std::string content = ReadText(path);
  size_t errors = 0;
  for (size_t at = 0; at < content.size(); at += 3) {
    std::string damaged = content;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    WriteText(path, damaged);
    if (!Look(path, at)) ++errors;
  }
  // All but those in the last record.
  EXPECT_GT(errors, content.size() / 4);
}

TEST_F(DamageTest, ADamagedSnapshotIsAnError) {
  const std::string path = options_.directory + "/snapshot-000002";
  const std::string content = ReadText(path);
  for (size_t at = 0; at < content.size(); at += 3) {
    std::string damaged = content;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    WriteText(path, damaged);
    EXPECT_FALSE(Look(path, at)) << at;
    WriteText(path, content.substr(0, at));
    EXPECT_FALSE(Look(path, at)) << at;
  }
}

}  // namespace
}  // namespace noodles
