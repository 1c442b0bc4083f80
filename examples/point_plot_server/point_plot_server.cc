// Serves a file of points as a plot of spheres, and as a table that clients may
// edit; the plot follows.
//
//   point_plot_server [--x NAME] [--color NAME] ... [FILE.csv]
//   (--help lists all options)
//
// Without a file it shows the Lorenz attractor.
#include <noodles/geometry.h>
#include <noodles/server.h>

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include "common/server_flags.h"
#include "point_plot_server/lorenz.h"
#include "point_plot_server/point_plot.h"

namespace {

struct Flags {
  std::filesystem::path file{};
  examples::PointPlotOptions plot{};
  bool has_legend = true;
};

absl::StatusOr<noodles::CsvTable> ReadPoints(
    const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (stream.bad() || !stream.is_open()) {
    return absl::NotFoundError(file.string() + ": cannot be read");
  }
  absl::StatusOr<noodles::CsvTable> table = noodles::ReadCsv(text);
  if (table.ok()) return table;
  return absl::Status(
      table.status().code(),
      file.string() + ": " + std::string(table.status().message()));
}

void AddFlags(CLI::App& app, Flags& flags) {
  app.add_option("file", flags.file, "A CSV file with a line of names")
      ->check(CLI::ExistingFile);
  noodles::PointColumns& columns = flags.plot.columns;
  for (size_t axis = 0; axis < 3; ++axis) {
    app.add_option(std::string("--") + "xyz"[axis], columns.positions[axis],
                   "The column of this coordinate")
        ->capture_default_str();
  }
  app.add_option("--color", columns.scalar, "The column that gives the colour");
  app.add_option("--size", columns.size, "The column that scales the points");
  app.add_option("--radius", flags.plot.radius, "Of a point of size 1, metres")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--cube", flags.plot.cube,
                 "Scales the coordinates so that the points fill a cube of so "
                 "many metres; without, they are metres")
      ->check(CLI::PositiveNumber);
  std::map<std::string, noodles::ColorMap> maps;
  for (int i = 0; i <= static_cast<int>(noodles::ColorMap::kCoolwarm); ++i) {
    const auto map = static_cast<noodles::ColorMap>(i);
    maps.emplace(noodles::ToString(map), map);
  }
  app.add_option("--color-map", flags.plot.map, "viridis if not given")
      ->transform(CLI::CheckedTransformer(maps).description(""))
      ->type_name("viridis|plasma|inferno|magma|cividis|coolwarm");
  app.add_flag_callback(
      "--instance-colors",
      [&flags] { flags.plot.column = noodles::InstanceColumn::kColor; },
      "Send colours where the specification has texture transforms since 2024: "
      "for Explorer, Orzo and colabrodo");
  app.add_flag("!--no-legend", flags.has_legend, "Show no legend");
}

// Adds the legend beside the points.
absl::Status AddLegend(noodles::Document& document,
                       const noodles::CsvTable& points,
                       const examples::PointPlotOptions& options,
                       const examples::PointPlot& plot) {
  const absl::StatusOr<std::vector<double>> scalars =
      points.Numbers(options.columns.scalar);
  if (!scalars.ok()) return scalars.status();
  const noodles::Vec3 at = plot.LegendPlace();
  return noodles::AddLegend(
             document,
             {.title = options.columns.scalar,
              .range = noodles::RangeOf(*scalars),
              .map = options.map,
              .height = plot.LegendHeight(),
              .texture = options.texture},
             noodles::Entity{
                 .name = "legend",
                 .transform = noodles::Mat4{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0,
                                            at[0], at[1], at[2], 1}})
      .status();
}

absl::Status AddScene(noodles::Server& server, const Flags& flags) {
  examples::PointPlotOptions options = flags.plot;
  absl::StatusOr<noodles::CsvTable> points;
  if (flags.file.empty()) {
    points = examples::LorenzPoints();
    if (options.columns.scalar.empty()) options.columns.scalar = "speed";
  } else {
    points = ReadPoints(flags.file);
    options.name = flags.file.stem().string();
  }
  if (!points.ok()) return points.status();
  const bool has_legend = flags.has_legend && !options.columns.scalar.empty();
  if (has_legend ||
      options.column == noodles::InstanceColumn::kTextureTransform) {
    const auto texture =
        examples::AddPlotTexture(server.document(), options.map);
    // Without libpng, the legend has colours of vertices.
    if (texture.ok()) {
      options.texture = *texture;
    } else if (!absl::IsUnimplemented(texture.status())) {
      return texture.status();
    }
  }
  const auto plot = examples::PointPlot::Create(server, *points, options);
  if (!plot.ok()) return plot.status();
  return has_legend ? AddLegend(server.document(), *points, options, **plot)
                    : absl::OkStatus();
}

}  // namespace

int main(int count, char** arguments) {
  CLI::App app("Serves points as spheres and as a table until Ctrl-C.");
  Flags flags;
  AddFlags(app, flags);
  examples::ServerFlags server_flags;
  examples::AddServerFlags(app, server_flags);
  if (const auto exit_code =
          examples::ParseFlags(app, count, arguments, server_flags)) {
    return *exit_code;
  }
  noodles::Server server(server_flags.server);
  absl::Status status = examples::StartAnew(server);
  if (status.ok()) status = AddScene(server, flags);
  if (status.ok()) {
    status =
        server.Run([&] { examples::PrintUrls(server_flags, server.port()); });
  }
  if (!status.ok()) std::cerr << "point_plot_server: " << status << "\n";
  return status.ok() ? 0 : 1;
}
