#include "noodles/geometry/png.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "geometry/geometry_testing.h"

namespace noodles {
namespace {

TEST(PngTest, WritesOneBlackPixel) {
  const Bytes file = Must(EncodePng(1, 1, std::vector<uint8_t>{0, 0, 0, 255}));
  // Put together in Python with zlib.crc32: signature, header and last chunk.
  // The Python tests decode the pixels.
  const std::vector<uint8_t> begin = {
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00,
      0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00,
      0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4, 0x89};
  const std::vector<uint8_t> end = {0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
                                    0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};
  ASSERT_GT(file.size(), begin.size() + end.size());
  EXPECT_TRUE(std::equal(begin.begin(), begin.end(), file.begin()));
  EXPECT_TRUE(std::equal(end.rbegin(), end.rend(),
                         std::make_reverse_iterator(file.end())));
  EXPECT_EQ(ImageTypeOf(file.span()), "image/png");
}

TEST(PngTest, CompressesSmoothColours) {
  constexpr uint32_t kSide = 256;
  std::vector<uint8_t> pixels;
  for (uint32_t y = 0; y < kSide; ++y) {
    for (uint32_t x = 0; x < kSide; ++x) {
      pixels.insert(pixels.end(),
                    {static_cast<uint8_t>(x), static_cast<uint8_t>(255 - x),
                     static_cast<uint8_t>(y), 255});
    }
  }
  EXPECT_LT(Must(EncodePng(kSide, kSide, pixels)).size(), pixels.size() / 50);
}

TEST(PngTest, RefusesPixelsThatDoNotFit) {
  EXPECT_FALSE(EncodePng(2, 1, std::vector<uint8_t>(4)).ok());
  EXPECT_FALSE(EncodePng(0, 0, {}).ok());
}

TEST(PngTest, KnowsTheImagesOfTheProtocol) {
  EXPECT_EQ(ImageTypeOf(std::vector<uint8_t>{0xFF, 0xD8, 0xFF, 0xE0}),
            "image/jpeg");
  EXPECT_EQ(ImageTypeOf(std::vector<uint8_t>{'B', 'M'}), "");
  EXPECT_EQ(ImageTypeOf({}), "");
}

}  // namespace
}  // namespace noodles
