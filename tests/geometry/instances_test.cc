#include "noodles/geometry/instances.h"

#include <cmath>
#include <memory>
#include <thread>
#include <variant>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/primitives.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

TEST(InstancesTest, PacksFourColumns) {
  const Instance instances[] = {{.position = {1, 2, 3}},
                                {.column = Vec4{0.5f, 0.25f, 0.125f, 1},
                                 .rotation = {0, 0, 2, 0},
                                 .scale = {4, 5, 6}}};
  const Bytes packed = Must(PackInstances(instances));
  ASSERT_EQ(packed.size(), 128u);
  EXPECT_THAT(ValuesAt<Vec4>(packed, 0, 8),
              ElementsAre(Vec4{1, 2, 3, 1}, Vec4{0, 0, 1, 1}, Vec4{0, 0, 0, 1},
                          Vec4{1, 1, 1, 1}, Vec4{0, 0, 0, 1},
                          Vec4{0.5f, 0.25f, 0.125f, 1}, Vec4{0, 0, 1, 0},
                          Vec4{4, 5, 6, 1}));
  // As a colour, what is absent is white.
  const Bytes coloured =
      Must(PackInstances(instances, {.column = InstanceColumn::kColor}));
  EXPECT_EQ(ValuesAt<Vec4>(coloured, 16, 1)[0], (Vec4{1, 1, 1, 1}));
}

TEST(InstancesTest, MakesThemFromArrays) {
  const std::vector<std::array<double, 3>> positions = {{1, 2, 3}, {4, 5, 6}};
  const std::vector<std::array<uint8_t, 3>> colors = {{255, 0, 51}, {0, 0, 0}};
  const std::vector<float> scales = {2, 3};
  const std::vector<Instance> instances = Must(MakeInstances(
      {.positions = positions, .colors = colors, .scales = scales}));
  ASSERT_EQ(instances.size(), 2u);
  EXPECT_EQ(instances[1].position, (Vec3{4, 5, 6}));
  EXPECT_THAT(*instances[0].column, IsNear(Vec4{1, 0, 0.2f, 1}));
  EXPECT_EQ(instances[1].scale, (Vec3{3, 3, 3}));
  EXPECT_EQ(instances[1].rotation, (Vec4{0, 0, 0, 1}));
  EXPECT_EQ(
      TextOf(MakeInstances({.positions = positions, .rotations = positions})
                 .status()),
      "rotations: 3 numbers in each value");
  EXPECT_EQ(TextOf(MakeInstances({.positions = positions,
                                  .scales = std::vector<float>{1}})
                       .status()),
            "scales: 1 values for 2 positions");
}

TEST(InstancesTest, TakesTextureTransforms) {
  const std::vector<Vec3> positions = {{1, 2, 3}, {4, 5, 6}};
  const std::vector<double> transforms = {0.5, 0.25, 2, 3, -1, 0, 1, 0.5};
  const std::vector<Instance> instances = Must(
      MakeInstances({.positions = positions,
                     .texture_transforms = ArrayView::Flat(transforms, 4)}));
  EXPECT_EQ(instances[0].column, (Vec4{0.5f, 0.25f, 2, 3}));
  EXPECT_EQ(instances[1].column, (Vec4{-1, 0, 1, 0.5f}));
  EXPECT_EQ(instances[1].position, (Vec3{4, 5, 6}));
}

TEST(InstancesTest, NamesWhatIsWrong) {
  const auto error = [](const Instance& instance, InstanceColumn column) {
    const Instance instances[] = {{}, instance};
    return TextOf(PackInstances(instances, {.column = column}).status());
  };
  using enum InstanceColumn;
  EXPECT_EQ(error({.position = {0, NAN, 0}}, kColor),
            "instances[1].position is not finite");
  EXPECT_EQ(error({.rotation = {0, 0, 0, 0}}, kColor),
            "instances[1].rotation is zero");
  EXPECT_EQ(error({.scale = {0, INFINITY, 0}}, kColor),
            "instances[1].scale is not finite");
  EXPECT_EQ(error({.column = Vec4{2, 0, 0, 1}}, kColor),
            "instances[1].column is a colour and not between 0 and 1");
  EXPECT_EQ(error({.column = Vec4{2, 0, 0, 1}}, kTextureTransform), "");
  const std::vector<Instance> three(3);
  EXPECT_EQ(PackInstances(three, {.max_instances = 2}).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(InstancesTest, BoundsTakeTurnsAndScales) {
  const float half = std::sqrt(0.5f);
  const Instance instances[] = {
      {.position = {10, 0, 0}},
      // A quarter turn around Z: x becomes y.
      {.rotation = {0, 0, half, half}, .scale = {2, 1, 1}}};
  const BoundingBox box =
      BoundsOf(instances, BoundingBox{{0, 0, 0}, {1, 2, 3}});
  EXPECT_THAT(box.min, IsNear(Vec3{-2, 0, 0}));
  EXPECT_THAT(box.max, IsNear(Vec3{11, 2, 3}));
}

class InstancedEntityTest : public ::testing::Test {
 protected:
  InstanceSource Shown() {
    const Entity entity = Must(document_.Get(entity_->id()));
    return *std::get<RenderRepresentation>(entity.representation).instances;
  }
  Bytes ShownBytes() {
    const BufferView view = Must(document_.Get(Shown().view));
    return std::get<Bytes>(Must(document_.Get(view.source_buffer)).source);
  }

  Document document_;
  const GeometryID box_ = Must(AddGeometry(document_, Box()));
  std::unique_ptr<InstancedEntity> entity_ = Must(InstancedEntity::Create(
      document_, box_, {{.position = {1, 0, 0}}, {.position = {2, 0, 0}}},
      {.max_instances = 3}, Entity{.name = "plot"}));
};

TEST_F(InstancedEntityTest, CreatesAnEntityWithBounds) {
  EXPECT_EQ(Must(document_.Get(entity_->id())).name, "plot");
  EXPECT_EQ(Shown().stride, 64u);
  EXPECT_EQ(Shown().bb,
            (BoundingBox{{0.5f, -0.5f, -0.5f}, {2.5f, 0.5f, 0.5f}}));
  EXPECT_EQ(ShownBytes().size(), 128u);
}

TEST_F(InstancedEntityTest, ChangesAndLeavesNoBuffersBehind) {
  const Instance far[] = {{.position = {9, 0, 0}}};
  Must(entity_->Append(far));
  EXPECT_EQ(ShownBytes().size(), 192u);
  Must(entity_->Update(1, far));
  EXPECT_EQ(ValuesAt<Vec3>(ShownBytes(), 64, 1)[0], (Vec3{9, 0, 0}));
  Must(entity_->Remove(0, 2));
  EXPECT_EQ(ShownBytes().size(), 64u);
  EXPECT_EQ(Shown().bb->min[0], 8.5f);
  // The mesh's and the instances'.
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 2u);
  Must(entity_->Replace({}));
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 1u);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(
      Must(document_.Get(entity_->id())).representation));
  Must(entity_->Append(far));
  EXPECT_EQ(ShownBytes().size(), 64u);
}

TEST_F(InstancedEntityTest, AnErrorChangesNothing) {
  const std::vector<Instance> before = entity_->instances();
  const Bytes bytes = ShownBytes();
  const Instance bad[] = {{.scale = {NAN, 1, 1}}};
  EXPECT_FALSE(entity_->Update(0, bad).ok());
  EXPECT_EQ(entity_->Update(2, std::vector<Instance>(1)).code(),
            absl::StatusCode::kOutOfRange);
  EXPECT_EQ(entity_->Remove(1, 2).code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(entity_->Append(std::vector<Instance>(2)).code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(entity_->instances(), before);
  EXPECT_EQ(ShownBytes(), bytes);
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 2u);
}

TEST_F(InstancedEntityTest, ATransactionTakesThemBackToo) {
  const std::vector<Instance> before = entity_->instances();
  const Bytes bytes = ShownBytes();
  EXPECT_FALSE(document_
                   .Transact([&] {
                     Must(entity_->Replace({{.position = {7, 0, 0}}}));
                     Must(entity_->Append(std::vector<Instance>(1)));
                     return absl::CancelledError();
                   })
                   .ok());
  EXPECT_EQ(entity_->instances(), before);
  EXPECT_EQ(ShownBytes(), bytes);
  // The view that it draws is the one that it had.
  Must(entity_->Remove(0, 1));
  EXPECT_EQ(ShownBytes().size(), 64u);
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 2u);
}

TEST_F(InstancedEntityTest, ThreadsInAndOutsideOfTransactions) {
  std::thread other([&] {
    for (int i = 0; i < 200; ++i) {
      Must(entity_->Replace({{.position = {1, 0, 0}}}));
    }
  });
  for (int i = 0; i < 200; ++i) {
    Must(document_.Transact([&] {
      return entity_->Replace({{.position = {2, 0, 0}}});
    }));
    EXPECT_EQ(entity_->instances().size(), 1u);
  }
  other.join();
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 2u);
}

TEST_F(InstancedEntityTest, ARateSendsTheLatest) {
  const auto timer = std::make_shared<ManualTimer>();
  const auto plot = Must(
      InstancedEntity::Create(document_, box_, std::vector<Instance>(1),
                              {.max_updates_per_second = 20, .timer = timer}));
  const auto shown = [&] {
    const auto render = std::get<RenderRepresentation>(
        Must(document_.Get(plot->id())).representation);
    const BufferView view = Must(document_.Get(render.instances->view));
    return ValuesAt<Vec3>(
        std::get<Bytes>(Must(document_.Get(view.source_buffer)).source), 0,
        view.length / 64, 64);
  };
  const auto at = [](float x) { return Instance{.position = {x, 0, 0}}; };
  Must(plot->Replace({at(1)}));  // at once
  Must(plot->Replace({at(2)}));
  Must(plot->Append(std::vector<Instance>{at(3)}));
  EXPECT_EQ(plot->instances(), (std::vector<Instance>{at(2), at(3)}));
  EXPECT_EQ(shown(), (std::vector<Vec3>{{1, 0, 0}}));
  timer->Advance(std::chrono::milliseconds(50));
  EXPECT_EQ(shown(), (std::vector<Vec3>{{2, 0, 0}, {3, 0, 0}}));
  EXPECT_EQ(plot->Remove(1, 2).code(), absl::StatusCode::kOutOfRange);
  Must(plot->Remove(0, 1));
  EXPECT_EQ(shown().size(), 2u);
  Must(plot->Flush());
  EXPECT_EQ(shown(), (std::vector<Vec3>{{3, 0, 0}}));
}

TEST_F(InstancedEntityTest, ManyReplacementsLeaveNothingBehind) {
  const size_t bytes = document_.total_bytes();
  for (int i = 0; i < 1000; ++i) {
    const auto x = static_cast<float>(i);
    Must(entity_->Replace({{.position = {x, 0, 0}}, {}}));
  }
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 2u);
  EXPECT_EQ(document_.Count(ComponentKind::kBufferView), 3u);
  // A larger generation takes two bytes more wherever it is named.
  EXPECT_LE(document_.total_bytes(), bytes + 20);
  EXPECT_LE(Shown().view.slot, 3u);
  EXPECT_EQ(ValuesAt<Vec3>(ShownBytes(), 0, 1)[0], (Vec3{999, 0, 0}));
}

}  // namespace
}  // namespace noodles
