// A plot of points as instanced spheres, and the table with their data.
//
// The table holds all columns of the data. A change of the table, by the
// program or by a subscribed client, changes the plot in the same transaction.
// Selected rows are drawn larger and in orange; rows without a position are not
// drawn. Clients can move, rotate and scale the plot, with its axes and its
// legend, with the methods of movable entities, and remove plot and table with
// its method `delete`.
//
// Thread-safety: every function may be called from any thread. Ownership: the
// server, which must outlive the PointPlot, shares it until the plot or the
// table is deleted.
#ifndef EXAMPLES_POINT_PLOT_SERVER_POINT_PLOT_H_
#define EXAMPLES_POINT_PLOT_SERVER_POINT_PLOT_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "point_plot_server/plot_colors.h"
#include "point_plot_server/plot_places.h"

namespace examples {

struct PointPlotOptions {
  // Name of the entity and of the table.
  std::string name = "points";
  // Names of the columns with position, colour and size. Without a scalar, all
  // points have the same colour.
  noodles::PointColumns columns{};
  PlotPlaceOptions places{};
  PlotColorOptions colors{};
  // Radius, in metres, of a point of size 1. Without it, the radius follows
  // from the extent of the points and their number.
  std::optional<float> radius{};
  bool has_axes = false;
  // A legend is shown if there is a column with the colour.
  bool has_legend = false;
  // A texture of AddPlotTexture with this map, for numbers; without it, the
  // plot makes one if `colors` needs it, before its geometries: Orzo shows no
  // images that are made later.
  std::optional<noodles::TextureID> texture{};
  // Transform of the entity.
  noodles::Mat4 transform = noodles::kIdentity;
};

// The texture of plots with this map and of their legends.
absl::StatusOr<noodles::TextureID> AddPlotTexture(noodles::Document& document,
                                                  noodles::ColorMap map);

class PointPlot : public std::enable_shared_from_this<PointPlot> {
 public:
  // Errors: those of the named columns and of the document; then nothing has
  // been created.
  static absl::StatusOr<std::shared_ptr<PointPlot>> Create(
      noodles::Server& server, const noodles::CsvTable& data,
      const PointPlotOptions& options = {});

  PointPlot(const PointPlot&) = delete;
  PointPlot& operator=(const PointPlot&) = delete;

  noodles::EntityID entity() const { return points_->id(); }
  noodles::DataTable& table() const { return *table_; }
  // Warnings about values that the plot does not show, with the reason.
  const std::vector<std::string>& warnings() const { return warnings_; }

  // Deletes the plot and the table.
  absl::Status Delete();

 private:
  PointPlot(noodles::Server& server, const PointPlotOptions& options,
            PlotPlaces places, PlotColors colors);

  absl::Status AddAll(const noodles::CsvTable& data);
  absl::Status AddTable(const noodles::CsvTable& data);
  absl::Status AddTexture();
  absl::Status AddPoints();
  absl::Status AddSurroundings();
  absl::Status AddMethods();
  absl::StatusOr<noodles::GeometryID> AddSphere();
  absl::StatusOr<std::vector<noodles::Instance>> InstancesOf(
      const noodles::TableData& data) const;
  void WarnOfLeftOut(size_t drawn);
  bool has_legend() const {
    return options_.has_legend && colors_.has_legend();
  }

  noodles::Server& server_;
  const PointPlotOptions options_;
  const PlotPlaces places_;
  const PlotColors colors_;
  noodles::CsvCellReader reader_;
  // The column of the size.
  std::optional<size_t> size_;
  float radius_ = 0;
  std::optional<noodles::TextureID> texture_;
  std::shared_ptr<noodles::DataTable> table_;
  std::unique_ptr<noodles::InstancedEntity> points_;
  std::vector<std::string> warnings_;
};

}  // namespace examples

#endif  // EXAMPLES_POINT_PLOT_SERVER_POINT_PLOT_H_
