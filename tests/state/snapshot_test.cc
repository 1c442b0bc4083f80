#include <memory>
#include <thread>
#include <vector>

#include "state/document_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

TestMirror Joined(const Document& document) {
  TestMirror mirror;
  document.Join([] {},
                [&](const EncodedMessages& frame) { mirror.Receive(frame); });
  return mirror;
}

TEST(SnapshotTest, AnEmptyDocument) {
  const Document document;
  const TestMirror mirror = Joined(document);
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

  const TestMirror mirror = Joined(document);
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
  size_t frames = 0;
  document.Join([] {},
                [&](const EncodedMessages& frame) {
                  largest = std::max(largest, frame.size());
                  ++frames;
                });
  EXPECT_GT(frames, 5u);
  EXPECT_LE(largest, 4096u - 9u);
  ExpectEqual(Joined(document), document);
}

// So that the first frame is on its way while the others are encoded.
TEST(SnapshotTest, FramesOfALargeDocumentAreAPartOfTheLargestFrame) {
  Document document;
  const std::string name(1000, 'n');
  for (int i = 0; i < 2000; ++i) Must(document.Create(Entity{.name = name}));
  size_t largest = 0;
  document.Join([] {},
                [&](const EncodedMessages& frame) {
                  largest = std::max(largest, frame.size());
                });
  EXPECT_LE(largest, document.options().max_frame_bytes / 4);
  EXPECT_GT(largest, document.options().max_frame_bytes / 5);
}

// Random changes by several threads, with clients that join at random: each
// ends with the document, and none hears of a name before its creation.
class Joiner : public DocumentListener {
 public:
  bool IsListening() const override { return !clients.empty(); }
  void OnChanges(const std::vector<EncodedMessages>& frames) override {
    for (const auto& client : clients) {
      client->later.insert(client->later.end(), frames.begin(), frames.end());
    }
  }
  void Join(const Document& document) {
    auto client = std::make_unique<Client>();
    TestMirror& mirror = client->mirror;
    document.Join([&] { clients.push_back(std::move(client)); },
                  [&](const EncodedMessages& frame) { mirror.Receive(frame); });
  }

  struct Client {
    TestMirror mirror;
    std::vector<EncodedMessages> later;
  };
  // Under the document's lock.
  std::vector<std::unique_ptr<Client>> clients;
};

TEST(SnapshotTest, ClientsThatJoinAtAnyTimeSeeTheSameDocument) {
  for (uint32_t seed = 0; seed < 5; ++seed) {
    Document document(DocumentOptions{.snapshot_step_bytes = 100});
    Joiner joiner;
    document.SetListener(&joiner);
    std::vector<std::thread> threads;
    for (uint32_t thread = 0; thread < 3; ++thread) {
      threads.emplace_back([&, thread] {
        RandomChanges(document, seed * 10 + thread).Run(1000);
      });
    }
    threads.emplace_back([&] {
      for (int client = 0; client < 10; ++client) joiner.Join(document);
    });
    for (std::thread& thread : threads) thread.join();
    ASSERT_EQ(joiner.clients.size(), 10u);
    for (const auto& client : joiner.clients) {
      for (const EncodedMessages& frame : client->later) {
        client->mirror.Receive(frame);
      }
      ExpectEqual(client->mirror, document);
    }
  }
}

}  // namespace
}  // namespace noodles
