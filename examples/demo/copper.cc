#include "copper.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace demo {
namespace {

// The image is wrapped around a vase that is twice as long around as high.
constexpr int kDents = 16;  // of the hammer, from top to bottom
constexpr int kDentsAround = 2 * kDents;

// A number from 0 to 1 that seems random. Columns repeat after `around`.
float RandomAt(int column, int row, int around, uint32_t seed) {
  const int wrapped = ((column % around) + around) % around;
  uint32_t bits = static_cast<uint32_t>(wrapped) * 0x9E3779B1u +
                  static_cast<uint32_t>(row) * 0x85EBCA77u + seed * 0xC2B2AE3Du;
  bits = (bits ^ (bits >> 15)) * 0x2C1B3C6Du;
  bits = (bits ^ (bits >> 12)) * 0x297A2D39u;
  return static_cast<float>((bits ^ (bits >> 15)) >> 8) / 16777216.0f;
}

float Smooth(float from, float to, float value) {
  const float part = std::clamp((value - from) / (to - from), 0.0f, 1.0f);
  return part * part * (3 - 2 * part);
}

// Noise from 0 to 1 with `cells` random numbers from top to bottom.
float NoiseAt(float u, float v, int cells, uint32_t seed) {
  const float x = u * static_cast<float>(2 * cells);
  const float y = v * static_cast<float>(cells);
  const int column = static_cast<int>(std::floor(x));
  const int row = static_cast<int>(std::floor(y));
  const float right = Smooth(0, 1, x - std::floor(x));
  const float down = Smooth(0, 1, y - std::floor(y));
  const auto at = [&](int i, int j) {
    return RandomAt(column + i, row + j, 2 * cells, seed);
  };
  return std::lerp(std::lerp(at(0, 0), at(1, 0), right),
                   std::lerp(at(0, 1), at(1, 1), right), down);
}

// The height of the surface, from 0 in the middle of a dent to 1 at its edge.
float HeightAt(float u, float v) {
  const float x = u * kDentsAround;
  const float y = v * kDents;
  const int column = static_cast<int>(std::floor(x));
  const int row = static_cast<int>(std::floor(y));
  float nearest = 2.0f;
  for (int j = row - 1; j <= row + 1; ++j) {
    for (int i = column - 1; i <= column + 1; ++i) {
      const float dx =
          static_cast<float>(i) + RandomAt(i, j, kDentsAround, 1) - x;
      const float dy =
          static_cast<float>(j) + RandomAt(i, j, kDentsAround, 2) - y;
      nearest = std::min(nearest, dx * dx + dy * dy);
    }
  }
  return std::min(nearest, 1.0f);
}

// How much verdigris there is, 0 to 1: more at the foot.
float VerdigrisAt(float u, float v) {
  const float noise = 0.5f * NoiseAt(u, v, 5, 3) + 0.3f * NoiseAt(u, v, 11, 4) +
                      0.2f * NoiseAt(u, v, 29, 5);
  return Smooth(0.64f, 0.78f, noise + 0.2f * v - 0.05f * HeightAt(u, v));
}

// How much the inlaid waves glow, 0 to 1.
float InlayAt(float u, float v) {
  const float turn = 2 * std::numbers::pi_v<float> * u;
  const float above = std::abs(v - 0.33f - 0.025f * std::sin(9 * turn));
  const float below = std::abs(v - 0.38f + 0.025f * std::sin(9 * turn));
  return 1 - Smooth(0.006f, 0.014f, std::min(above, below));
}

Color Mix(const Color& a, const Color& b, float part) {
  return {std::lerp(a[0], b[0], part), std::lerp(a[1], b[1], part),
          std::lerp(a[2], b[2], part)};
}

}  // namespace

Color CopperColor(float u, float v) {
  constexpr Color kCopper = {0.86f, 0.53f, 0.38f};
  constexpr Color kDarkCopper = {0.72f, 0.38f, 0.25f};
  constexpr Color kVerdigris = {0.36f, 0.62f, 0.54f};
  const Color metal = Mix(kCopper, kDarkCopper, NoiseAt(u, v, 23, 6));
  return Mix(metal, kVerdigris, VerdigrisAt(u, v));
}

Color CopperMetalRough(float u, float v) {
  const float verdigris = VerdigrisAt(u, v);
  const float metal = 1 - 0.9f * verdigris;
  const float rough =
      std::lerp(0.28f + 0.15f * NoiseAt(u, v, 37, 7), 0.85f, verdigris);
  return {metal, rough, metal};
}

Color CopperNormal(float u, float v) {
  constexpr float kPixel = 1.0f / kCopperPixels;
  constexpr float kDepth = 0.012f;  // of a dent, in widths of the image
  const float right =
      (HeightAt(u + kPixel, v) - HeightAt(u - kPixel, v)) / (2 * kPixel);
  const float down =
      (HeightAt(u, v + kPixel) - HeightAt(u, v - kPixel)) / (2 * kPixel);
  // +Y of a normal texture points up in the image, which is stretched around
  // the vase.
  const float x = -kDepth * right / 2;
  const float y = kDepth * down;
  const float length = std::sqrt(x * x + y * y + 1);
  return {0.5f + 0.5f * x / length, 0.5f + 0.5f * y / length,
          0.5f + 0.5f / length};
}

Color CopperOcclusion(float u, float v) {
  const float open = std::lerp(0.7f, 1.0f, std::sqrt(HeightAt(u, v)));
  return {open, open, open};
}

Color CopperGlow(float u, float v) {
  constexpr Color kEmber = {1.0f, 0.45f, 0.12f};
  return Mix({0, 0, 0}, kEmber, InlayAt(u, v));
}

std::vector<uint8_t> PixelsOf(const PixelColor& color) {
  std::vector<uint8_t> pixels;
  pixels.reserve(size_t{4} * kCopperPixels * kCopperPixels);
  for (uint32_t row = 0; row < kCopperPixels; ++row) {
    for (uint32_t column = 0; column < kCopperPixels; ++column) {
      const Color at =
          color((static_cast<float>(column) + 0.5f) / kCopperPixels,
                (static_cast<float>(row) + 0.5f) / kCopperPixels);
      for (const float part : at) {
        pixels.push_back(static_cast<uint8_t>(
            std::lround(std::clamp(part, 0.0f, 1.0f) * 255)));
      }
      pixels.push_back(255);
    }
  }
  return pixels;
}

}  // namespace demo
