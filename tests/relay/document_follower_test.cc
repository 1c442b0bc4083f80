// A document that follows the mirror of an origin, whatever the origin does.
#include "noodles/relay/following/document_follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/rounds.h"
#include "base/status_testing.h"
#include "relay/feed_mirror.h"
#include "state/document_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

using relay_internal::DocumentFollower;

// A mirror of an origin, a document that follows the mirror, and a viewer of
// the document.
class Following : public MirrorObserver {
 public:
  Following() {
    mirror.SetObserver(this);
    document.SetListener(&viewer);
  }
  ~Following() override { document.SetListener(nullptr); }

  // The messages of one frame of the origin.
  template <class Messages>
  void Frame(Messages messages) {
    Must(document.Transact([&] {
      messages();
      follower.OnLists();
      follower.Settle();
      return absl::OkStatus();
    }));
  }
  // A connection with another document.
  void Reconnect(const Document& origin) {
    mirror.BeginResync();
    MirrorFeed feed(mirror);
    origin.Join([] {},
                [&](const EncodedMessages& frame) { feed.Receive(frame); });
    mirror.EndResync();
    Must(document.Transact([&] {
      follower.MakeEqual();
      return absl::OkStatus();
    }));
  }

  // MirrorObserver
  void OnChange(const MirrorChange& change) override {
    if (document_is_whole()) follower.OnChange(change);
  }
  void OnReset() override { follower.OnReset(); }
  void OnOddity(const std::string&) override {}
  bool document_is_whole() const { return follows; }

  bool follows = true;
  Mirror mirror;
  Document document;
  MirrorListener viewer;
  DocumentFollower follower{mirror, document};
};

template <class Component>
void ExpectSameKind(const Mirror& mirror, const Document& document) {
  std::map<typename ComponentTraits<Component>::Identifier, Component> all;
  for (const auto& [id, component] : mirror.All<Component>()) {
    all[id] = *component;
  }
  EXPECT_EQ(all, ContentsOf<Component>(document));
}

// Whether the document has what the mirror has, and the viewer has followed.
void ExpectFollowed(const Following& following) {
  ForEachComponent([&]<class Component>() {
    ExpectSameKind<Component>(following.mirror, following.document);
  });
  EXPECT_EQ(following.mirror.methods(), following.document.methods());
  EXPECT_EQ(following.mirror.signals(), following.document.signals());
  EXPECT_EQ(following.follower.held_back(), 0u);
  ExpectEqual(following.viewer.mirror, following.document);
}

const EntityID kFirst{0, 0};
const EntityID kSecond{1, 0};

TEST(DocumentFollowerTest, TheIdentifiersOfTheOriginStay) {
  Following following;
  following.Frame([&] {
    following.mirror.Create(EntityID{4, 2}, Entity{.name = "lamp"});
    following.mirror.Update(MsgEntityUpdate{{4, 2}, {.visible = false}});
  });
  const Entity expected{.name = "lamp", .visible = false};
  EXPECT_EQ(Must(following.document.Get(EntityID{4, 2})), expected);
  ExpectFollowed(following);
  following.Frame([&] { following.mirror.Delete(EntityID{4, 2}); });
  ExpectFollowed(following);
}

TEST(DocumentFollowerTest, AComponentWaitsForWhatItRefersTo) {
  Following following;
  following.Frame([&] {
    following.mirror.Create(kFirst, Entity{.name = "child", .parent = kSecond});
  });
  EXPECT_EQ(following.follower.held_back(), 1u);
  EXPECT_FALSE(following.document.Contains(kFirst));
  // An update of what is held back is not lost.
  following.Frame([&] {
    following.mirror.Update(MsgEntityUpdate{kFirst, {.tags = {{"red"}}}});
  });
  following.Frame(
      [&] { following.mirror.Create(kSecond, Entity{.name = "parent"}); });
  ExpectFollowed(following);
  EXPECT_EQ(Must(following.document.Get(kFirst)).tags,
            std::vector<std::string>{"red"});
}

TEST(DocumentFollowerTest, ADeletedComponentStaysWhileOthersReferToIt) {
  Following following;
  following.Frame([&] {
    following.mirror.Create(kFirst, Entity{.name = "parent"});
    following.mirror.Create(kSecond, Entity{.name = "child", .parent = kFirst});
    following.mirror.Delete(kFirst);
  });
  EXPECT_TRUE(following.document.Contains(kFirst));
  EXPECT_EQ(following.follower.held_back(), 1u);
  // The same identifier, for another component, while the child refers to it.
  following.Frame(
      [&] { following.mirror.Create(kFirst, Entity{.name = "another"}); });
  ExpectFollowed(following);
  EXPECT_EQ(following.document.NameOf(kFirst), "another");
}

TEST(DocumentFollowerTest, AComponentThatNoUpdateChangesIsMadeAnew) {
  Following following;
  const BufferID buffer{0, 0};
  const BufferViewID view{0, 0};
  const auto make = [](const std::string& text) {
    return Buffer{.size = text.size(), .source = Bytes::Copy(text)};
  };
  following.Frame([&] {
    following.mirror.Create(buffer, make("abc"));
    following.mirror.Create(view, BufferView{.source_buffer = buffer});
  });
  // Twice, with another content: a buffer has no update.
  following.Frame([&] { following.mirror.Create(buffer, make("defg")); });
  ExpectFollowed(following);
  EXPECT_EQ(Must(following.document.Get(buffer)), make("defg"));
}

TEST(DocumentFollowerTest, AParentAndItsChildChangePlaces) {
  Document first;
  const EntityID a = Must(first.Create(Entity{.name = "a"}));
  Must(first.Create(Entity{.name = "b", .parent = a}));
  Document second;
  Must(second.CreateAt(kSecond, Entity{.name = "b"}));
  Must(second.CreateAt(kFirst, Entity{.name = "a", .parent = kSecond}));
  Following following;
  following.follows = false;
  following.Reconnect(first);
  following.Reconnect(second);
  ExpectFollowed(following);
}

// What viewers get is the difference, and nothing for what is equal.
TEST(DocumentFollowerTest, TheSameDocumentAgainIsNoMessage) {
  Document origin;
  RandomChanges changes(origin, 5);
  changes.Run(300);
  Following following;
  following.follows = false;
  following.Reconnect(origin);
  const size_t messages = following.viewer.mirror.numbers().size();
  EXPECT_GT(messages, 10u);
  following.Reconnect(origin);
  EXPECT_EQ(following.viewer.mirror.numbers().size(), messages);
  ExpectFollowed(following);
}

TEST(DocumentFollowerTest, LivesOfOriginsFollowEachOther) {
  for (uint32_t seed = 1; seed <= static_cast<uint32_t>(Rounds(15)); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Following following;
    MirrorFeed feed(following.mirror);
    for (uint32_t life = 0; life < 4; ++life) {
      Document origin;
      RandomChanges changes(origin, 10 * seed + life);
      changes.Run(100);
      following.follows = false;
      following.Reconnect(origin);
      ExpectFollowed(following);
      if (::testing::Test::HasFailure()) return;
      following.follows = true;
      origin.SetListener(&feed);
      for (int i = 0; i < 20; ++i) {
        following.Frame([&] { changes.Run(4); });
      }
      origin.SetListener(nullptr);
      ExpectFollowed(following);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace noodles
