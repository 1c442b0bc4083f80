#include <random>
#include <thread>

#include "state/document_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

Mirror Joined(const Document& document) {
  Mirror mirror;
  document.Join([&](const std::vector<EncodedMessages>& frames) {
    for (const EncodedMessages& frame : frames) mirror.Receive(frame);
  });
  return mirror;
}

TEST(SnapshotTest, AnEmptyDocument) {
  const Document document;
  const Mirror mirror = Joined(document);
  EXPECT_THAT(mirror.numbers(), ElementsAre(31, 35));
  EXPECT_TRUE(mirror.is_complete());
}

TEST(SnapshotTest, OrderIsTheOneThatPeersNeed) {
  Document document;
  const MethodID method = Must(document.Create(Method{.name = "m"}));
  const SignalID signal = Must(document.Create(Signal{.name = "s"}));
  Must(document.SetMethods({method}));
  Must(document.SetSignals({signal}));
  const BufferID buffer =
      Must(document.Create(Buffer{.size = 4, .source = Bytes::Copy("abcd")}));
  const BufferViewID view = Must(document.Create(
      BufferView{.source_buffer = buffer, .offset = 0, .length = 4}));
  const ImageID image = Must(document.Create(Image{.source = view}));
  const SamplerID sampler = Must(document.Create(Sampler{}));
  Must(document.Create(Texture{.image = image, .sampler = sampler}));
  Must(document.Create(Material{}));
  Must(document.Create(Light{}));
  const TableID table = Must(document.Create(Table{}));
  Plot plot{.table = table};
  Must(document.Create(plot));
  const PhysicsID physics =
      Must(document.Create(Physics{.type = PhysicsType::kStreamFlow}));
  // The parent has the higher slot.
  const EntityID child = Must(document.Create(Entity{.physics = {physics}}));
  const EntityID parent = Must(document.Create(Entity{}));
  Must(document.Update(child, {.parent = parent}));

  const Mirror mirror = Joined(document);
  EXPECT_THAT(mirror.numbers(), ElementsAre(0, 2, 10, 12, 21, 17, 19, 14, 23,
                                            28, 7, 36, 4, 4, 31, 35));
  // Physics has a frame of its own.
  EXPECT_EQ(mirror.frame_count(), 3u);
  ExpectEqual(mirror, document);
}

TEST(SnapshotTest, FramesAreBounded) {
  Document document(DocumentOptions{.max_frame_bytes = 4096});
  for (int i = 0; i < 1000; ++i) {
    Must(document.Create(Entity{.name = "entity " + std::to_string(i)}));
  }
  size_t largest = 0;
  document.Join([&](const std::vector<EncodedMessages>& frames) {
    for (const EncodedMessages& frame : frames) {
      largest = std::max(largest, frame.items.size());
    }
    EXPECT_GT(frames.size(), 5u);
  });
  EXPECT_LE(largest, 4096u - 9u);
  ExpectEqual(Joined(document), document);
}

// Random changes by several threads, with clients that join at random: each
// ends with the document, and none hears of a name before its creation.
class Joiner : public DocumentListener {
 public:
  bool IsListening() const override { return !mirrors.empty(); }
  void OnChanges(const std::vector<EncodedMessages>& frames) override {
    for (const EncodedMessages& frame : frames) {
      for (const auto& mirror : mirrors) mirror->Receive(frame);
    }
  }
  void Join(const Document& document) {
    auto mirror = std::make_unique<Mirror>();
    document.Join([&](const std::vector<EncodedMessages>& frames) {
      for (const EncodedMessages& frame : frames) mirror->Receive(frame);
      mirrors.push_back(std::move(mirror));
    });
  }
  // Under the document's lock.
  std::vector<std::unique_ptr<Mirror>> mirrors;
};

class Changer {
 public:
  Changer(Document& document, uint32_t seed)
      : document_(document), random_(seed) {}

  void Run(int steps) {
    for (int step = 0; step < steps; ++step) {
      if (random_() % 8 == 0) {
        const bool fails = random_() % 2 == 0;
        document_
            .Transact([&] {
              for (int i = 0; i < 5; ++i) Step();
              return fails ? Internal("taken back") : absl::OkStatus();
            })
            .IgnoreError();
      } else {
        Step();
      }
    }
  }

 private:
  template <class Component>
  auto Any() {
    const auto ids = document_.List<Component>();
    using Id = typename ComponentTraits<Component>::Identifier;
    return ids.empty() ? Id{} : ids[random_() % ids.size()];
  }

  // Each may fail: what it refers to may have gone meanwhile.
  void Step() {
    switch (random_() % 10) {
      case 0:
        document_.Create(Light{.intensity = 2.0f}).IgnoreError();
        break;
      case 1:
        document_.Create(Method{.name = "m"}).IgnoreError();
        break;
      case 2:
      case 3: {
        Entity entity{.lights = {Any<Light>()}};
        const EntityID parent = Any<Entity>();
        if (!parent.is_null()) entity.parent = parent;
        document_.Create(entity).IgnoreError();
        break;
      }
      case 4:
        document_.Update(Any<Entity>(), {.parent = Any<Entity>()})
            .IgnoreError();
        break;
      case 5:
        document_
            .Update(Any<Entity>(), {.lights = std::vector{Any<Light>()},
                                    .visible = random_() % 2 == 0})
            .IgnoreError();
        break;
      case 6:
        document_.Delete(Any<Light>()).IgnoreError();
        break;
      case 7:
        document_.Delete(Any<Entity>()).IgnoreError();
        break;
      case 8:
        if (random_() % 4 == 0) {
          document_.DeleteTree(Any<Entity>()).IgnoreError();
        } else {
          document_.Delete(Any<Method>()).IgnoreError();
        }
        break;
      default:
        document_.SetMethods({Any<Method>()}).IgnoreError();
        break;
    }
  }

  Document& document_;
  std::mt19937 random_;
};

TEST(SnapshotTest, ClientsThatJoinAtAnyTimeSeeTheSameDocument) {
  for (uint32_t seed = 0; seed < 5; ++seed) {
    Document document;
    Joiner joiner;
    document.SetListener(&joiner);
    std::vector<std::thread> threads;
    for (uint32_t thread = 0; thread < 3; ++thread) {
      threads.emplace_back(
          [&, thread] { Changer(document, seed * 10 + thread).Run(300); });
    }
    threads.emplace_back([&] {
      for (int client = 0; client < 10; ++client) joiner.Join(document);
    });
    for (std::thread& thread : threads) thread.join();
    ASSERT_EQ(joiner.mirrors.size(), 10u);
    for (const auto& mirror : joiner.mirrors) ExpectEqual(*mirror, document);
  }
}

}  // namespace
}  // namespace noodles
