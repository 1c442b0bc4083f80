// Meshes of scientific data: points, lines and surfaces, coloured by a scalar.
//
// Errors of all functions: InvalidArgument with the name of the array, for
// lengths that do not fit together and positions that are not finite. A scalar
// that is not finite has the colour `missing`.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_DATA_MESHES_H_
#define NOODLES_GEOMETRY_DATA_MESHES_H_

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/geometry/array_view.h"
#include "noodles/geometry/color_map.h"
#include "noodles/geometry/csv.h"
#include "noodles/geometry/instances.h"
#include "noodles/geometry/mesh.h"
#include "noodles/protocol/ids.h"
#include "noodles/state/document.h"

namespace noodles {

// Positions of three numbers; a scalar for each, or none.
absl::StatusOr<Mesh> PointCloud(const ArrayView& positions,
                                const ArrayView& scalars = {},
                                const ScalarColors& colors = {});

struct PointColumns {
  std::array<std::string, 3> positions = {"x", "y", "z"};
  // Empty: none.
  std::string scalar{};
  std::string size{};
};

// Instances of columns of a table, for InstanceColumn::kColor: `size` scales
// them. Rows in which a position or the size is missing are an error.
absl::StatusOr<std::vector<Instance>> PointInstances(
    const CsvTable& table, const PointColumns& columns = {},
    const ScalarColors& colors = {});

// A polyline: points of three numbers, at least two, and a scalar for each or
// none.
struct Polyline {
  std::vector<Vec3> points{};
  std::vector<float> scalars{};
};

// All polylines as one mesh of LINES. Scalars are all or none.
absl::StatusOr<Mesh> LineSet(std::span<const Polyline> lines,
                             const ScalarColors& colors = {});

// A grid of points, row by row: at least two of each.
struct GridShape {
  size_t rows = 0;
  size_t columns = 0;
};

struct HeightFieldOptions {
  // Of the field in x (columns) and z (rows), around the origin.
  std::array<float, 2> size = {1, 1};
  // Of each height.
  float scale = 1.0f;
  ScalarColors colors{};
};

// A surface over x and z with `heights` as +Y; coloured by `scalars`, or by the
// heights where there are none. With smooth normals and texture coordinates.
absl::StatusOr<Mesh> HeightField(const ArrayView& heights,
                                 const GridShape& shape,
                                 const HeightFieldOptions& options = {},
                                 const ArrayView& scalars = {});

// A surface through a grid of positions.
absl::StatusOr<Mesh> StructuredSurface(const ArrayView& positions,
                                       const GridShape& shape,
                                       const ArrayView& scalars = {},
                                       const ScalarColors& colors = {});

// A surface of triangles.
absl::StatusOr<Mesh> TriangleSurface(const ArrayView& positions,
                                     const ArrayView& indices,
                                     const ArrayView& scalars = {},
                                     const ScalarColors& colors = {});

// Follows a field from each seed by the method of Runge and Kutta (4th order).
// A line ends where the field has no value (an empty optional), stands still or
// after `max_steps`. The scalar is the field's speed.
using VectorField = std::function<std::optional<Vec3>(const Vec3&)>;

struct StreamLineOptions {
  float step = 0.01f;  // metres
  size_t max_steps = 1000;
};

std::vector<Polyline> TraceStreamLines(const VectorField& field,
                                       std::span<const Vec3> seeds,
                                       const StreamLineOptions& options = {});

// Stream lines as physics, with the scalars as the attribute `attribute` where
// they have some: a buffer, a view and the component together. Errors: also
// those of the document.
absl::StatusOr<PhysicsID> AddStreamFlow(Document& document,
                                        std::span<const Polyline> lines,
                                        const std::string& name = "",
                                        const std::string& attribute = "value");

struct LegendOptions {
  std::string title{};
  std::array<double, 2> range = {0, 1};
  ColorMap map = ColorMap::kViridis;
  // Numbers beside the bar; at least two.
  size_t labels = 5;
  float height = 1.0f;  // metres
};

// A bar with the colours and texts beside it, below one entity that stands in
// the x-y plane and looks to +Z. Errors: those of the document.
absl::StatusOr<EntityID> AddLegend(Document& document,
                                   const LegendOptions& options = {},
                                   Entity entity = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_DATA_MESHES_H_
