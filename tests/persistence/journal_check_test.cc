// Checking a journal, and saving what can be saved of a damaged one.
#include "noodles/persistence/journal_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "persistence/journal_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class JournalCheckTest : public ::testing::Test {
 protected:
  JournalCheckTest() {
    KeptDocument kept(options_);
    Must(kept.document().Create(Entity{.name = "one"}));
    Must(kept.journal().WriteSnapshot());
    Must(kept.document().Create(Entity{.name = "two"}));
    damaged_ = ReadText(journal_).size();
    Must(kept.document().Create(Entity{.name = "three"}));
    kept.document().Record({.name = "mine", .state = Bytes::Copy("state")});
    text_ = EncodedText(kept.document());
  }

  std::string SalvagedText() {
    PersistenceOptions options = options_;
    options.directory = salvaged_;
    KeptDocument kept(options);
    Must(kept.resumed());
    EXPECT_EQ(kept.journal().HasEarlierState("mine"), has_state_);
    return EncodedText(kept.document());
  }

  TemporaryDirectory directory_;
  PersistenceOptions options_ = OptionsFor(directory_);
  const std::string journal_ = options_.directory + "/journal-000002";
  const std::string snapshot_ = options_.directory + "/snapshot-000002";
  const std::string salvaged_ = directory_.path() + "/salvaged";
  size_t damaged_ = 0;  // where the record of "three" begins
  std::string text_;
  bool has_state_ = true;
};

TEST_F(JournalCheckTest, TellsWhatIsThere) {
  const JournalCheck check = Must(CheckJournal(options_.directory));
  EXPECT_THAT(check.faults, IsEmpty());
  EXPECT_THAT(check.warnings, IsEmpty());
  EXPECT_EQ(check.snapshot, snapshot_);
  EXPECT_THAT(check.journals, ElementsAre(journal_));
  EXPECT_EQ(check.snapshot_bytes, ReadText(snapshot_).size());
  EXPECT_EQ(check.journal_bytes, ReadText(journal_).size());
  EXPECT_EQ(check.components, 3u);
  EXPECT_EQ(check.records, 3u);
  EXPECT_EQ(check.epoch, 1u);
  EXPECT_EQ(check.last_n, 5u);
  EXPECT_THAT(check.states, ElementsAre("mine"));
}

TEST_F(JournalCheckTest, ATornTailIsAWarningAndIsNotCut) {
  const std::string content = ReadText(journal_);
  WriteText(journal_, content.substr(0, content.size() - 1));
  const JournalCheck check = Must(CheckJournal(options_.directory));
  EXPECT_THAT(check.faults, IsEmpty());
  EXPECT_THAT(check.warnings, ElementsAre(HasSubstr("torn")));
  EXPECT_EQ(ReadText(journal_).size(), content.size() - 1);
}

TEST_F(JournalCheckTest, DamageNamesTheOffset) {
  std::string content = ReadText(journal_);
  content[damaged_ + 40] ^= 1;
  WriteText(journal_, content);
  const JournalCheck check = Must(CheckJournal(options_.directory));
  EXPECT_THAT(check.faults,
              ElementsAre(HasSubstr(journal_ + ": offset " +
                                    std::to_string(damaged_) + ": ")));
  EXPECT_EQ(check.components, 2u);
}

TEST_F(JournalCheckTest, WithoutDamageTheCopyIsEqual) {
  const JournalCheck check =
      Must(SalvageJournal(options_.directory, salvaged_));
  EXPECT_THAT(check.faults, IsEmpty());
  EXPECT_EQ(SalvagedText(), text_);
}

TEST_F(JournalCheckTest, SavesTheRecordsBeforeTheDamage) {
  std::string content = ReadText(journal_);
  content[damaged_ + 40] ^= 1;
  WriteText(journal_, content);
  const JournalCheck check =
      Must(SalvageJournal(options_.directory, salvaged_));
  EXPECT_EQ(check.faults.size(), 1u);
  has_state_ = false;
  EXPECT_THAT(SalvagedText(), HasSubstr("two"));
  EXPECT_THAT(SalvagedText(), Not(HasSubstr("three")));
}

TEST_F(JournalCheckTest, SavesWhatIsBehindDamageInTheSnapshot) {
  std::string content = ReadText(snapshot_);
  content[content.find("one")] ^= 1;
  WriteText(snapshot_, content);
  const JournalCheck check =
      Must(SalvageJournal(options_.directory, salvaged_));
  EXPECT_THAT(check.faults.front(), HasSubstr(snapshot_ + ": offset "));
  const std::string text = SalvagedText();
  EXPECT_THAT(text, Not(HasSubstr("one")));
  EXPECT_THAT(text, HasSubstr("two"));
  EXPECT_THAT(text, HasSubstr("three"));
}

TEST_F(JournalCheckTest, RefusesWhatItCannotDo) {
  EXPECT_EQ(CheckJournal(directory_.path() + "/none").status().code(),
            absl::StatusCode::kNotFound);
  const std::string empty = directory_.path() + "/empty";
  std::filesystem::create_directory(empty);
  EXPECT_EQ(TextOf(CheckJournal(empty).status()), empty + " holds no journal");
  Must(SalvageJournal(options_.directory, salvaged_));
  EXPECT_EQ(SalvageJournal(options_.directory, salvaged_).status().code(),
            absl::StatusCode::kAlreadyExists);
  const KeptDocument kept(options_);
  EXPECT_EQ(CheckJournal(options_.directory).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace noodles
