// Components that a document keeps as bytes, and changes of single members.
#include "noodles/state/components/encoded_component.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "noodles/codec.h"
#include "noodles/state/components/component_table.h"
#include "noodles/state/components/member_patch.h"

namespace noodles::state_internal {
namespace {

std::vector<uint8_t> EncodeCreate(const Entity& entity, EntityID id = {0, 0}) {
  cbor::Writer writer;
  WriteCreate(writer, id, entity);
  return {writer.view().begin(), writer.view().end()};
}

std::vector<uint8_t> EncodeUpdate(const EntityUpdate& update) {
  cbor::Writer writer;
  Write(writer, MsgEntityUpdate{{70'000, 300}, update});
  return {writer.view().begin(), writer.view().end()};
}

Mat4 Filled(float number) {
  Mat4 matrix;
  matrix.fill(number);
  return matrix;
}

// An entity with members of each type before, at and behind those that change.
Entity Full() {
  Entity entity;
  entity.name = std::string(300, 'n');
  entity.parent = EntityID{1, 2};
  entity.transform = Filled(1);
  entity.tags = {"one", "two"};
  entity.influence = BoundingBox{{0, 0, 0}, {1, 1, 1}};
  entity.visible = true;
  return entity;
}

// The entity after the update in place; nothing if the patch does not fit.
std::vector<uint8_t> Patched(const Entity& entity, const EntityUpdate& update) {
  std::vector<uint8_t> bytes = EncodeCreate(entity);
  const std::vector<uint8_t> changes = EncodeUpdate(update);
  MemberPatch patch;
  if (!patch.Find(bytes, changes)) return {};
  patch.Apply();
  return bytes;
}

TEST(EncodedComponentTest, CopiesAreEqualAndIndependent) {
  EncodedComponent empty;
  EXPECT_TRUE(empty.bytes().empty());
  EncodedComponent first;
  first.Assign(std::vector<uint8_t>{1, 2, 3});
  EncodedComponent second = first;
  first.Assign(std::vector<uint8_t>{7, 8, 9});
  EXPECT_EQ(std::vector<uint8_t>({1, 2, 3}),
            std::vector<uint8_t>(second.bytes().begin(), second.bytes().end()));
  second = first;
  first.Assign(std::vector<uint8_t>{4});
  EXPECT_EQ(std::vector<uint8_t>({7, 8, 9}),
            std::vector<uint8_t>(second.bytes().begin(), second.bytes().end()));
  EXPECT_EQ(first.bytes().size(), 1u);
}

TEST(EncodedComponentTest, AnotherIdentifierTakesThePlaceOfTheFirst) {
  for (const EntityID id :
       {EntityID{0, 0}, EntityID{23, 24}, EntityID{70'000, 4'000'000'000}}) {
    cbor::Writer writer;
    WriteCreateMessage<Entity>(writer, id, EncodeCreate(Full()));
    cbor::Writer expected;
    expected.WriteUint(MessageTraits<MsgEntityCreate>::kNumber);
    WriteCreate(expected, id, Full());
    EXPECT_TRUE(std::ranges::equal(writer.view(), expected.view()))
        << ToString(ComponentRef(id));
  }
}

TEST(EncodedComponentTest, LargeStructuresAreKeptEncoded) {
  EXPECT_TRUE(kIsKeptEncoded<Entity>);
  EXPECT_TRUE(kIsKeptEncoded<Material>);
  EXPECT_FALSE(kIsKeptEncoded<Light>);
  // Their bytes are shared.
  EXPECT_FALSE(kIsKeptEncoded<Buffer>);
  EXPECT_FALSE(kIsKeptEncoded<Image>);
}

TEST(MemberPatchTest, ValuesOfTheSameSizesAreReplaced) {
  EntityUpdate update;
  update.transform = Filled(2);
  Entity expected = Full();
  expected.transform = Filled(2);
  EXPECT_EQ(Patched(Full(), update), EncodeCreate(expected));

  update.tags = {"six", "ten"};
  update.influence = BoundingBox{{0, 0, 0}, {2, 2, 2}};
  update.visible = false;
  expected.tags = *update.tags;
  expected.influence = update.influence;
  expected.visible = false;
  EXPECT_EQ(Patched(Full(), update), EncodeCreate(expected));
}

TEST(MemberPatchTest, ValuesOfOtherSizesAreLeft) {
  EntityUpdate longer;
  longer.tags = {"three"};
  EXPECT_TRUE(Patched(Full(), longer).empty());
  EntityUpdate cleared;
  cleared.tags.emplace();
  EXPECT_TRUE(Patched(Full(), cleared).empty());
  EntityUpdate smaller;
  smaller.parent = EntityID{1, 300};
  EXPECT_TRUE(Patched(Full(), smaller).empty());
}

TEST(MemberPatchTest, MissingMembersAreLeft) {
  Entity bare;
  EntityUpdate update;
  update.transform = Filled(2);
  EXPECT_TRUE(Patched(bare, update).empty());
  // The key is there as a value only.
  bare.tags = {"transform"};
  EXPECT_TRUE(Patched(bare, update).empty());
  // null_rep takes a member away.
  EntityUpdate no_representation;
  no_representation.representation = NullRepresentation{};
  EXPECT_TRUE(Patched(Full(), no_representation).empty());
}

TEST(MemberPatchTest, EqualValuesAreLeft) {
  EntityUpdate update;
  update.transform = Filled(2);
  update.visible = true;
  EXPECT_TRUE(Patched(Full(), update).empty());
  EXPECT_TRUE(Patched(Full(), EntityUpdate{}).empty());
}

}  // namespace
}  // namespace noodles::state_internal
