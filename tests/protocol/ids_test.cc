// Identifiers: the null identifier, order, hashes, kinds.
#include "noodles/protocol/ids.h"

#include <gtest/gtest.h>

#include <concepts>
#include <set>
#include <string_view>
#include <unordered_set>

namespace noodles {
namespace {

TEST(IdTest, DefaultIsNull) {
  const EntityID id;
  EXPECT_TRUE(id.is_null());
  EXPECT_EQ(id.slot, 0xffffffffu);
  EXPECT_EQ(id.gen, 0xffffffffu);
  EXPECT_EQ(id, (EntityID{0xffffffff, 0xffffffff}));
}

TEST(IdTest, OneHalfDoesNotMakeItNull) {
  EXPECT_FALSE((EntityID{0xffffffff, 0}).is_null());
  EXPECT_FALSE((EntityID{0, 0xffffffff}).is_null());
  EXPECT_FALSE((EntityID{0, 0}).is_null());
}

TEST(IdTest, OrderIsSlotThenGeneration) {
  const std::set<TableID> ids = {{2, 0}, {0, 1}, {1, 5}, {0, 0}, {1, 4}};
  const std::vector<TableID> ordered(ids.begin(), ids.end());
  EXPECT_EQ(ordered,
            (std::vector<TableID>{{0, 0}, {0, 1}, {1, 4}, {1, 5}, {2, 0}}));
}

TEST(IdTest, HashTellsHalvesApart) {
  std::unordered_set<size_t> hashes;
  std::unordered_set<PlotID> ids;
  for (uint32_t slot = 0; slot < 30; ++slot) {
    for (uint32_t gen = 0; gen < 30; ++gen) {
      hashes.insert(std::hash<PlotID>()({slot, gen}));
      ids.insert({slot, gen});
      ids.insert({slot, gen});
    }
  }
  EXPECT_EQ(hashes.size(), 900u);
  EXPECT_EQ(ids.size(), 900u);
  EXPECT_TRUE(ids.contains({29, 29}));
  EXPECT_FALSE(ids.contains({30, 0}));
}

TEST(IdTest, KindsDoNotMix) {
  EXPECT_FALSE((std::same_as<EntityID, TableID>));
  EXPECT_FALSE((std::convertible_to<EntityID, TableID>));
  EXPECT_FALSE((std::equality_comparable_with<EntityID, TableID>));
}

TEST(ComponentRefTest, TakesItsKindFromTheIdentifier) {
  const ComponentRef reference = BufferViewID{3, 4};
  EXPECT_EQ(reference, ComponentRef(ComponentKind::kBufferView, 3, 4));
  EXPECT_NE(reference, ComponentRef(BufferID{3, 4}));
}

TEST(ComponentKindTest, Names) {
  constexpr std::string_view kNames[kComponentKindCount] = {
      "Method",     "Signal",   "Entity", "Plot",    "Buffer",
      "BufferView", "Material", "Image",  "Texture", "Sampler",
      "Light",      "Geometry", "Table",  "Physics"};
  for (size_t index = 0; index < kComponentKindCount; ++index) {
    EXPECT_EQ(ToString(static_cast<ComponentKind>(index)), kNames[index]);
  }
  EXPECT_EQ(ToString(static_cast<ComponentKind>(kComponentKindCount)), "");
}

}  // namespace
}  // namespace noodles
