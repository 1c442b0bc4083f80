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
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "common/csv_flags.h"
#include "common/server_flags.h"
#include "point_plot_server/lorenz.h"
#include "point_plot_server/point_plot.h"

namespace {

struct Flags {
  std::filesystem::path file{};
  noodles::CsvOptions csv{};
  examples::PointPlotOptions plot{};
  std::vector<double> range{};
};

void AddPlaceFlags(CLI::App& app, Flags& flags) {
  noodles::PointColumns& columns = flags.plot.columns;
  for (size_t axis = 0; axis < 3; ++axis) {
    app.add_option(std::string("--") + "xyz"[axis], columns.positions[axis],
                   "The column of this coordinate; without names in the file, "
                   "the first three columns are x, y and z")
        ->capture_default_str();
  }
  examples::PlotPlaceOptions& places = flags.plot.places;
  CLI::Option* const cube =
      app.add_option("--cube", places.cube,
                     "Scales each coordinate so that the points fill a cube of "
                     "so many metres; without, they are metres")
          ->check(CLI::PositiveNumber);
  app.add_flag("--equal", places.is_equal,
               "In the cube, one scale for all coordinates")
      ->needs(cube);
  app.add_flag("--z-up", places.is_z_up,
               "z points upwards and y to the back, as on maps");
  app.add_flag("!--no-axes", flags.plot.has_axes,
               "Shows no box with names and numbers");
}

void AddColorFlags(CLI::App& app, Flags& flags) {
  examples::PlotColorOptions& colors = flags.plot.colors;
  app.add_option("--color", flags.plot.columns.scalar,
                 "The column that gives the colour: numbers, dates, or texts, "
                 "which are categories");
  std::map<std::string, noodles::ColorMap> maps;
  for (int i = 0; i <= static_cast<int>(noodles::ColorMap::kCoolwarm); ++i) {
    const auto map = static_cast<noodles::ColorMap>(i);
    maps.emplace(noodles::ToString(map), map);
  }
  app.add_option("--color-map", colors.map, "viridis if not given")
      ->transform(CLI::CheckedTransformer(maps).description(""))
      ->type_name("viridis|plasma|inferno|magma|cividis|coolwarm");
  app.add_option("--range", flags.range,
                 "The numbers at the ends of the colour map, instead of the "
                 "least and the greatest of the column")
      ->expected(2)
      ->type_name("MIN MAX");
  app.add_flag("--log", colors.is_logarithmic,
               "Colours by the logarithm; numbers that have none are missing");
  app.add_flag("--categories", colors.has_categories,
               "Numbers are categories, too");
  app.add_option("--max-categories", colors.max_categories,
                 "The most frequent categories that have a colour of their own")
      ->capture_default_str()
      ->check(CLI::Range(size_t{1}, noodles::kCategoryColors - 1));
  app.add_flag_callback(
      "--instance-colors",
      [&colors] { colors.column = noodles::InstanceColumn::kColor; },
      "Send colours where the specification has texture transforms since 2024: "
      "for Explorer, Orzo and colabrodo");
  app.add_flag("!--no-legend", flags.plot.has_legend, "Show no legend");
}

void AddFlags(CLI::App& app, Flags& flags) {
  flags.plot.has_axes = true;
  flags.plot.has_legend = true;
  app.add_option("file", flags.file,
                 "A text table (CSV); separator, encoding and line of names "
                 "are recognised")
      ->check(CLI::ExistingFile);
  AddPlaceFlags(app, flags);
  AddColorFlags(app, flags);
  app.add_option("--size", flags.plot.columns.size,
                 "The column that scales the points");
  app.add_option("--radius", flags.plot.radius,
                 "Of a point of size 1, in metres; without, a part of the "
                 "extent of all")
      ->check(CLI::PositiveNumber);
  examples::AddCsvFlags(app, flags.csv);
}

void Warn(const std::string& text) {
  std::cerr << "point_plot_server: warning: " << text << "\n";
}

absl::StatusOr<noodles::CsvTable> ReadPoints(
    const Flags& flags, examples::PointPlotOptions& options) {
  absl::StatusOr<noodles::CsvTable> points =
      noodles::ReadCsvFile(flags.file, flags.csv);
  if (!points.ok()) return points;
  for (const std::string& warning : points->warnings) Warn(warning);
  options.name = flags.file.stem().string();
  // Columns without names: the first three.
  const noodles::PointColumns unchanged;
  const bool has_no_names = !points->has_header && flags.csv.names.empty() &&
                            options.columns.positions == unchanged.positions;
  for (size_t i = 0; has_no_names && i < 3 && i < points->columns.size(); ++i) {
    options.columns.positions[i] = points->columns[i].name;
  }
  return points;
}

absl::Status AddScene(noodles::Server& server, const Flags& flags) {
  examples::PointPlotOptions options = flags.plot;
  if (!flags.range.empty()) {
    options.colors.range = {flags.range[0], flags.range[1]};
  }
  absl::StatusOr<noodles::CsvTable> points;
  if (flags.file.empty()) {
    points = examples::LorenzPoints();
    if (options.columns.scalar.empty()) options.columns.scalar = "speed";
  } else {
    points = ReadPoints(flags, options);
  }
  if (!points.ok()) return points.status();
  const auto plot = examples::PointPlot::Create(server, *points, options);
  if (!plot.ok()) {
    return flags.file.empty()
               ? plot.status()
               : absl::Status(plot.status().code(),
                              flags.file.string() + ": " +
                                  std::string(plot.status().message()));
  }
  for (const std::string& warning : (*plot)->warnings()) {
    Warn(flags.file.string() + ": " + warning);
  }
  return absl::OkStatus();
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
