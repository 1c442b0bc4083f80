// Step 3 of the tutorial: a thread of the program computes, and the scene
// follows.
//
//   step_3_simulation [PORT]
#include <noodles/server.h>

#include <chrono>
#include <iostream>
#include <stop_token>
#include <thread>

#include "tutorial/plate.h"
#include "tutorial/scene.h"

namespace {

using tutorial::Plate;
using tutorial::Scene;

constexpr auto kInterval = std::chrono::milliseconds(50);

// Computes and shows a step each 50 ms, until a stop is requested.
void Simulate(const std::stop_token& stop, noodles::Document& document,
              const Scene& scene, Plate plate) {
  auto next = std::chrono::steady_clock::now();
  for (int step = 1; !stop.stop_requested(); ++step) {
    plate.Step();
    const double seconds = step * 0.05;
    const absl::Status shown = tutorial::Show(
        document, scene, plate, tutorial::Describe(seconds, plate));
    if (!shown.ok()) std::cerr << shown << std::endl;
    std::this_thread::sleep_until(next += kInterval);
  }
}

}  // namespace

int main(int count, char** arguments) {
  noodles::Server server(tutorial::OptionsOf(count, arguments));
  Plate plate;
  plate.Heat(0.2f, -0.1f, 80);
  const absl::StatusOr<Scene> scene =
      tutorial::MakeScene(server.document(), plate);
  if (!scene.ok()) return tutorial::Serve(server, scene.status());

  // Declared behind the server: it ends before the server ends.
  const std::jthread simulation([&](const std::stop_token& stop) {
    Simulate(stop, server.document(), *scene, plate);
  });
  return tutorial::Serve(server, absl::OkStatus());
}
