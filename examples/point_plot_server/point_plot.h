// A plot of points as instanced spheres, and the table with their data.
//
// The table holds all columns of the data. A change of the table, by the
// program or by a subscribed client, changes the plot in the same transaction.
// Selected rows are drawn larger and in orange; rows without a position are not
// drawn. Clients can move, rotate and scale the plot with the methods of
// movable entities, and remove plot and table with its method `delete`.
//
// Thread-safety: every function may be called from any thread. Ownership: the
// server, which must outlive the PointPlot, shares it until the plot or the
// table is deleted.
#ifndef EXAMPLES_POINT_PLOT_SERVER_POINT_PLOT_H_
#define EXAMPLES_POINT_PLOT_SERVER_POINT_PLOT_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace examples {

struct PointPlotOptions {
  // Name of the entity and of the table.
  std::string name = "points";
  // Names of the columns with position, colour and size. Without a scalar, all
  // points have the same colour.
  noodles::PointColumns columns{};
  noodles::ColorMap map = noodles::ColorMap::kViridis;
  // Radius, in metres, of a point of size 1.
  float radius = 0.02f;
  // Edge length, in metres, of the cube into which the first data are scaled;
  // the origin is the middle of its floor. 0: the coordinates are metres.
  float cube = 0.0f;
  // The meaning of the second column of an instance. kTextureTransform, as in
  // the specification, selects a colour in the image of the map.
  noodles::InstanceColumn column = noodles::InstanceColumn::kTextureTransform;
  // A texture of AddPlotTexture with this map; without it, the plot makes one
  // if `column` needs it. Orzo shows images that are made before all
  // geometries.
  std::optional<noodles::TextureID> texture{};
  // Transform of the entity.
  noodles::Mat4 transform = noodles::kIdentity;
};

// The texture of plots with this map and of their legends.
absl::StatusOr<noodles::TextureID> AddPlotTexture(noodles::Document& document,
                                                  noodles::ColorMap map);

class PointPlot : public std::enable_shared_from_this<PointPlot> {
 public:
  // Columns of numbers become REAL, others TEXT. Errors: those of the named
  // columns and of the document; then nothing has been created.
  static absl::StatusOr<std::shared_ptr<PointPlot>> Create(
      noodles::Server& server, const noodles::CsvTable& data,
      const PointPlotOptions& options = {});

  PointPlot(const PointPlot&) = delete;
  PointPlot& operator=(const PointPlot&) = delete;

  noodles::EntityID entity() const { return points_->id(); }
  noodles::DataTable& table() const { return *table_; }

  // Where a legend stands beside the first data, and its height, which is that
  // of the points; in the coordinates of the plot.
  noodles::Vec3 LegendPlace() const;
  float LegendHeight() const;

  // Deletes the plot and the table.
  absl::Status Delete();

 private:
  // The indices of the columns of the table with position, colour and size.
  struct Places {
    std::array<size_t, 3> position{};
    std::optional<size_t> scalar{};
    std::optional<size_t> size{};
  };

  PointPlot(noodles::Server& server, const PointPlotOptions& options)
      : server_(server), options_(options) {}

  absl::Status AddAll(const noodles::CsvTable& data);
  absl::Status AddTable(const noodles::CsvTable& data);
  absl::Status AddPoints();
  absl::Status AddMethods();
  absl::StatusOr<noodles::GeometryID> AddSphere();
  absl::StatusOr<std::vector<noodles::Instance>> InstancesOf(
      const noodles::TableData& data) const;
  float PositionOf(size_t axis, double value) const;
  noodles::Vec4 ColumnOf(double scalar, bool is_selected) const;

  noodles::Server& server_;
  const PointPlotOptions options_;
  Places places_;
  // The ranges of the scalar and of the positions in the first data. They stay
  // the same, so that colours and positions keep their meaning.
  std::array<double, 2> range_ = {0, 1};
  std::array<std::array<double, 2>, 3> extents_ = {};
  std::shared_ptr<noodles::DataTable> table_;
  std::unique_ptr<noodles::InstancedEntity> points_;
};

}  // namespace examples

#endif  // EXAMPLES_POINT_PLOT_SERVER_POINT_PLOT_H_
