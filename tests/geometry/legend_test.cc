// Legends, ticks and axes.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/axes.h"
#include "noodles/geometry/color_map.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/geometry/png.h"
#include "noodles/geometry/ticks.h"
#include "noodles/tabular/csv_cell.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

TEST(LegendTest, LegendsHaveABarAndTexts) {
  Document document;
  const EntityID id = Must(
      AddLegend(document, {.title = "heat", .range = {0, 8}, .labels = 3}));
  std::vector<std::string> texts;
  for (const EntityID entity : document.List<Entity>()) {
    const Entity content = Must(document.Get(entity));
    if (entity == id) continue;
    EXPECT_EQ(content.parent, id);
    texts.push_back(std::get<TextRepresentation>(content.representation).txt);
  }
  EXPECT_THAT(texts, ElementsAre("0", "4", "8", "heat"));
}

std::vector<std::string> TextsBelow(const Document& document, EntityID id) {
  std::vector<std::string> texts;
  for (const EntityID entity : document.List<Entity>()) {
    const Entity content = Must(document.Get(entity));
    if (content.parent != id) continue;
    texts.push_back(std::get<TextRepresentation>(content.representation).txt);
  }
  return texts;
}

TEST(LegendTest, LabelsOfLegendsDiffer) {
  const auto labels = [](const LegendOptions& options) {
    Document document;
    const EntityID id = Must(AddLegend(document, options));
    return TextsBelow(document, id);
  };
  EXPECT_THAT(
      labels({.range = {101325, 101326}}),
      ElementsAre("101325", "101325.25", "101325.5", "101325.75", "101326"));
  EXPECT_THAT(labels({.range = {1e9, 1e9 + 1}, .labels = 2}),
              ElementsAre("1000000000", "1000000001"));
  EXPECT_THAT(labels({.range = {-1e-7, 1e-7}, .labels = 3}),
              ElementsAre("-1e-07", "0", "1e-07"));
  EXPECT_THAT(labels({.range = {0, 1}, .labels = 4}),
              ElementsAre("0", "0.3333", "0.6667", "1"));
  EXPECT_THAT(labels({.range = {5, 5}}), ElementsAre("5"));
  // No more numbers than double has.
  const double next = std::nextafter(1.0, 2.0);
  EXPECT_EQ(labels({.range = {1, next}}).size(), 2u);
  EXPECT_THAT(labels({.range = {1, 1000}, .is_logarithmic = true}),
              ElementsAre("1", "10", "100", "1000"));
  EXPECT_THAT(
      labels({.range = {0, 86400}, .has_dates = true, .labels = 3}),
      ElementsAre("1970-01-01 00:00", "1970-01-01 12:00", "1970-01-02 00:00"));
  EXPECT_THAT(labels({.title = "kind",
                      .categories = {"oak", "elm"},
                      .missing = "missing"}),
              ElementsAre("oak", "elm", "missing", "kind"));
  Document document;
  EXPECT_FALSE(
      AddLegend(document, {.range = {0, 1}, .is_logarithmic = true}).ok());
}

TEST(LegendTest, TicksAreRound) {
  const auto texts = [](const std::vector<Tick>& ticks) {
    std::vector<std::string> list;
    for (const Tick& tick : ticks) list.push_back(tick.text);
    return list;
  };
  EXPECT_THAT(texts(LinearTicks({0.03, 1.02})),
              ElementsAre("0.2", "0.4", "0.6", "0.8", "1"));
  EXPECT_THAT(texts(LinearTicks({-7, 12}, 5)),
              ElementsAre("-5", "0", "5", "10"));
  EXPECT_THAT(texts(LinearTicks({4649776.22, 4649776.26}, 3)),
              ElementsAre("4649776.22", "4649776.24", "4649776.26"));
  EXPECT_THAT(texts(LinearTicks({3, 3})), ElementsAre("3"));
  EXPECT_THAT(texts(LogarithmicTicks({0.5, 2e6}, 4)),
              ElementsAre("1", "100", "10000", "1000000"));
  EXPECT_THAT(texts(LogarithmicTicks({2, 8}, 3)), ElementsAre("2", "5"));
  EXPECT_THAT(texts(LogarithmicTicks({400, 16000})),
              ElementsAre("500", "1000", "2000", "5000", "10000"));
  EXPECT_EQ(LogarithmicTicks({11, 12}, 3).size(), 3u);
  EXPECT_THAT(texts(LinearTicks({3456790, 3456910}, 3)),
              ElementsAre("3456800", "3456850", "3456900"));
  const double year = SecondsOfDate("2024-01-01");
  EXPECT_THAT(
      texts(DateTicks({year, SecondsOfDate("2024-12-31")}, 4)),
      ElementsAre("2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01"));
  EXPECT_THAT(texts(DateTicks({year + 5, year + 95}, 4)),
              ElementsAre("2024-01-01 00:00:30", "2024-01-01 00:01:00",
                          "2024-01-01 00:01:30"));
  // All multiples that fit lie within.
  for (const Tick& tick : LinearTicks({-3.7e-9, 8.1e-9}, 7)) {
    EXPECT_TRUE(tick.value >= -3.7e-9 && tick.value <= 8.1e-9) << tick.text;
  }
}

TEST(LegendTest, AxesHaveNamesAndTicks) {
  Document document;
  AxesOptions options;
  options.box = {{0, 0, 0}, {2, 1, 1}};
  options.axes[0] = {"east", {10, 20}, LinearTicks({10, 20}, 3)};
  options.axes[1] = {"up", {0, 1}, LinearTicks({0, 1}, 2)};
  // Against the coordinate.
  options.axes[2] = {"north", {5, 0}, LinearTicks({0, 5}, 2)};
  const EntityID id = Must(AddAxes(document, options));
  EXPECT_THAT(
      TextsBelow(document, id),
      ElementsAre("10", "15", "20", "east", "0", "1", "up", "0", "5", "north"));
  std::vector<float> x;
  std::vector<float> z;
  for (const EntityID entity : document.List<Entity>()) {
    const Entity content = Must(document.Get(entity));
    if (content.parent != id) continue;
    x.push_back(std::get<Mat4>(*content.transform)[12]);
    z.push_back(std::get<Mat4>(*content.transform)[14]);
  }
  EXPECT_THAT(std::vector<float>(x.begin(), x.begin() + 4),
              ElementsAre(0, 1, 2, 1));
  EXPECT_LT(x[4], 0);
  EXPECT_THAT(std::vector<float>(z.begin() + 7, z.end()),
              ElementsAre(1, 0, 0.5f));
  EXPECT_GT(x[7], 2);
}

// The patch of the bar of a legend.
GeometryPatch BarOf(const Document& document, EntityID legend) {
  const Entity entity = Must(document.Get(legend));
  const auto bar = std::get<RenderRepresentation>(entity.representation).mesh;
  return Must(document.Get(bar)).patches.at(0);
}

bool HasAttribute(const GeometryPatch& patch, AttributeSemantic semantic) {
  return std::any_of(patch.attributes.begin(), patch.attributes.end(),
                     [&](const Attribute& attribute) {
                       return attribute.semantic == semantic;
                     });
}

TEST(LegendTest, LegendsHaveTheirColoursFromATexture) {
  if (absl::IsUnimplemented(
          EncodePng(1, 1, std::vector<uint8_t>(4)).status())) {
    GTEST_SKIP() << "built without libpng";
  }
  Document document;
  const EntityID own = Must(AddLegend(document, {}));
  EXPECT_EQ(document.Count(ComponentKind::kTexture), 1u);
  const GeometryPatch bar = BarOf(document, own);
  EXPECT_TRUE(HasAttribute(bar, AttributeSemantic::kTexture));
  EXPECT_FALSE(HasAttribute(bar, AttributeSemantic::kColor));
  const Material paint = Must(document.Get(bar.material));
  ASSERT_TRUE(paint.pbr_info.base_color_texture);

  // A texture of the program serves several legends.
  const TextureID shared = Must(AddColorTexture(document, ColorMap::kPlasma,
                                                "heat", {{255, 100, 0, 255}}));
  const LegendOptions options = {.map = ColorMap::kPlasma, .texture = shared};
  for (int i = 0; i < 2; ++i) {
    const GeometryPatch patch =
        BarOf(document, Must(AddLegend(document, options)));
    EXPECT_EQ(
        Must(document.Get(patch.material)).pbr_info.base_color_texture->texture,
        shared);
  }
  EXPECT_EQ(document.Count(ComponentKind::kTexture), 2u);
  const Texture texture = Must(document.Get(shared));
  EXPECT_EQ(texture.name, "heat");
  const Image image = Must(document.Get(texture.image));
  EXPECT_EQ(image.name, "heat image");
  const BufferView view =
      Must(document.Get(std::get<BufferViewID>(image.source)));
  EXPECT_EQ(view.type, BufferViewType::kImage);
  EXPECT_EQ(Must(document.Get(view.source_buffer)).name, "heat buffer");
}

}  // namespace
}  // namespace noodles
