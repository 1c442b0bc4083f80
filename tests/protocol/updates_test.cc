// Apply, Diff, Merge and IsEmpty of every component with updates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <variant>
#include <vector>

#include "noodles/protocol/messages.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

// Applying Diff(before, after) to `before` gives `after`.
template <class Component>
void ExpectDiffLeadsTo(const Component& before, const Component& after) {
  std::vector<std::string_view> not_carried;
  const auto update = Diff(before, after, &not_carried);
  EXPECT_THAT(not_carried, ElementsAre());
  Component changed = before;
  Apply(changed, update);
  EXPECT_EQ(changed, after);
  EXPECT_EQ(IsEmpty(update), before == after);
}

// The members whose change Diff cannot express.
template <class Component>
std::vector<std::string_view> NotCarried(const Component& before,
                                         const Component& after) {
  std::vector<std::string_view> not_carried;
  EXPECT_TRUE(IsEmpty(Diff(before, after, &not_carried)));
  EXPECT_TRUE(IsEmpty(Diff(before, after)));
  return not_carried;
}

Entity FullEntity() {
  Entity entity;
  entity.name = "pump";
  entity.parent = EntityID{1, 2};
  entity.transform = Mat4{1, 2, 3};
  entity.representation = RenderRepresentation{.mesh = {3, 4}, .instances = {}};
  entity.lights = {{5, 6}};
  entity.tables = {{7, 8}};
  entity.plots = {{9, 10}};
  entity.tags = {"a", "b"};
  entity.methods_list = {{11, 12}};
  entity.signals_list = {{13, 14}};
  entity.physics = {{15, 16}};
  entity.influence = BoundingBox{{-1, -1, -1}, {1, 1, 1}};
  entity.visible = false;
  return entity;
}

TEST(EntityUpdateTest, EmptyUpdateChangesNothing) {
  Entity entity = FullEntity();
  EXPECT_TRUE(IsEmpty(EntityUpdate()));
  Apply(entity, {});
  EXPECT_EQ(entity, FullEntity());
  EXPECT_EQ(Diff(entity, entity), EntityUpdate());
}

TEST(EntityUpdateTest, ReplacesEveryMember) {
  Entity named;
  named.name = "pump";
  ExpectDiffLeadsTo(named, FullEntity());
  Entity other = FullEntity();
  other.parent = EntityID{2, 2};
  other.transform = WorldCoord{.position = Vec3{1, 2, 3}};
  other.representation = WebRepresentation{.source = "http://a"};
  other.lights.clear();
  other.tables = {{1, 1}, {2, 2}};
  other.plots.clear();
  other.tags = {"b", "a"};
  other.methods_list.clear();
  other.signals_list.clear();
  other.physics.clear();
  other.influence = BoundingBox{{0, 0, 0}, {1, 1, 1}};
  other.visible = true;
  ExpectDiffLeadsTo(FullEntity(), other);
  ExpectDiffLeadsTo(other, FullEntity());
}

TEST(EntityUpdateTest, DiffHoldsOnlyWhatChanged) {
  Entity after = FullEntity();
  after.tags.push_back("c");
  EntityUpdate expected;
  expected.tags = {"a", "b", "c"};
  EXPECT_EQ(Diff(FullEntity(), after), expected);
  after = FullEntity();
  after.visible = true;
  expected = {};
  expected.visible = true;
  EXPECT_EQ(Diff(FullEntity(), after), expected);
}

TEST(EntityUpdateTest, AnEmptyListIsAChange) {
  Entity after = FullEntity();
  after.lights.clear();
  const EntityUpdate update = Diff(FullEntity(), after);
  ASSERT_TRUE(update.lights.has_value());
  EXPECT_TRUE(update.lights->empty());
  EXPECT_FALSE(IsEmpty(update));
}

TEST(EntityUpdateTest, NullRepTakesTheRepresentationAway) {
  Entity after = FullEntity();
  after.representation = std::monostate();
  const EntityUpdate update = Diff(FullEntity(), after);
  EXPECT_TRUE(
      std::holds_alternative<NullRepresentation>(update.representation));
  EXPECT_FALSE(IsEmpty(update));
  ExpectDiffLeadsTo(FullEntity(), after);
  Entity bare;
  Apply(bare, update);
  EXPECT_EQ(bare, Entity());
}

TEST(EntityUpdateTest, EachRepresentationReplacesTheOthers) {
  std::vector<Entity> entities(4);
  entities[1].representation = TextRepresentation{.txt = "text"};
  entities[2].representation = WebRepresentation{.source = "http://a"};
  entities[3].representation = RenderRepresentation{.mesh = {1, 1}};
  for (const Entity& before : entities) {
    for (const Entity& after : entities) ExpectDiffLeadsTo(before, after);
  }
}

TEST(EntityUpdateTest, NamesWhatItCannotCarry) {
  Entity after = FullEntity();
  after.name = "other";
  EXPECT_THAT(NotCarried(FullEntity(), after), ElementsAre("name"));
  after = FullEntity();
  after.name.reset();
  after.parent.reset();
  after.transform.reset();
  after.influence.reset();
  EXPECT_THAT(NotCarried(FullEntity(), after),
              ElementsAre("name", "parent", "transform", "influence"));
}

TEST(EntityUpdateTest, CarriesTheRestBesides) {
  Entity after = FullEntity();
  after.parent.reset();
  after.visible = true;
  std::vector<std::string_view> not_carried;
  EntityUpdate expected;
  expected.visible = true;
  EXPECT_EQ(Diff(FullEntity(), after, &not_carried), expected);
  EXPECT_THAT(not_carried, ElementsAre("parent"));
}

TEST(EntityUpdateTest, MergeIsBothInOrder) {
  EntityUpdate first;
  first.parent = EntityID{1, 1};
  first.tags = {"old"};
  first.representation = TextRepresentation{.txt = "old"};
  first.visible = false;
  EntityUpdate second;
  second.tags = std::vector<std::string>();
  second.representation = NullRepresentation();
  second.influence = BoundingBox{};
  Entity in_turn = FullEntity();
  Apply(in_turn, first);
  Apply(in_turn, second);
  EntityUpdate merged = first;
  Merge(merged, second);
  Entity at_once = FullEntity();
  Apply(at_once, merged);
  EXPECT_EQ(at_once, in_turn);
  EntityUpdate expected;
  expected.parent = EntityID{1, 1};
  expected.tags = std::vector<std::string>();
  expected.representation = NullRepresentation();
  expected.influence = BoundingBox{};
  expected.visible = false;
  EXPECT_EQ(merged, expected);
}

TEST(EntityUpdateTest, MergeWithNothing) {
  EntityUpdate update;
  update.visible = false;
  update.representation = NullRepresentation();
  const EntityUpdate before = update;
  Merge(update, {});
  EXPECT_EQ(update, before);
  EntityUpdate empty;
  Merge(empty, before);
  EXPECT_EQ(empty, before);
}

Plot FullPlot() {
  Plot plot;
  plot.name = "sales";
  plot.table = TableID{1, 2};
  plot.plot = SimplePlot("True");
  plot.methods_list = {{3, 4}};
  plot.signals_list = {{5, 6}};
  return plot;
}

TEST(PlotUpdateTest, ReplacesEveryMember) {
  Plot other = FullPlot();
  other.table = TableID{2, 2};
  other.plot.emplace<2>("http://a");
  other.methods_list.clear();
  other.signals_list = {{1, 1}, {2, 2}};
  ExpectDiffLeadsTo(FullPlot(), other);
  ExpectDiffLeadsTo(other, FullPlot());
  Plot named;
  named.name = "sales";
  ExpectDiffLeadsTo(named, FullPlot());
  other = FullPlot();
  other.plot = SimplePlot(SimplePlotInfo{.name = "info", .columns = {}});
  ExpectDiffLeadsTo(FullPlot(), other);
}

TEST(PlotUpdateTest, TextOfEitherAlternativeStaysApart) {
  Plot before;
  before.plot.emplace<1>("same");
  Plot after;
  after.plot.emplace<2>("same");
  EXPECT_FALSE(IsEmpty(Diff(before, after)));
  ExpectDiffLeadsTo(before, after);
}

TEST(PlotUpdateTest, NamesWhatItCannotCarry) {
  EXPECT_THAT(NotCarried(FullPlot(),
                         [] {
                           Plot after = FullPlot();
                           after.name = "other";
                           after.table.reset();
                           after.plot = std::monostate();
                           return after;
                         }()),
              ElementsAre("name", "table", "plot"));
}

TEST(PlotUpdateTest, Merge) {
  PlotUpdate update;
  update.table = TableID{1, 1};
  update.plot.emplace<2>("http://a");
  PlotUpdate later;
  later.plot = SimplePlot("True");
  later.methods_list = {{1, 1}};
  Merge(update, later);
  PlotUpdate expected;
  expected.table = TableID{1, 1};
  expected.plot = SimplePlot("True");
  expected.methods_list = {{1, 1}};
  EXPECT_EQ(update, expected);
}

TEST(TableUpdateTest, AllOfIt) {
  Table before;
  before.name = "cities";
  before.meta = "{}";
  before.methods_list = {{1, 1}};
  before.signals_list = {{2, 2}};
  Table after = before;
  after.meta = "{\"a\": 1}";
  after.methods_list.clear();
  after.signals_list = {{3, 3}};
  ExpectDiffLeadsTo(before, after);
  TableUpdate update = Diff(before, after);
  TableUpdate later;
  later.meta = "later";
  Merge(update, later);
  TableUpdate expected;
  expected.meta = "later";
  expected.methods_list = std::vector<MethodID>();
  expected.signals_list = {{3, 3}};
  EXPECT_EQ(update, expected);
  after = before;
  after.name.reset();
  after.meta.reset();
  EXPECT_THAT(NotCarried(before, after), ElementsAre("name", "meta"));
}

}  // namespace
}  // namespace noodles
