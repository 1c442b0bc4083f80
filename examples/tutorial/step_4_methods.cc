// Step 4 of the tutorial: clients heat the plate, and set its parameters.
//
//   step_4_methods [PORT]
#include <noodles/server.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <stop_token>
#include <thread>

#include "tutorial/scene.h"
#include "tutorial/simulation.h"

namespace {

using tutorial::Scene;
using tutorial::Simulation;

constexpr auto kInterval = std::chrono::milliseconds(50);

absl::Status AddMethods(noodles::Server& server, Simulation& simulation) {
  const absl::StatusOr<noodles::SignalID> heated =
      server.AddSignal<float, float>("heated", "The plate was heated here",
                                     {"x", "z"});
  if (!heated.ok()) return heated.status();
  const auto heat = [&server, &simulation, signal = *heated](
                        float x, float z, float celsius) -> absl::Status {
    if (!std::isfinite(celsius) || std::abs(celsius) > 1000) {
      return absl::InvalidArgumentError(
          "celsius must lie between -1000 and 1000");
    }
    simulation.Heat(x, z, celsius);
    return server.Emit(signal, {x, z});
  };
  return server
      .AddMethod("heat", "Heats a disc of the plate", heat,
                 {{"x", "From -1, left, to 1"},
                  {"z", "From -1, far, to 1"},
                  {"celsius", "Degrees; below 0 cools"}})
      .status();
}

// Variables of the entity that clients read and set: the page shows a choice.
absl::Status AddVariables(noodles::Server& server, const Scene& scene,
                          Simulation& simulation,
                          std::atomic<noodles::ColorMap>& map) {
  const noodles::EntityVariables::Variable colours = {
      .key = "colours",
      .value = "plasma",
      .options = {"plasma", "viridis", "coolwarm"},
      .on_set = [&map](noodles::CallContext&, const noodles::Any& value) {
        noodles::ColorMap chosen = map;
        if (noodles::FromString(value.AsText().value_or(""), chosen)) {
          map = chosen;
        }
        return absl::OkStatus();
      }};
  const noodles::EntityVariables::Variable conductivity = {
      .key = "conductivity",
      .value = 0.05,
      .options = {0.05, 0.1, 0.2},
      .on_set = [&simulation](noodles::CallContext&,
                              const noodles::Any& value) {
        simulation.set_conductivity(
            static_cast<float>(value.AsDouble().value_or(0)));
        return absl::OkStatus();
      }};
  return server.Implement(scene.plate->id(),
                          std::make_shared<noodles::EntityVariables>(
                              std::vector{colours, conductivity}));
}

void Simulate(const std::stop_token& stop, noodles::Document& document,
              const Scene& scene, Simulation& simulation,
              const std::atomic<noodles::ColorMap>& map) {
  auto next = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    const Simulation::State state = simulation.Step();
    const absl::Status shown =
        tutorial::Show(document, scene, state.plate,
                       tutorial::Describe(state.seconds, state.plate), map);
    if (!shown.ok()) std::cerr << shown << std::endl;
    std::this_thread::sleep_until(next += kInterval);
  }
}

}  // namespace

int main(int count, char** arguments) {
  Simulation simulation;
  std::atomic<noodles::ColorMap> map = noodles::ColorMap::kPlasma;
  noodles::Server server(tutorial::OptionsOf(count, arguments));
  simulation.Heat(0.2f, -0.1f, 80);
  const absl::StatusOr<Scene> scene =
      tutorial::MakeScene(server.document(), simulation.state().plate);
  if (!scene.ok()) return tutorial::Serve(server, scene.status());

  absl::Status prepared = AddMethods(server, simulation);
  prepared.Update(AddVariables(server, *scene, simulation, map));
  const std::jthread thread([&](const std::stop_token& stop) {
    Simulate(stop, server.document(), *scene, simulation, map);
  });
  return tutorial::Serve(server, prepared);
}
