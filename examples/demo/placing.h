// Transforms and painted meshes, for all parts of the demo.
//
// Thread-safety: pure functions; ShowMesh as the document's.
#ifndef EXAMPLES_DEMO_PLACING_H_
#define EXAMPLES_DEMO_PLACING_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <numbers>
#include <string>

namespace demo {

inline constexpr float kFullTurn = 2 * std::numbers::pi_v<float>;  // radians

// Matrices are column-major: the last four numbers are the position.

// A translation with scale.
noodles::Mat4 At(const noodles::Vec3& place, float scale = 1.0f);
noodles::Mat4 TurnedAboutX(float radians);
noodles::Mat4 TurnedAboutY(float radians);

struct Paint {
  noodles::RGBA color = {1, 1, 1, 1};  // linear
  float metallic = 0.0f;
  float roughness = 0.6f;
  noodles::Vec3 glow = {0, 0, 0};
};

// Makes a geometry "NAME geometry" and its material; returns what an entity
// needs to draw both.
absl::StatusOr<noodles::RenderRepresentation> ShowMesh(
    noodles::Document& document, const std::string& name,
    const noodles::Mesh& mesh, const Paint& paint);

}  // namespace demo

#endif  // EXAMPLES_DEMO_PLACING_H_
