#include "noodles/geometry/array_view.h"

#include <cstdint>
#include <span>
#include <vector>

#include "geometry/geometry_testing.h"

#if __has_include(<Eigen/Core>)
#include <Eigen/Core>
#define NOODLES_HAS_EIGEN 1
#endif

namespace noodles {
namespace {

using ::testing::ElementsAre;

std::vector<double> All(const ArrayView& view) {
  std::vector<double> numbers;
  for (size_t i = 0; i < view.size(); ++i) {
    for (size_t j = 0; j < view.scalars(); ++j) {
      numbers.push_back(view.At(i, j));
    }
  }
  return numbers;
}

struct Point {
  double x, y, z;
};

struct Vertex {
  uint8_t color[4];
  std::array<float, 3> position;
};

TEST(ArrayViewTest, ReadsRangesOfVectorsStructuresAndNumbers) {
  const std::vector<std::array<float, 3>> arrays = {{1, 2, 3}, {4, 5, 6}};
  EXPECT_THAT(All(arrays), ElementsAre(1, 2, 3, 4, 5, 6));
  const std::array<Point, 2> points = {{{1, 2, 3}, {4, 5, 6}}};
  EXPECT_EQ(ArrayView(points).scalars(), 3u);
  EXPECT_THAT(All(points), ElementsAre(1, 2, 3, 4, 5, 6));
  const std::vector<uint16_t> numbers = {7, 8, 65535};
  EXPECT_EQ(ArrayView(numbers).scalars(), 1u);
  EXPECT_THAT(All(std::span(numbers)), ElementsAre(7, 8, 65535));
}

TEST(ArrayViewTest, CutsFlatNumbersIntoValues) {
  const std::vector<float> flat = {1, 2, 3, 4, 5, 6, 7};
  const ArrayView view = ArrayView::Flat(flat, 3);
  EXPECT_EQ(view.size(), 2u);
  EXPECT_THAT(All(view), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(ArrayViewTest, ReadsMembersOfStructures) {
  const std::vector<Vertex> vertices = {{{1, 2, 3, 4}, {5, 6, 7}},
                                        {{8, 9, 10, 11}, {12, 13, 14}}};
  EXPECT_THAT(All(ArrayView::Member(vertices, &Vertex::position)),
              ElementsAre(5, 6, 7, 12, 13, 14));
  EXPECT_THAT(All(ArrayView::Member(vertices, &Vertex::color)),
              ElementsAre(1, 2, 3, 4, 8, 9, 10, 11));
  EXPECT_TRUE(
      ArrayView::Member(std::vector<Vertex>(), &Vertex::position).empty());
}

TEST(ArrayViewTest, NormalizesIntegersAndLeavesFloats) {
  const std::vector<uint8_t> bytes = {0, 51, 255};
  EXPECT_FLOAT_EQ(ArrayView(bytes).NormalizedAt(1, 0), 0.2f);
  EXPECT_FLOAT_EQ(ArrayView(bytes).NormalizedAt(2, 0), 1.0f);
  const std::vector<uint16_t> shorts = {13107};
  EXPECT_FLOAT_EQ(ArrayView(shorts).NormalizedAt(0, 0), 0.2f);
  const std::vector<float> floats = {3.5f};
  EXPECT_FLOAT_EQ(ArrayView(floats).NormalizedAt(0, 0), 3.5f);
}

TEST(ArrayViewTest, IntegersKeepAllTheirBits) {
  const std::vector<int64_t> numbers = {-1, int64_t{1} << 40};
  EXPECT_EQ(ArrayView(numbers).IntegerAt(0, 0), ~uint64_t{0});
  EXPECT_EQ(ArrayView(numbers).IntegerAt(1, 0), uint64_t{1} << 40);
  const std::vector<double> doubles = {-1.0, 3.0};
  EXPECT_EQ(ArrayView(doubles).IntegerAt(0, 0), ~uint64_t{0});
  EXPECT_EQ(ArrayView(doubles).IntegerAt(1, 0), 3u);
}

#ifdef NOODLES_HAS_EIGEN
TEST(ArrayViewTest, ReadsEigen) {
  Eigen::Matrix<double, Eigen::Dynamic, 3> columns_first(2, 3);
  columns_first << 1, 2, 3, 4, 5, 6;
  EXPECT_THAT(All(ArrayView::Rows(columns_first)),
              ElementsAre(1, 2, 3, 4, 5, 6));
  Eigen::Matrix<float, Eigen::Dynamic, 3, Eigen::RowMajor> rows_first(2, 3);
  rows_first << 1, 2, 3, 4, 5, 6;
  EXPECT_THAT(All(ArrayView::Rows(rows_first)), ElementsAre(1, 2, 3, 4, 5, 6));
  const std::vector<Eigen::Vector3f> vectors = {{1, 2, 3}, {4, 5, 6}};
  EXPECT_THAT(All(vectors), ElementsAre(1, 2, 3, 4, 5, 6));
}
#endif

}  // namespace
}  // namespace noodles
