// Step 5 of the tutorial: a table of the temperatures, and a plot of the table,
// in step with the scene.
//
//   step_5_table_and_plot [PORT]
#include <noodles/server.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <stop_token>
#include <thread>

#include "tutorial/scene.h"
#include "tutorial/simulation.h"

namespace {

using noodles::DataTable;
using noodles::TableColumnType;
using tutorial::Scene;
using tutorial::Simulation;

constexpr auto kInterval = std::chrono::milliseconds(50);
constexpr int kStepsPerRow = 20;  // a row each second

// The form of the plot: the columns of the table, by their names.
constexpr char kPlot[] =
    R"({"name": "Temperature", "columns": [)"
    R"({"name": "second", "prefers": "x", "color": "", "range": [0, 60]},)"
    R"({"name": "mean", "prefers": "y", "color": "#0072b2",)"
    R"( "range": [0, 100]},)"
    R"({"name": "hottest", "prefers": "y", "color": "#d55e00",)"
    R"( "range": [0, 100]}]})";

absl::StatusOr<std::shared_ptr<DataTable>> AddTable(noodles::Server& server) {
  absl::StatusOr<std::shared_ptr<DataTable>> table =
      DataTable::Create(server, {.name = "temperatures"},
                        {{"second", TableColumnType::kReal},
                         {"mean", TableColumnType::kReal},
                         {"hottest", TableColumnType::kReal}});
  if (!table.ok()) return table.status();
  const absl::Status plotted =
      server.document()
          .Create(noodles::Plot{.name = "temperature",
                                .table = (*table)->id(),
                                .plot = noodles::SimplePlot(kPlot)})
          .status();
  if (!plotted.ok()) return plotted;
  return table;
}

absl::Status AddHeat(noodles::Server& server, Simulation& simulation) {
  const auto heat = [&simulation](float x, float z, float celsius) {
    simulation.Heat(x, z, celsius);
  };
  return server
      .AddMethod("heat", "Heats a disc of the plate", heat,
                 {"x", "z", "celsius"})
      .status();
}

// The scene and the row of one step: clients get both together or neither.
absl::Status ShowStep(noodles::Document& document, const Scene& scene,
                      const Simulation::State& state, DataTable* table) {
  return document.Transact([&]() -> absl::Status {
    absl::Status status =
        tutorial::Show(document, scene, state.plate,
                       tutorial::Describe(state.seconds, state.plate));
    if (status.ok() && table != nullptr) {
      status = table
                   ->Insert({{state.seconds, state.plate.Mean(),
                              state.plate.Hottest()}})
                   .status();
    }
    return status;
  });
}

void Simulate(const std::stop_token& stop, noodles::Document& document,
              const Scene& scene, Simulation& simulation, DataTable& table) {
  auto next = std::chrono::steady_clock::now();
  for (int step = 0; !stop.stop_requested(); ++step) {
    const bool has_row = step % kStepsPerRow == 0;
    const absl::Status shown = ShowStep(document, scene, simulation.Step(),
                                        has_row ? &table : nullptr);
    if (!shown.ok()) std::cerr << shown << std::endl;
    std::this_thread::sleep_until(next += kInterval);
  }
}

}  // namespace

int main(int count, char** arguments) {
  Simulation simulation;
  noodles::Server server(tutorial::OptionsOf(count, arguments));
  simulation.Heat(0.2f, -0.1f, 80);
  const absl::StatusOr<Scene> scene =
      tutorial::MakeScene(server.document(), simulation.state().plate);
  const absl::StatusOr<std::shared_ptr<DataTable>> table = AddTable(server);
  absl::Status prepared = scene.status();
  prepared.Update(table.status());
  prepared.Update(AddHeat(server, simulation));
  if (!prepared.ok()) return tutorial::Serve(server, prepared);

  const std::jthread thread([&](const std::stop_token& stop) {
    Simulate(stop, server.document(), *scene, simulation, **table);
  });
  return tutorial::Serve(server, prepared);
}
