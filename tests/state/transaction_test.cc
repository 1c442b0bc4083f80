#include <atomic>
#include <thread>

#include "state/document_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

class TransactionTest : public ::testing::Test {
 protected:
  TransactionTest() { document_.SetListener(&listener_); }
  ~TransactionTest() override { ExpectEqual(listener_.mirror, document_); }

  Document document_;
  MirrorListener listener_;
};

TEST_F(TransactionTest, LeavesAsOneFrameInOrder) {
  Transaction transaction(document_);
  const EntityID parent = Must(document_.Create(Entity{}));
  Must(document_.Create(Entity{.parent = parent}));
  Must(document_.Update(parent, {.visible = false}));
  EXPECT_EQ(listener_.mirror.frame_count(), 0u);
  transaction.Commit();
  EXPECT_EQ(listener_.mirror.frame_count(), 1u);
  EXPECT_THAT(listener_.mirror.numbers(), ElementsAre(4, 4, 5));
}

TEST_F(TransactionTest, UpdatesOfOneComponentMerge) {
  const EntityID one = Must(document_.Create(Entity{}));
  const EntityID two = Must(document_.Create(Entity{}));
  Must(document_.Transact([&] {
    for (int i = 0; i < 100; ++i) {
      Must(document_.Update(one, {.visible = i % 2 == 0}));
      Must(document_.Update(two, {.tags = std::vector{std::to_string(i)}}));
    }
    return absl::OkStatus();
  }));
  EXPECT_THAT(listener_.mirror.numbers(), ElementsAre(4, 4, 5, 5));
  EXPECT_EQ(Must(document_.Get(two)).tags, std::vector<std::string>{"99"});
}

TEST_F(TransactionTest, AnUpdateThatNamesOthersStaysBehindThem) {
  const EntityID entity = Must(document_.Create(Entity{}));
  Must(document_.Transact([&] {
    Must(document_.Update(entity, {.visible = false}));
    const EntityID parent = Must(document_.Create(Entity{}));
    Must(document_.Update(entity, {.parent = parent}));
    Must(document_.Update(entity, {.tags = std::vector<std::string>{"t"}}));
    return absl::OkStatus();
  }));
  EXPECT_THAT(listener_.mirror.numbers(), ElementsAre(4, 5, 4, 5));
}

TEST_F(TransactionTest, AFailureTakesEverythingBack) {
  const LightID light = Must(document_.Create(Light{}));
  const EntityID parent = Must(document_.Create(Entity{.name = "parent"}));
  const EntityID child =
      Must(document_.Create(Entity{.name = "child", .parent = parent}));
  const MethodID method = Must(document_.Create(Method{.name = "act"}));
  Must(document_.SetMethods({method}));
  const size_t frames = listener_.mirror.frame_count();

  const absl::Status status = document_.Transact([&] {
    const EntityID fresh = Must(document_.Create(Entity{.name = "fresh"}));
    Must(document_.Update(
        child,
        {.parent = fresh, .lights = std::vector{light}, .visible = false}));
    Must(document_.Delete(light));
    Must(document_.Delete(parent));
    Must(document_.SetMethods({}));
    Must(document_.Delete(method));
    EXPECT_FALSE(document_.Contains(parent));
    return NotFound("the pump");
  });
  EXPECT_EQ(TextOf(status), "the pump");
  EXPECT_EQ(listener_.mirror.frame_count(), frames);
  EXPECT_TRUE(document_.Contains(parent));
  EXPECT_EQ(Must(document_.Get(child)),
            (Entity{.name = "child", .parent = parent}));
  EXPECT_EQ(document_.FindByName<Entity>("fresh"), std::nullopt);
  EXPECT_EQ(document_.FindByName<Entity>("parent"), parent);
  EXPECT_THAT(document_.methods(), ElementsAre(method));
  // Nothing is doomed any more, and the references count as before.
  const EntityID user = Must(document_.Create(Entity{.lights = {light}}));
  Must(document_.Delete(parent));
  EXPECT_TRUE(document_.Contains(parent));
  Must(document_.Delete(child));
  EXPECT_FALSE(document_.Contains(parent));
  Must(document_.Delete(user));
  EXPECT_TRUE(document_.Contains(light));
}

TEST_F(TransactionTest, AnInnerOneCanFailAlone) {
  Must(document_.Transact([&] {
    Must(document_.Create(Entity{.name = "outer"}));
    EXPECT_FALSE(document_
                     .Transact([&] {
                       Must(document_.Create(Entity{.name = "inner"}));
                       return Internal("no");
                     })
                     .ok());
    Must(document_.Create(Entity{.name = "after"}));
    return absl::OkStatus();
  }));
  EXPECT_EQ(listener_.mirror.frame_count(), 1u);
  EXPECT_NE(document_.FindByName<Entity>("outer"), std::nullopt);
  EXPECT_EQ(document_.FindByName<Entity>("inner"), std::nullopt);
  EXPECT_NE(document_.FindByName<Entity>("after"), std::nullopt);
}

TEST_F(TransactionTest, ALazyOneLocksNobodyOutBeforeItsFirstChange) {
  Transaction lazy(document_, /*is_lazy=*/true);
  std::thread([&] { Must(document_.Create(Entity{.name = "other"})); }).join();
  EXPECT_EQ(listener_.mirror.frame_count(), 1u);
  Must(document_.Create(Entity{.name = "mine"}));
  std::atomic<bool> has_written = false;
  std::thread waiting([&] {
    Must(document_.Create(Entity{.name = "later"}));
    has_written = true;
  });
  EXPECT_FALSE(has_written);
  lazy.Commit();
  waiting.join();
  EXPECT_EQ(document_.FindByName<Entity>("mine"), (EntityID{1, 0}));
  EXPECT_EQ(document_.FindByName<Entity>("later"), (EntityID{2, 0}));
}

TEST_F(TransactionTest, ALongOneLeavesInFramesOfBoundedSize) {
  Document document(DocumentOptions{.max_frame_bytes = 1000});
  MirrorListener listener;
  document.SetListener(&listener);
  Must(document.Transact([&] {
    for (int i = 0; i < 100; ++i) {
      Must(document.Create(Entity{.name = std::string(50, 'n')}));
    }
    return absl::OkStatus();
  }));
  EXPECT_GT(listener.mirror.frame_count(), 5u);
  ExpectEqual(listener.mirror, document);
}

TEST_F(TransactionTest, AnnouncementsKeepTheirPlaceAndAudience) {
  class Collector : public DocumentListener {
   public:
    bool IsListening() const override { return true; }
    void OnChanges(const std::vector<EncodedMessages>& frames) override {
      all.insert(all.end(), frames.begin(), frames.end());
    }
    std::vector<EncodedMessages> all;
  };
  Collector collector;
  document_.SetListener(&collector);
  cbor::Writer writer;
  AppendMessage(writer, MsgSignalInvoke{.id = {0, 0}});
  const auto audience = std::make_shared<const Audience>(Audience{3, 5});
  const EncodedMessages signal{writer.Take(), 1, audience};
  Must(document_.Transact([&] {
    Must(document_.Create(Entity{}));
    document_.Announce(signal);
    Must(document_.Create(Entity{}));
    return absl::OkStatus();
  }));
  ASSERT_EQ(collector.all.size(), 3u);
  EXPECT_EQ(collector.all[0].audience, nullptr);
  EXPECT_EQ(collector.all[1].audience, audience);
  EXPECT_EQ(collector.all[1].items, signal.items);
  EXPECT_EQ(collector.all[2].audience, nullptr);
  for (const EncodedMessages& frame : collector.all) {
    if (frame.audience == nullptr) listener_.mirror.Receive(frame);
  }
}

}  // namespace
}  // namespace noodles
