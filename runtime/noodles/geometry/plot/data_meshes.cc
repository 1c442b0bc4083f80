#include "noodles/geometry/data_meshes.h"

#include <cmath>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/local_origin.h"
#include "noodles/geometry/normals.h"

namespace noodles {
namespace {

absl::Status CheckScalars(const ArrayView& scalars, size_t count) {
  if (scalars.empty() || scalars.size() == count) return absl::OkStatus();
  return InvalidArgument("scalars: " + std::to_string(scalars.size()) +
                         " values for " + std::to_string(count) + " positions");
}

absl::Status SetPositions(Mesh& mesh, const ArrayView& positions) {
  if (positions.scalars() != 3 || positions.empty()) {
    return InvalidArgument("positions: values of three numbers are needed");
  }
  mesh.positions.resize(positions.size());
  for (size_t i = 0; i < positions.size(); ++i) {
    for (size_t j = 0; j < 3; ++j) {
      mesh.positions[i][j] = positions.FloatAt(i, j);
    }
  }
  return absl::OkStatus();
}

// Checks the mesh and gives it its colours.
absl::StatusOr<Mesh> Coloured(Mesh mesh, const ArrayView& scalars,
                              const ScalarColors& colors) {
  absl::Status status = Validate(mesh);
  if (status.ok()) status = CheckScalars(scalars, mesh.positions.size());
  if (!status.ok()) return status;
  if (!scalars.empty()) mesh.colors = {ColorsOf(scalars, colors)};
  return mesh;
}

absl::Status CheckShape(const GridShape& shape, size_t count,
                        const std::string& name) {
  if (shape.rows >= 2 && shape.columns >= 2 &&
      count / shape.rows == shape.columns && count % shape.rows == 0) {
    return absl::OkStatus();
  }
  return InvalidArgument(name + ": " + std::to_string(count) +
                         " values for a grid of " + std::to_string(shape.rows) +
                         " by " + std::to_string(shape.columns));
}

// Triangles, and texture coordinates from corner to corner.
void SetGrid(Mesh& mesh, const GridShape& shape) {
  std::vector<Vec2>& coordinates = mesh.texture_coordinates.emplace_back();
  for (size_t i = 0; i < shape.rows; ++i) {
    for (size_t j = 0; j < shape.columns; ++j) {
      coordinates.push_back(
          {static_cast<float>(j) / static_cast<float>(shape.columns - 1),
           static_cast<float>(i) / static_cast<float>(shape.rows - 1)});
      if (i + 1 == shape.rows || j + 1 == shape.columns) continue;
      const auto a = static_cast<uint32_t>(i * shape.columns + j);
      const auto b = static_cast<uint32_t>(a + shape.columns);
      mesh.indices.insert(mesh.indices.end(), {a, b, b + 1, a, b + 1, a + 1});
    }
  }
}

}  // namespace

absl::StatusOr<Mesh> PointCloud(const ArrayView& positions,
                                const ArrayView& scalars,
                                const ScalarColors& colors) {
  Mesh mesh;
  mesh.type = PrimitiveType::kPoints;
  absl::Status status = SetPositions(mesh, positions);
  if (!status.ok()) return status;
  return Coloured(std::move(mesh), scalars, colors);
}

absl::StatusOr<PlacedPoints> PointInstances(const CsvTable& table,
                                            const PointColumns& columns,
                                            const ScalarColors& colors) {
  std::vector<std::array<double, 3>> points(table.row_count());
  for (size_t axis = 0; axis < 3; ++axis) {
    const absl::StatusOr<std::vector<double>> numbers =
        table.Numbers(columns.positions[axis]);
    if (!numbers.ok()) return numbers.status();
    for (size_t i = 0; i < points.size(); ++i) points[i][axis] = (*numbers)[i];
  }
  std::vector<Vec4> painted;
  if (!columns.scalar.empty()) {
    const absl::StatusOr<std::vector<double>> scalars =
        table.Numbers(columns.scalar);
    if (!scalars.ok()) return scalars.status();
    painted = ColorsOf(*scalars, colors);
  }
  std::vector<double> sizes(points.size(), 1.0);
  if (!columns.size.empty()) {
    absl::StatusOr<std::vector<double>> numbers = table.Numbers(columns.size);
    if (!numbers.ok()) return numbers.status();
    sizes = *std::move(numbers);
  }
  const Vec3 origin = LocalOriginOf(points);
  PlacedPoints placed{.transform = MoveBy(origin)};
  for (size_t i = 0; i < points.size(); ++i) {
    Instance instance{.position = RelativeTo(origin, points[i])};
    instance.scale.fill(static_cast<float>(sizes[i]));
    if (!painted.empty()) instance.column = painted[i];
    const bool is_finite = std::isfinite(instance.position[0]) &&
                           std::isfinite(instance.position[1]) &&
                           std::isfinite(instance.position[2]) &&
                           std::isfinite(instance.scale[0]);
    if (is_finite) {
      placed.instances.push_back(instance);
    } else {
      ++placed.left_out;
    }
  }
  absl::Status status =
      PackInstances(placed.instances, {.column = InstanceColumn::kColor})
          .status();
  if (!status.ok()) return status;
  return placed;
}

absl::StatusOr<Mesh> LineSet(std::span<const Polyline> lines,
                             const ScalarColors& colors) {
  Mesh mesh;
  mesh.type = PrimitiveType::kLines;
  std::vector<float> scalars;
  for (size_t i = 0; i < lines.size(); ++i) {
    const Polyline& line = lines[i];
    const std::string path = "lines[" + std::to_string(i) + "]";
    if (line.points.size() < 2) {
      return InvalidArgument(path + ": two points are needed");
    }
    if (line.scalars.empty() != lines[0].scalars.empty() ||
        (!line.scalars.empty() && line.scalars.size() != line.points.size())) {
      return InvalidArgument(
          path + ".scalars: " + std::to_string(line.scalars.size()) +
          " values for " + std::to_string(line.points.size()) + " points");
    }
    const auto first = static_cast<uint32_t>(mesh.positions.size());
    for (uint32_t j = 0; j + 1 < line.points.size(); ++j) {
      mesh.indices.insert(mesh.indices.end(), {first + j, first + j + 1});
    }
    mesh.positions.insert(mesh.positions.end(), line.points.begin(),
                          line.points.end());
    scalars.insert(scalars.end(), line.scalars.begin(), line.scalars.end());
  }
  return Coloured(std::move(mesh), scalars, colors);
}

absl::StatusOr<Mesh> HeightField(const ArrayView& heights,
                                 const GridShape& shape,
                                 const HeightFieldOptions& options,
                                 const ArrayView& scalars) {
  absl::Status status = CheckShape(shape, heights.size(), "heights");
  if (!status.ok()) return status;
  std::vector<Vec3> positions;
  positions.reserve(heights.size());
  for (size_t i = 0; i < heights.size(); ++i) {
    const auto u = static_cast<float>(i % shape.columns) /
                   static_cast<float>(shape.columns - 1);
    const size_t row = i / shape.columns;
    const auto v = static_cast<float>(row) / static_cast<float>(shape.rows - 1);
    positions.push_back({options.size[0] * (u - 0.5f),
                         options.scale * heights.FloatAt(i, 0),
                         options.size[1] * (v - 0.5f)});
  }
  return StructuredSurface(positions, shape,
                           scalars.empty() ? heights : scalars, options.colors);
}

absl::StatusOr<Mesh> StructuredSurface(const ArrayView& positions,
                                       const GridShape& shape,
                                       const ArrayView& scalars,
                                       const ScalarColors& colors) {
  absl::Status status = CheckShape(shape, positions.size(), "positions");
  Mesh mesh;
  if (status.ok()) status = SetPositions(mesh, positions);
  if (!status.ok()) return status;
  SetGrid(mesh, shape);
  status = ComputeNormals(mesh);
  if (!status.ok()) return status;
  return Coloured(std::move(mesh), scalars, colors);
}

absl::StatusOr<Mesh> TriangleSurface(const ArrayView& positions,
                                     const ArrayView& indices,
                                     const ArrayView& scalars,
                                     const ScalarColors& colors) {
  Mesh mesh;
  absl::Status status = SetPositions(mesh, positions);
  if (!status.ok()) return status;
  for (size_t i = 0; i < indices.size(); ++i) {
    for (size_t j = 0; j < indices.scalars(); ++j) {
      const uint64_t index = indices.IntegerAt(i, j);
      if (index >= positions.size()) {
        return InvalidArgument("indices[" +
                               std::to_string(mesh.indices.size()) +
                               "] is none of the " +
                               std::to_string(positions.size()) + " vertices");
      }
      mesh.indices.push_back(static_cast<uint32_t>(index));
    }
  }
  status = ComputeNormals(mesh);
  if (!status.ok()) return status;
  return Coloured(std::move(mesh), scalars, colors);
}

}  // namespace noodles
