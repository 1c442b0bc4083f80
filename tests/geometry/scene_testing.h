// A scene with everything that a scene can have.
#ifndef TESTS_GEOMETRY_SCENE_TESTING_H_
#define TESTS_GEOMETRY_SCENE_TESTING_H_

#include <cstdint>
#include <vector>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/primitives.h"
#include "noodles/geometry/scene_data.h"

namespace noodles {

inline Mat4 MovedTo(const Vec3& at) {
  Mat4 matrix = kIdentity;
  for (size_t i = 0; i < 3; ++i) matrix[12 + i] = at[i];
  return matrix;
}

// Two pixels: red, green.
inline Bytes SmallPng() {
  // Made in Python with zlib, so that a build without libpng has the scene too.
  return Bytes::Copy(std::vector<uint8_t>{
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D,
      0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01,
      0x08, 0x06, 0x00, 0x00, 0x00, 0xF4, 0x22, 0x7F, 0x8A, 0x00, 0x00, 0x00,
      0x0E, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0xF8, 0xCF, 0xC0, 0xF0,
      0x1F, 0x04, 0x01, 0x10, 0xF8, 0x03, 0xFD, 0x4E, 0x95, 0xC1, 0x6F, 0x00,
      0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82});
}

// A table (a box, red) with a textured lamp and a light on it.
inline SceneData TestScene() {
  SceneData scene;
  scene.textures.push_back({.name = "pixels",
                            .image = SmallPng(),
                            .sampler = {.wrap_s = SamplerMode::kClampToEdge}});
  scene.materials.resize(2);
  scene.materials[0] = {.name = "red",
                        .pbr_info = {.base_color = {1, 0, 0, 1},
                                     .metallic = 0.25f,
                                     .roughness = 0.5f},
                        .emissive_factor = {0, 0, 0}};
  scene.materials[1] = {
      .name = "picture",
      .pbr_info = {.base_color_texture = TextureRef{.texture = TextureAt(0)},
                   .metallic = 0.0f},
      .emissive_factor = {0, 0, 0},
      .double_sided = true};
  Mesh lamp = Cylinder({.radius = 0.25f, .height = 1, .segments = 6});
  lamp.texture_coordinates.push_back(lamp.texture_coordinates[0]);
  for (Vec2& at : lamp.texture_coordinates[1]) at[0] = at[0] / 2;
  SetColor(lamp, {0, 1, 0, 1});
  scene.geometries.push_back({"table", {{Box({.size = {2, 1, 1}}), 0}}});
  scene.geometries.push_back({"lamp", {{lamp, 1}}});
  scene.lights.push_back({.name = "bulb",
                          .color = {1, 0.5f, 0.25f},
                          .intensity = 3,
                          .type = SpotLight{.inner_cone_angle_rad = 0.25f,
                                            .outer_cone_angle_rad = 0.5f}});
  scene.nodes.push_back(
      {.name = "table", .transform = MovedTo({10, 0, 0}), .geometry = 0});
  scene.nodes.push_back({.name = "lamp",
                         .parent = 0,
                         .transform = MovedTo({0, 1, 0}),
                         .geometry = 1});
  scene.nodes.push_back({.name = "holder", .parent = 1, .lights = {0}});
  return scene;
}

}  // namespace noodles

#endif  // TESTS_GEOMETRY_SCENE_TESTING_H_
