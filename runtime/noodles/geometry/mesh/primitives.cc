#include "noodles/geometry/primitives.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>
#include <vector>

namespace noodles {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

uint32_t Around(uint32_t segments) {
  return std::clamp(segments, 3u, kMostSegments);
}
uint32_t Along(uint32_t segments) {
  return std::clamp(segments, 1u, kMostSegments);
}

// The outline of a disc that looks down (-1) or up (1).
std::vector<OutlinePoint> Disc(float radius, float height, float side) {
  OutlinePoint centre = {0, height, {0, side}, 0.5f};
  OutlinePoint rim = {radius, height, {0, side}, side < 0 ? 1.0f : 0.0f};
  if (side < 0) return {centre, rim};
  return {rim, centre};
}

void Extend(std::vector<OutlinePoint>& outline,
            const std::vector<OutlinePoint>& more) {
  outline.insert(outline.end(), more.begin(), more.end());
}

// The index of the vertex half way between two, on the unit sphere.
uint32_t Midpoint(uint32_t a, uint32_t b, std::vector<Vec3>& points,
                  std::map<std::pair<uint32_t, uint32_t>, uint32_t>& known) {
  const auto [place, is_new] = known.try_emplace(
      std::minmax(a, b), static_cast<uint32_t>(points.size()));
  if (is_new) {
    points.push_back(vector::Normalize(vector::Add(points[a], points[b])));
  }
  return place->second;
}

Mesh Icosahedron() {
  const float t = std::numbers::phi_v<float>;
  Mesh mesh;
  mesh.positions = {{-1, t, 0}, {1, t, 0}, {-1, -t, 0}, {1, -t, 0},
                    {0, -1, t}, {0, 1, t}, {0, -1, -t}, {0, 1, -t},
                    {t, 0, -1}, {t, 0, 1}, {-t, 0, -1}, {-t, 0, 1}};
  for (Vec3& position : mesh.positions) position = vector::Normalize(position);
  mesh.indices = {0, 11, 5, 0, 5,  1,  0,  1,  7,  0,  7, 10, 0, 10, 11,
                  1, 5,  9, 5, 11, 4,  11, 10, 2,  10, 7, 6,  7, 1,  8,
                  3, 9,  4, 3, 4,  2,  3,  2,  6,  3,  6, 8,  3, 8,  9,
                  4, 9,  5, 2, 4,  11, 6,  2,  10, 8,  6, 7,  9, 8,  1};
  return mesh;
}

}  // namespace

Mesh Revolve(std::span<const OutlinePoint> outline, uint32_t segments) {
  segments = Around(segments);
  Mesh mesh;
  mesh.texture_coordinates.resize(1);
  for (const OutlinePoint& point : outline) {
    for (uint32_t j = 0; j <= segments; ++j) {
      const float u = static_cast<float>(j) / static_cast<float>(segments);
      // The seam closes exactly.
      const float angle = j == segments ? 0.0f : 2.0f * kPi * u;
      const float sine = std::sin(angle);
      const float cosine = std::cos(angle);
      mesh.positions.push_back(
          {point.radius * sine, point.height, point.radius * cosine});
      mesh.normals.push_back(vector::Normalize(
          {point.normal[0] * sine, point.normal[1], point.normal[0] * cosine}));
      mesh.texture_coordinates[0].push_back({u, point.v});
    }
  }
  for (uint32_t i = 0; i + 1 < outline.size(); ++i) {
    const OutlinePoint& lower = outline[i];
    const OutlinePoint& upper = outline[i + 1];
    if (lower.radius == upper.radius && lower.height == upper.height) continue;
    for (uint32_t j = 0; j < segments; ++j) {
      const uint32_t a = i * (segments + 1) + j;
      const uint32_t b = a + segments + 1;
      // At the axis one of the two triangles has no area.
      if (lower.radius != 0.0f) {
        mesh.indices.insert(mesh.indices.end(), {a, a + 1, b + 1});
      }
      if (upper.radius != 0.0f) {
        mesh.indices.insert(mesh.indices.end(), {a, b + 1, b});
      }
    }
  }
  return mesh;
}

Mesh Box(const BoxOptions& options) {
  // Corners of a face, anticlockwise seen from outside, and their coordinates.
  constexpr float kCorners[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  Mesh mesh;
  mesh.texture_coordinates.resize(1);
  for (size_t face = 0; face < 6; ++face) {
    const size_t axis = face / 2;
    const float side = face % 2 == 0 ? 1.0f : -1.0f;
    const auto first = static_cast<uint32_t>(mesh.positions.size());
    for (const auto& [across, up] : kCorners) {
      Vec3 normal = {0, 0, 0};
      normal[axis] = side;
      Vec3 position;
      position[axis] = side * options.size[axis] / 2;
      position[(axis + 1) % 3] =
          side * across * options.size[(axis + 1) % 3] / 2;
      position[(axis + 2) % 3] = up * options.size[(axis + 2) % 3] / 2;
      mesh.positions.push_back(position);
      mesh.normals.push_back(normal);
      mesh.texture_coordinates[0].push_back({(across + 1) / 2, (1 - up) / 2});
    }
    for (const uint32_t corner : {0u, 1u, 2u, 0u, 2u, 3u}) {
      mesh.indices.push_back(first + corner);
    }
  }
  return mesh;
}

Mesh Sphere(const SphereOptions& options) {
  const uint32_t rings = std::clamp(options.rings, 2u, kMostSegments);
  std::vector<OutlinePoint> outline;
  for (uint32_t i = 0; i <= rings; ++i) {
    const float part = static_cast<float>(i) / static_cast<float>(rings);
    const bool is_pole = i == 0 || i == rings;
    const float angle = kPi * part - kPi / 2;
    const float cosine = is_pole ? 0.0f : std::cos(angle);
    outline.push_back({options.radius * cosine,
                       options.radius * std::sin(angle),
                       {cosine, std::sin(angle)},
                       1 - part});
  }
  return Revolve(outline, options.segments);
}

Mesh Icosphere(const IcosphereOptions& options) {
  Mesh mesh = Icosahedron();
  const uint32_t subdivisions =
      std::min(options.subdivisions, kMostSubdivisions);
  for (uint32_t round = 0; round < subdivisions; ++round) {
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> known;
    std::vector<uint32_t> finer;
    for (size_t i = 0; i < mesh.indices.size(); i += 3) {
      const uint32_t a = mesh.indices[i];
      const uint32_t b = mesh.indices[i + 1];
      const uint32_t c = mesh.indices[i + 2];
      const uint32_t ab = Midpoint(a, b, mesh.positions, known);
      const uint32_t bc = Midpoint(b, c, mesh.positions, known);
      const uint32_t ca = Midpoint(c, a, mesh.positions, known);
      finer.insert(finer.end(), {a, ab, ca, b, bc, ab, c, ca, bc, ab, bc, ca});
    }
    mesh.indices = std::move(finer);
  }
  mesh.normals = mesh.positions;
  for (Vec3& position : mesh.positions) {
    position = vector::Scale(position, options.radius);
  }
  return mesh;
}

Mesh Cylinder(const CylinderOptions& options) {
  const float half = options.height / 2;
  std::vector<OutlinePoint> outline;
  if (!options.is_open) Extend(outline, Disc(options.radius, -half, -1));
  Extend(outline, {{options.radius, -half, {1, 0}, 1},
                   {options.radius, half, {1, 0}, 0}});
  if (!options.is_open) Extend(outline, Disc(options.radius, half, 1));
  return Revolve(outline, options.segments);
}

Mesh Cone(const ConeOptions& options) {
  const float half = options.height / 2;
  const Vec2 slope = {options.height, options.radius};
  std::vector<OutlinePoint> outline;
  if (!options.is_open) Extend(outline, Disc(options.radius, -half, -1));
  Extend(outline, {{options.radius, -half, slope, 1}, {0, half, slope, 0}});
  return Revolve(outline, options.segments);
}

Mesh Plane(const PlaneOptions& options) {
  const uint32_t columns = Along(options.segments[0]);
  const uint32_t rows = Along(options.segments[1]);
  Mesh mesh;
  mesh.texture_coordinates.resize(1);
  for (uint32_t i = 0; i <= rows; ++i) {
    for (uint32_t j = 0; j <= columns; ++j) {
      const float u = static_cast<float>(j) / static_cast<float>(columns);
      const float v = static_cast<float>(i) / static_cast<float>(rows);
      mesh.positions.push_back(
          {options.size[0] * (u - 0.5f), 0, options.size[1] * (v - 0.5f)});
      mesh.texture_coordinates[0].push_back({u, v});
    }
  }
  mesh.normals.assign(mesh.positions.size(), {0, 1, 0});
  for (uint32_t i = 0; i < rows; ++i) {
    for (uint32_t j = 0; j < columns; ++j) {
      const uint32_t a = i * (columns + 1) + j;
      const uint32_t b = a + columns + 1;
      mesh.indices.insert(mesh.indices.end(), {a, b, b + 1, a, b + 1, a + 1});
    }
  }
  return mesh;
}

Mesh Torus(const TorusOptions& options) {
  const uint32_t around = Around(options.tube_segments);
  std::vector<OutlinePoint> outline;
  for (uint32_t i = 0; i <= around; ++i) {
    const float part = static_cast<float>(i) / static_cast<float>(around);
    const float angle = i == around ? 0.0f : 2.0f * kPi * part;
    outline.push_back({options.radius + options.tube_radius * std::cos(angle),
                       options.tube_radius * std::sin(angle),
                       {std::cos(angle), std::sin(angle)},
                       1 - part});
  }
  return Revolve(outline, options.segments);
}

Mesh Arrow(const ArrowOptions& options) {
  const float neck = options.length - options.head_length;
  const Vec2 slope = {options.head_length, options.head_radius};
  std::vector<OutlinePoint> outline = Disc(options.radius, 0, -1);
  Extend(outline, {{options.radius, 0, {1, 0}, 1},
                   {options.radius, neck, {1, 0}, 0.5f},
                   {options.radius, neck, {0, -1}, 0.5f},
                   {options.head_radius, neck, {0, -1}, 0.5f},
                   {options.head_radius, neck, slope, 0.5f},
                   {0, options.length, slope, 0}});
  return Revolve(outline, options.segments);
}

Mesh Axes(float length) {
  const Mesh up = Arrow({.length = length,
                         .radius = 0.025f * length,
                         .head_length = 0.2f * length,
                         .head_radius = 0.06f * length});
  Mesh axes;
  for (size_t axis = 0; axis < 3; ++axis) {
    // Turning the coordinates round keeps the hand.
    Mat4 matrix = {};
    for (size_t column = 0; column < 3; ++column) {
      matrix[4 * column + (column + axis + 2) % 3] = 1;
    }
    matrix[15] = 1;
    Mesh arrow = up;
    arrow.texture_coordinates.clear();
    Transform(arrow, matrix);
    Vec4 color = {0, 0, 0, 1};
    color[axis] = 1;
    SetColor(arrow, color);
    Append(axes, arrow);
  }
  return axes;
}

Mesh Grid(const GridOptions& options) {
  const uint32_t columns = Along(options.cells[0]);
  const uint32_t rows = Along(options.cells[1]);
  const float right = options.size[0] / 2;
  const float front = options.size[1] / 2;
  Mesh mesh;
  mesh.type = PrimitiveType::kLines;
  for (uint32_t j = 0; j <= columns; ++j) {
    const float x =
        right *
        (2.0f * static_cast<float>(j) / static_cast<float>(columns) - 1);
    mesh.positions.insert(mesh.positions.end(),
                          {{x, 0, -front}, {x, 0, front}});
  }
  for (uint32_t i = 0; i <= rows; ++i) {
    const float z =
        front * (2.0f * static_cast<float>(i) / static_cast<float>(rows) - 1);
    mesh.positions.insert(mesh.positions.end(),
                          {{-right, 0, z}, {right, 0, z}});
  }
  return mesh;
}

}  // namespace noodles
