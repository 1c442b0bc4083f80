// Document::CreateAt: components with the identifiers of another document.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/status_testing.h"
#include "noodles/base/status.h"
#include "noodles/state/document.h"
#include "state/document_testing.h"

namespace noodles {
namespace {

using ::testing::HasSubstr;

class CreateAtTest : public ::testing::Test {
 protected:
  CreateAtTest() { document_.SetListener(&listener_); }
  ~CreateAtTest() override { document_.SetListener(nullptr); }

  std::string NameOf(EntityID id) {
    return document_.NameOf(id).value_or("none");
  }

  Document document_;
  MirrorListener listener_;
};

TEST_F(CreateAtTest, AnIdentifierIsGivenAgainInOneTransaction) {
  const EntityID id{3, 7};
  Must(document_.CreateAt(id, Entity{.name = "first"}));
  Must(document_.Transact([&] {
    Must(document_.Update(id, EntityUpdate{.visible = false}));
    Must(document_.Delete(id));
    Must(document_.CreateAt(id, Entity{.name = "second"}));
    return document_.Update(id, EntityUpdate{.tags = {{"new"}}});
  }));
  EXPECT_EQ(NameOf(id), "second");
  const Entity expected{.name = "second", .tags = {"new"}};
  EXPECT_EQ(Must(document_.Get(id)), expected);
  // The update of the second is not merged into that of the first.
  ExpectEqual(listener_.mirror, document_);
  // A lower generation, too.
  Must(document_.Delete(id));
  Must(document_.CreateAt(EntityID{3, 0}, Entity{.name = "third"}));
  EXPECT_FALSE(document_.Contains(id));
  EXPECT_EQ(NameOf({3, 0}), "third");
  ExpectEqual(listener_.mirror, document_);
}

TEST_F(CreateAtTest, ATransactionThatIsTakenBackRestoresTheFormerComponent) {
  const EntityID id{0, 1};
  Must(document_.CreateAt(id, Entity{.name = "first"}));
  const EntityID child =
      Must(document_.Create(Entity{.name = "child", .parent = id}));
  for (const uint32_t generation : {0u, 1u, 5u}) {
    const EntityID other{0, generation};
    const absl::Status status = document_.Transact([&] {
      Must(document_.Delete(child));
      Must(document_.Delete(id));
      Must(document_.CreateAt(other, Entity{.name = "other"}));
      return Internal("taken back");
    });
    EXPECT_FALSE(status.ok());
    EXPECT_EQ(NameOf(id), "first");
    EXPECT_EQ(NameOf(child), "child");
    EXPECT_EQ(document_.Count(ComponentKind::kEntity), 2u);
    ExpectEqual(listener_.mirror, document_);
  }
  // The slot is taken, and is free again once the component is deleted.
  EXPECT_THAT(TextOf(document_.CreateAt(EntityID{0, 9}, Entity{})),
              HasSubstr("a component is in this slot"));
  Must(document_.DeleteTree(id));
  Must(document_.CreateAt(id, Entity{}));
}

TEST_F(CreateAtTest, SlotsFarBehindTheLastOneAreRefused) {
  DocumentOptions options;
  options.max_components = 10;
  Document small(options);
  Must(small.CreateAt(EntityID{10, 0}, Entity{}));
  EXPECT_THAT(TextOf(small.CreateAt(EntityID{50, 0}, Entity{})),
              HasSubstr("DocumentOptions::max_components"));
  EXPECT_FALSE(small.CreateAt(EntityID{}, Entity{}).ok());
}

// Publishes every buffer, under a name that the test knows.
class PublisherOfLongBytes final : public ContentPublisher {
 public:
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishBytes(
      const Bytes& bytes) override {
    struct Content final : PublishedContent {
      std::string Url() const override { return "http://content"; }
    };
    if (bytes.size() < 10) return std::shared_ptr<const PublishedContent>();
    return std::make_shared<const Content>();
  }
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishLocation(
      std::string_view) override {
    return std::shared_ptr<const PublishedContent>();
  }
};

TEST_F(CreateAtTest, ThePublishedContentOfTheFormerComponentIsNotShown) {
  PublisherOfLongBytes publisher;
  document_.SetContentPublisher(&publisher);
  const BufferID id{0, 0};
  const auto buffer = [](const std::string& text) {
    return Buffer{.size = text.size(), .source = Bytes::Copy(text)};
  };
  const auto shown = [&] { return listener_.mirror.all<Buffer>().at(id); };
  Must(document_.CreateAt(id, buffer("more than ten bytes")));
  EXPECT_EQ(std::get<Location>(shown().source), Location("http://content"));
  const auto replace = [&](absl::Status end) {
    return document_.Transact([&] {
      Must(document_.Delete(id));
      Must(document_.CreateAt(id, buffer("short")));
      return end;
    });
  };
  EXPECT_FALSE(replace(Internal("taken back")).ok());
  TestMirror joined;
  document_.Join([] {},
                 [&](const EncodedMessages& frame) { joined.Receive(frame); });
  EXPECT_EQ(joined.all<Buffer>().at(id), shown());
  Must(replace(absl::OkStatus()));
  EXPECT_EQ(shown(), buffer("short"));
  document_.SetContentPublisher(nullptr);
}

}  // namespace
}  // namespace noodles
