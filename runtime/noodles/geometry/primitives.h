// Simple solids and surfaces, with normals and, except for icospheres, axes and
// grids, texture coordinates.
//
//   Mesh ball = Sphere({.radius = 0.1f});
//   Mesh arrow = Arrow({.length = 2.0f});
//
// Sizes are in metres. Meshes are centred on the origin where nothing else is
// said; +Y is up, front faces are anticlockwise. Numbers of segments are
// clamped between the least that makes a solid (3 around, 1 along) and
// kMostSegments. Negative sizes turn a solid inside out.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_PRIMITIVES_H_
#define NOODLES_GEOMETRY_PRIMITIVES_H_

#include <array>
#include <cstdint>
#include <span>

#include "noodles/geometry/mesh.h"

namespace noodles {

// The most segments, around and along. Stops arguments of methods that fill the
// memory.
inline constexpr uint32_t kMostSegments = 4096;
// An icosphere of so many subdivisions has 1.3 million triangles.
inline constexpr uint32_t kMostSubdivisions = 8;

struct BoxOptions {
  Vec3 size = {1, 1, 1};
};
Mesh Box(const BoxOptions& options = {});

// A sphere of rings and segments, with texture coordinates.
struct SphereOptions {
  float radius = 0.5f;
  uint32_t segments = 32;  // around +Y
  uint32_t rings = 16;     // from pole to pole
};
Mesh Sphere(const SphereOptions& options = {});

// A sphere of triangles of nearly one size.
struct IcosphereOptions {
  float radius = 0.5f;
  // Each subdivision makes four triangles of one; 0 gives an icosahedron.
  uint32_t subdivisions = 2;
};
Mesh Icosphere(const IcosphereOptions& options = {});

// A cylinder around +Y.
struct CylinderOptions {
  float radius = 0.5f;
  float height = 1.0f;
  uint32_t segments = 32;
  bool is_open = false;  // without the two discs
};
Mesh Cylinder(const CylinderOptions& options = {});

// A cone whose tip points to +Y.
struct ConeOptions {
  float radius = 0.5f;
  float height = 1.0f;
  uint32_t segments = 32;
  bool is_open = false;  // without the disc
};
Mesh Cone(const ConeOptions& options = {});

// A rectangle in x and z. Its front is +Y.
struct PlaneOptions {
  std::array<float, 2> size = {1, 1};
  std::array<uint32_t, 2> segments = {1, 1};
};
Mesh Plane(const PlaneOptions& options = {});

// A ring around +Y.
struct TorusOptions {
  float radius = 0.5f;  // from the centre to the middle of the tube
  float tube_radius = 0.125f;
  uint32_t segments = 48;
  uint32_t tube_segments = 24;
};
Mesh Torus(const TorusOptions& options = {});

// An arrow from the origin along +Y.
struct ArrowOptions {
  float length = 1.0f;
  float radius = 0.025f;
  float head_length = 0.2f;
  float head_radius = 0.06f;
  uint32_t segments = 24;
};
Mesh Arrow(const ArrowOptions& options = {});

// Three arrows from the origin: x red, y green, z blue.
Mesh Axes(float length = 1.0f);

// Lines in x and z.
struct GridOptions {
  std::array<float, 2> size = {10, 10};
  std::array<uint32_t, 2> cells = {10, 10};
};
Mesh Grid(const GridOptions& options = {});

// A point of the outline of a solid of revolution.
struct OutlinePoint {
  float radius = 0.0f;  // from the axis
  float height = 0.0f;  // along +Y
  // The normal of the outline, of any length but zero.
  Vec2 normal = {1, 0};
  // The texture coordinate v: 0 is the upper edge of the image.
  float v = 0.0f;
};

// The solid that an outline, from its lower to its upper end, makes when it
// turns around +Y. Two points at one position with different normals make an
// edge.
Mesh Revolve(std::span<const OutlinePoint> outline, uint32_t segments);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_PRIMITIVES_H_
