// The mirror of a client: updates that come before their create.
#include "noodles/state/mirror.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace noodles {
namespace {

using ::testing::HasSubstr;

struct Oddities : MirrorObserver {
  void OnChange(const MirrorChange&) override {}
  void OnReset() override {}
  void OnOddity(const std::string& what) override { texts.push_back(what); }
  std::vector<std::string> texts;
};

// An update that sets the only tag.
MsgEntityUpdate Tagged(uint32_t slot, std::string tag) {
  MsgEntityUpdate update{.id = {slot, 0}, .content = {}};
  update.content.tags = std::vector<std::string>{std::move(tag)};
  return update;
}

std::string TagOf(const Mirror& mirror, uint32_t slot) {
  const auto entity = mirror.Find(EntityID{slot, 0});
  if (!entity) return "(none)";
  return entity->tags.empty() ? "" : entity->tags.front();
}

class MirrorTest : public ::testing::Test {
 protected:
  static constexpr size_t kBytes = 1000;

  MirrorTest() : mirror_({.max_waiting_update_bytes = kBytes}) {
    mirror_.SetObserver(&odd_);
  }

  Oddities odd_;
  Mirror mirror_;
};

TEST_F(MirrorTest, EarlyUpdatesWaitForTheirCreate) {
  mirror_.Update(Tagged(0, "first"));
  mirror_.Update(Tagged(0, "second"));
  mirror_.Create(EntityID{0, 0}, Entity{.name = "created"});
  EXPECT_EQ(TagOf(mirror_, 0), "second");
  EXPECT_EQ(mirror_.Find(EntityID{0, 0})->name, "created");
}

TEST_F(MirrorTest, EarlyUpdatesAreBoundByTheirBytes) {
  mirror_.Update(Tagged(0, std::string(800, 'a')));
  mirror_.Update(Tagged(1, std::string(300, 'b')));
  EXPECT_THAT(odd_.texts.back(),
              HasSubstr("MirrorOptions::max_waiting_update_bytes"));
  mirror_.Update(Tagged(1, std::string(100, 'c')));
  mirror_.Create(EntityID{1, 0}, Entity{});
  EXPECT_EQ(TagOf(mirror_, 1), std::string(100, 'c'));
  mirror_.Create(EntityID{0, 0}, Entity{});
  EXPECT_EQ(TagOf(mirror_, 0), std::string(800, 'a'));
  // What was applied counts no more.
  mirror_.Update(Tagged(2, std::string(900, 'd')));
  mirror_.Create(EntityID{2, 0}, Entity{});
  EXPECT_EQ(TagOf(mirror_, 2), std::string(900, 'd'));
}

TEST_F(MirrorTest, ADeleteDropsEarlyUpdates) {
  mirror_.Update(Tagged(0, std::string(900, 'a')));
  mirror_.Delete(EntityID{0, 0});
  mirror_.Update(Tagged(1, std::string(900, 'b')));
  mirror_.Create(EntityID{0, 0}, Entity{.name = "created"});
  mirror_.Create(EntityID{1, 0}, Entity{});
  EXPECT_EQ(TagOf(mirror_, 0), "");
  EXPECT_EQ(TagOf(mirror_, 1), std::string(900, 'b'));
}

TEST(MirrorCountTest, EarlyUpdatesAreBoundByTheirNumber) {
  Oddities odd;
  Mirror mirror({.max_waiting_updates = 2});
  mirror.SetObserver(&odd);
  for (uint32_t slot = 0; slot < 3; ++slot) mirror.Update(Tagged(slot, "x"));
  EXPECT_THAT(odd.texts.back(),
              HasSubstr("MirrorOptions::max_waiting_updates"));
}

}  // namespace
}  // namespace noodles
