#include <string>
#include <vector>

#include "noodles/codec.h"
#include "state/document_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

// Of a component in its create message, under an identifier of one digit.
template <class Component>
size_t EncodedSize(const Component& component) {
  cbor::Writer writer;
  WriteCreate(writer, {0, 0}, component);
  return writer.size();
}

size_t EncodedSize(const Document& document) {
  size_t size = 0;
  [&]<class... Kinds>(std::type_identity<std::tuple<Kinds...>>) {
    const auto add = [&]<class Component>() {
      for (const auto& [id, component] : ContentsOf<Component>(document)) {
        size += EncodedSize(component);
      }
    };
    (add.template operator()<Kinds>(), ...);
  }(std::type_identity<AllComponents<std::tuple>>());
  return size;
}

Entity Named(size_t length) { return {.name = std::string(length, 'n')}; }

TEST(TotalBytesTest, AComponentFitsExactlyOrNot) {
  const size_t bytes = EncodedSize(Named(10));
  Document document(DocumentOptions{.max_total_bytes = 2 * bytes});
  Must(document.Create(Named(10)));
  EXPECT_EQ(document.total_bytes(), bytes);
  const absl::Status above = document.Create(Named(11)).status();
  EXPECT_EQ(above.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(TextOf(above), "the document has " + std::to_string(bytes) +
                               " of at most " + std::to_string(2 * bytes) +
                               " bytes; this needs " +
                               std::to_string(bytes + 1) + " more");
  EXPECT_EQ(document.Count(ComponentKind::kEntity), 1u);
  const EntityID second = Must(document.Create(Named(10)));
  EXPECT_EQ(document.total_bytes(), 2 * bytes);
  Must(document.Delete(second));
  EXPECT_EQ(document.total_bytes(), bytes);
  Must(document.Create(Named(9)));
}

TEST(TotalBytesTest, AnUpdateFitsExactlyOrNot) {
  const std::vector<std::string> tags = {"one", "two"};
  Entity tagged = Named(1);
  tagged.tags = tags;
  const size_t room = EncodedSize(tagged);
  for (const bool fits : {true, false}) {
    Document document(DocumentOptions{.max_total_bytes = room - !fits});
    const EntityID id = Must(document.Create(Named(1)));
    const absl::Status status = document.Update(id, {.tags = tags});
    EXPECT_EQ(status.ok(), fits) << status;
    EXPECT_EQ(Must(document.Get(id)), fits ? tagged : Named(1));
    EXPECT_EQ(document.total_bytes(), fits ? room : EncodedSize(Named(1)));
    // An update that needs no more bytes succeeds in a full document.
    Must(document.Update(id, {.tags = std::vector<std::string>()}));
  }
}

TEST(TotalBytesTest, AnUpdateThatDoesNotFitIsNotSent) {
  const size_t room = EncodedSize(Named(1)) + 1;
  const EntityUpdate too_long = {.tags = std::vector<std::string>{"tag"}};
  for (const bool in_transaction : {true, false}) {
    Document document(DocumentOptions{.max_total_bytes = room});
    MirrorListener listener;
    document.SetListener(&listener);
    const EntityID id = Must(document.Create(Named(1)));
    const auto update = [&] {
      EXPECT_EQ(document.Update(id, too_long).code(),
                absl::StatusCode::kResourceExhausted);
      return document.Update(id, {.tags = std::vector<std::string>()});
    };
    Must(in_transaction ? document.Transact(update) : update());
    EXPECT_EQ(document.total_bytes(), EncodedSize(document));
    ExpectEqual(listener.mirror, document);
    document.SetListener(nullptr);
  }
}

TEST(TotalBytesTest, AnUpdateWithReferencesToo) {
  const MethodID method{0, 0};
  Entity acting = Named(1);
  acting.methods_list = std::vector{method};
  const size_t room = EncodedSize(Method{.name = "m"}) + EncodedSize(acting);
  for (const bool fits : {true, false}) {
    Document document(DocumentOptions{.max_total_bytes = room - !fits});
    ASSERT_EQ(Must(document.Create(Method{.name = "m"})), method);
    const EntityID id = Must(document.Create(Named(1)));
    EXPECT_EQ(document.Update(id, {.methods_list = std::vector{method}}).ok(),
              fits);
    EXPECT_EQ(document.total_bytes(), EncodedSize(document));
    // The method is referred to only where the update was made.
    Must(document.Delete(method));
    EXPECT_EQ(document.Contains(method), fits);
  }
}

TEST(TotalBytesTest, BytesOfBuffersCount) {
  Document document(DocumentOptions{.max_total_bytes = 1'000'000});
  const Bytes large = Bytes::Adopt(std::string(900'000, 'b'));
  Must(document.Create(Buffer{.size = large.size(), .source = large}));
  EXPECT_GT(document.total_bytes(), 900'000u);
  EXPECT_FALSE(
      document.Create(Buffer{.size = large.size(), .source = large}).ok());
}

TEST(TotalBytesTest, WhatIsTakenBackCountsNoMore) {
  Document document;
  const EntityID id = Must(document.Create(Named(3)));
  const size_t before = document.total_bytes();
  EXPECT_FALSE(document
                   .Transact([&] {
                     Must(document.Create(Named(100)));
                     Must(document.Update(
                         id, {.tags = std::vector<std::string>{"tag"}}));
                     Must(document.Delete(id));
                     return absl::CancelledError();
                   })
                   .ok());
  EXPECT_EQ(document.total_bytes(), before);
  EXPECT_EQ(before, EncodedSize(document));
}

TEST(TotalBytesTest, RandomChangesAddUp) {
  for (uint32_t seed = 0; seed < 10; ++seed) {
    Document document;
    RandomChanges changes(document, seed);
    for (int round = 0; round < 10; ++round) {
      changes.Run(100);
      ASSERT_EQ(document.total_bytes(), EncodedSize(document)) << seed;
    }
    document.Reset();
    EXPECT_EQ(document.total_bytes(), 0u);
  }
}

}  // namespace
}  // namespace noodles
