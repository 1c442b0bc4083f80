// Points as instanced spheres, and the table that they come from.
//
// The table holds every column of the data. Whoever changes it - the program,
// or a client that has subscribed - changes the plot in the same transaction.
// Rows that are selected are drawn larger and in orange; rows without a
// position are not drawn. Clients move, turn and scale the plot by the methods
// of movable entities, and take plot and table away by its method `delete`.
//
// Thread-safety: every function may be called from any thread. Ownership: the
// server, which must outlive the plot, shares it until plot or table is
// deleted.
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
  // Of the entity and of the table.
  std::string name = "points";
  // Columns of the table; without a scalar all points have one colour.
  noodles::PointColumns columns{};
  noodles::ColorMap map = noodles::ColorMap::kViridis;
  // Of a point of size 1, in metres.
  float radius = 0.02f;
  // Metres: each coordinate is scaled so that the first data fill a cube of
  // this size, which stands on the middle of its floor. 0: coordinates are
  // metres.
  float cube = 0.0f;
  // What clients read in the second column of an instance. As texture
  // transform, the specification, it picks a colour of the map's image.
  noodles::InstanceColumn column = noodles::InstanceColumn::kTextureTransform;
  // Of the entity.
  noodles::Mat4 transform = noodles::kIdentity;
};

class PointPlot : public std::enable_shared_from_this<PointPlot> {
 public:
  // Columns of numbers become REAL, others TEXT. Errors: those of the columns
  // named, and of the document; nothing is created then.
  static absl::StatusOr<std::shared_ptr<PointPlot>> Create(
      noodles::Server& server, const noodles::CsvTable& data,
      const PointPlotOptions& options = {});

  PointPlot(const PointPlot&) = delete;
  PointPlot& operator=(const PointPlot&) = delete;

  noodles::EntityID entity() const { return points_->id(); }
  noodles::DataTable& table() const { return *table_; }

  // Takes plot and table away.
  absl::Status Delete();

 private:
  // Where position, colour and size stand in the table.
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
  // The values that have the first and the last colour, and those at the ends
  // of the cube: of the first data, so that colours and places keep their
  // meaning.
  std::array<double, 2> range_ = {0, 1};
  std::array<std::array<double, 2>, 3> extents_ = {};
  std::shared_ptr<noodles::DataTable> table_;
  std::unique_ptr<noodles::InstancedEntity> points_;
};

}  // namespace examples

#endif  // EXAMPLES_POINT_PLOT_SERVER_POINT_PLOT_H_
