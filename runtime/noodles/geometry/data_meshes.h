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
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/geometry/array_view.h"
#include "noodles/geometry/color_map.h"
#include "noodles/geometry/instances.h"
#include "noodles/geometry/mesh.h"
#include "noodles/geometry/scene_data.h"
#include "noodles/protocol/ids.h"
#include "noodles/state/document.h"
#include "noodles/tabular/csv.h"

namespace noodles {

// Positions of three numbers, and a scalar for each position or no scalars.
absl::StatusOr<Mesh> PointCloud(const ArrayView& positions,
                                const ArrayView& scalars = {},
                                const ScalarColors& colors = {});

struct PointColumns {
  std::array<std::string, 3> positions = {"x", "y", "z"};
  // Empty: none.
  std::string scalar{};
  std::string size{};
};

// Instances for InstanceColumn::kColor.
struct PlacedPoints {
  std::vector<Instance> instances{};
  // Belongs to the entity that draws them: moves by the local origin of the
  // points, which is not zero for coordinates of maps.
  Mat4 transform = kIdentity;
  // The rows without a position or a size, which have no instance.
  size_t left_out = 0;
};

// Points from the columns of a table. `size` is the scale of each instance.
// Errors: those of CsvTable::Numbers.
absl::StatusOr<PlacedPoints> PointInstances(const CsvTable& table,
                                            const PointColumns& columns = {},
                                            const ScalarColors& colors = {});

// A polyline: points of three numbers, at least two, and a scalar for each or
// none.
struct Polyline {
  std::vector<Vec3> points{};
  std::vector<float> scalars{};
};

// All polylines as one mesh of LINES. Either all polylines or none have
// scalars.
absl::StatusOr<Mesh> LineSet(std::span<const Polyline> lines,
                             const ScalarColors& colors = {});

// The size of a grid of points that lie row by row: at least two columns and
// two rows.
struct GridShape {
  size_t rows = 0;
  size_t columns = 0;
};

struct HeightFieldOptions {
  // The size of the field in x (columns) and z (rows), around the origin.
  std::array<float, 2> size = {1, 1};
  // The factor of each height.
  float scale = 1.0f;
  ScalarColors colors{};
};

// A surface over x and z with `heights` as +Y, coloured by `scalars` or,
// without scalars, by the heights. The surface has smooth normals and texture
// coordinates.
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
// A line ends where the field has no value (an empty optional) or the speed is
// zero, and after `max_steps`. The scalar is the speed of the field.
using VectorField = std::function<std::optional<Vec3>(const Vec3&)>;

struct StreamLineOptions {
  float step = 0.01f;  // metres
  size_t max_steps = 1000;
};

std::vector<Polyline> TraceStreamLines(const VectorField& field,
                                       std::span<const Vec3> seeds,
                                       const StreamLineOptions& options = {});

// Makes a physics component of stream lines, with its buffer and view. Scalars,
// where the lines have some, become the attribute `attribute`. Errors: also
// those of the document.
absl::StatusOr<PhysicsID> AddStreamFlow(Document& document,
                                        std::span<const Polyline> lines,
                                        const std::string& name = "",
                                        const std::string& attribute = "value");

// The pixels of a row of AddColorTexture. Pixel i has the colour of the map at
// i / kColorTextureWidth.
inline constexpr uint32_t kColorTextureWidth = 256;

// Makes a texture of the colours of a map, from the least at u = 0 to the
// greatest at u = 1, with its image and sampler. `marked` is an sRGB colour for
// a second row, at v = 0.75, say for points that are selected; the map is then
// at v = 0.25. Errors: those of EncodePng and of the document.
absl::StatusOr<TextureID> AddColorTexture(
    Document& document, ColorMap map, const std::string& name = "",
    const std::optional<std::array<uint8_t, 4>>& marked = std::nullopt);

struct ColorTextureOptions {
  ColorMap map = ColorMap::kViridis;
  // The sRGB colours of categories, instead of the map: category i of n has the
  // colour at u = (i + 0.5) / n. At most kColorTextureWidth.
  std::vector<std::array<uint8_t, 4>> categories{};
  // sRGB colours at v = kMarkedRow, say for selected points, and at v =
  // kMissingRow. The map or the categories are at v = kMapRow.
  std::optional<std::array<uint8_t, 4>> marked{};
  std::optional<std::array<uint8_t, 4>> missing{};
};
inline constexpr float kMapRow = 0.25f;
inline constexpr float kMissingRow = 0.5625f;
inline constexpr float kMarkedRow = 0.75f;

// The same with these colours. Errors: also InvalidArgument for more categories
// than pixels.
absl::StatusOr<TextureID> AddColorTexture(Document& document,
                                          const ColorTextureOptions& options,
                                          const std::string& name = "");

struct LegendOptions {
  std::string title{};
  std::array<double, 2> range = {0, 1};
  // Whether equal lengths of the bar are equal factors. The range is then above
  // zero.
  bool is_logarithmic = false;
  // Whether the values are dates, in seconds since 1970.
  bool has_dates = false;
  ColorMap map = ColorMap::kViridis;
  // The labels beside the bar; at least two, and fewer where the range has
  // fewer different numbers.
  size_t labels = 5;
  // The names of categories, from above to below; instead of the bar. Category
  // i has CategoryColor(i).
  std::vector<std::string> categories{};
  // The text beside a field with the colour `missing`; empty: no such field.
  std::string missing{};
  std::array<uint8_t, 4> missing_color = MissingColor(map);
  float height = 1.0f;  // metres
  // A texture of AddColorTexture with this map, which the legend shares;
  // without it, AddLegend makes one.
  std::optional<TextureID> texture{};
};

// Makes a bar or fields with the colours, and texts beside it, below one
// entity. The labels differ from each other. The legend lies in the x-y plane,
// from the origin to the right and up; its front is +Z. The bar has a texture,
// since some clients show no colours of vertices; where the library was built
// without libpng, the bar has those. Errors: those of the document.
absl::StatusOr<EntityID> AddLegend(Document& document,
                                   const LegendOptions& options = {},
                                   Entity entity = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_DATA_MESHES_H_
