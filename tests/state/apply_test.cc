// A document that takes the changes of another one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "state/document_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

using ::testing::HasSubstr;

class Recorder : public DocumentRecorder {
 public:
  void OnTransaction(const DocumentChanges& changes) override {
    all.push_back(changes);
  }
  std::vector<DocumentChanges> all;
};

class FrameListener : public DocumentListener {
 public:
  bool IsListening() const override { return true; }
  void OnChanges(const std::vector<EncodedMessages>& frames) override {
    for (const EncodedMessages& frame : frames) {
      text += frame.items.text();
      for (const Bytes& piece : frame.more) text += piece.text();
    }
  }
  std::string text;
};

// Serves every buffer of more than 100 bytes.
class Publisher : public ContentPublisher {
 public:
  class Content : public PublishedContent {
   public:
    std::string Url() const override { return "http://here/1"; }
  };
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishBytes(
      const Bytes& bytes) override {
    if (bytes.size() <= 100) return std::shared_ptr<const PublishedContent>();
    return std::make_shared<Content>();
  }
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishLocation(
      std::string_view) override {
    return std::shared_ptr<const PublishedContent>();
  }
};

TEST(ApplyTest, TheListenerOfTheOtherDocumentGetsTheSameBytes) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    Recorder recorder;
    FrameListener first_listener;
    FrameListener second_listener;
    Document first;
    Document second;
    first.SetRecorder(&recorder);
    first.SetListener(&first_listener);
    second.SetListener(&second_listener);
    RandomChanges(first, seed).Run(300);
    for (const DocumentChanges& changes : recorder.all) {
      Must(second.Apply(changes));
    }
    // Components that are removed together may be removed in another order.
    EXPECT_EQ(first_listener.text.size(), second_listener.text.size());
    ForEachComponent([&]<class Component>() {
      EXPECT_EQ(ContentsOf<Component>(first), ContentsOf<Component>(second));
    });
    EXPECT_EQ(first.methods(), second.methods());
    EXPECT_EQ(first.signals(), second.signals());
    EXPECT_EQ(first.Marks().deleted, second.Marks().deleted);
  }
}

TEST(ApplyTest, TheRecorderGetsBuffersAsTheyWereCreated) {
  Recorder recorder;
  FrameListener listener;
  Publisher publisher;
  Document first;
  first.SetRecorder(&recorder);
  first.SetListener(&listener);
  first.SetContentPublisher(&publisher);
  const Buffer large{.size = 200, .source = Bytes::Copy(std::string(200, 'b'))};
  const BufferID served = Must(first.Create(large));
  const BufferID kept = Must(first.Create(large, BufferDelivery::kInline));
  EXPECT_THAT(listener.text, HasSubstr("http://here/1"));

  Document second;
  FrameListener second_listener;
  second.SetListener(&second_listener);
  second.SetContentPublisher(&publisher);
  for (const DocumentChanges& changes : recorder.all) {
    Must(second.Apply(changes));
  }
  EXPECT_EQ(Must(second.Get(served)), large);
  EXPECT_EQ(Must(second.Get(kept)), large);
  EXPECT_EQ(second_listener.text, listener.text);
}

TEST(ApplyTest, AFaultChangesNothingAndIsNamed) {
  Recorder recorder;
  Document first;
  first.SetRecorder(&recorder);
  const TableID table = Must(first.Create(Table{}));
  Must(first.Transact([&] {
    Must(first.Create(Entity{.name = "with it"}));
    Must(first.Create(Plot{.table = table}));
    return absl::OkStatus();
  }));
  Document second;
  const absl::Status status = second.Apply(recorder.all[1]);
  EXPECT_EQ(TextOf(status),
            "frame 0: message 1: table: Table [0, 0] does not exist");
  EXPECT_EQ(second.Count(ComponentKind::kEntity), 0u);

  // The same identifier twice.
  Document third;
  Must(third.Apply(recorder.all[0]));
  EXPECT_THAT(TextOf(third.Apply(recorder.all[0])),
              HasSubstr("Table [0, 0] cannot be created"));
  Must(third.Delete(table));
  EXPECT_THAT(TextOf(third.Apply(recorder.all[0])),
              HasSubstr("has been given already"));
  EXPECT_EQ(Must(third.Create(Table{})), (TableID{0, 1}));
}

TEST(ApplyTest, BytesThatAreNoMessagesAreAnError) {
  Document document;
  DocumentChanges changes;
  changes.frames.push_back({Bytes::Copy("\x04\xff"), 1, nullptr});
  EXPECT_FALSE(document.Apply(changes).ok());
  changes.frames[0] = {Bytes::Copy("\x04"), 7, nullptr};
  EXPECT_FALSE(document.Apply(changes).ok());
}

TEST(ApplyTest, SlotsThatAreLeftOutAreGivenLater) {
  Recorder recorder;
  Document first;
  first.SetRecorder(&recorder);
  for (int i = 0; i < 4; ++i) Must(first.Create(Light{}));
  Document second;
  Must(second.Apply(recorder.all[3]));
  EXPECT_EQ(Must(second.Create(Light{})), (LightID{0, 0}));
  Must(second.Apply(recorder.all[1]));
  EXPECT_EQ(Must(second.Create(Light{})), (LightID{2, 0}));
  EXPECT_EQ(Must(second.Create(Light{})), (LightID{4, 0}));
}

TEST(ApplyTest, ADocumentThatHadComponentsTakesNoMarks) {
  Document document;
  DocumentMarks marks;
  marks.generations[0] = {{3, 5}};
  Must(document.Restore(marks));
  EXPECT_EQ(Must(document.Create(Method{.name = "m"})), (MethodID{0, 5}));
  EXPECT_EQ(document.Restore(marks).code(),
            absl::StatusCode::kFailedPrecondition);
  Document small(DocumentOptions{.max_components = 1});
  marks.generations[0] = {{1'000'000'000, 0}};
  EXPECT_THAT(TextOf(small.Restore(marks)),
              HasSubstr("DocumentOptions::max_components"));
}

}  // namespace
}  // namespace noodles
