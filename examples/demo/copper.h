// Images of hammered copper with verdigris, computed pixel by pixel. They join
// at their left and right edges.
//
// Thread-safety: pure functions.
#ifndef EXAMPLES_DEMO_COPPER_H_
#define EXAMPLES_DEMO_COPPER_H_

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace demo {

inline constexpr uint32_t kCopperPixels = 256;  // a side

// Red, green and blue, 0 to 1, at a place of the image: 0 to 1 from its left
// and its upper edge.
using Color = std::array<float, 3>;
using PixelColor = std::function<Color(float u, float v)>;

Color CopperColor(float u, float v);  // sRGB
// Red: metallic; green: roughness. Blue is metallic too, as in glTF.
Color CopperMetalRough(float u, float v);
Color CopperNormal(float u, float v);
Color CopperOcclusion(float u, float v);
Color CopperGlow(float u, float v);  // sRGB

// The opaque pixels of an image, for EncodePng.
std::vector<uint8_t> PixelsOf(const PixelColor& color);

}  // namespace demo

#endif  // EXAMPLES_DEMO_COPPER_H_
