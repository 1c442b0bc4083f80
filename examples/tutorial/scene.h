// The parts that steps 3 to 7 of the tutorial share: the plate as a mesh (step
// 2), a text above the plate, and the end of main.
//
// Thread-safety: every function may be called from any thread.
#ifndef EXAMPLES_TUTORIAL_SCENE_H_
#define EXAMPLES_TUTORIAL_SCENE_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <memory>
#include <optional>
#include <string>

#include "tutorial/plate.h"

namespace tutorial {

struct Scene {
  std::unique_ptr<noodles::LiveMesh> plate;
  noodles::EntityID label;
};

// Makes the entities that show `plate`.
absl::StatusOr<Scene> MakeScene(
    noodles::Document& document, const Plate& plate,
    noodles::ColorMap map = noodles::ColorMap::kPlasma);

// Shows `plate` and the text: one frame for each client.
absl::Status Show(noodles::Document& document, const Scene& scene,
                  const Plate& plate, const std::string& text,
                  noodles::ColorMap map = noodles::ColorMap::kPlasma);

// "12.3 s, hottest 98 degrees"
std::string Describe(double seconds, const Plate& plate);

// Serves until Ctrl-C, unless `prepared` is an error. The exit code of main.
int Serve(noodles::Server& server, absl::Status prepared);

// The options of the steps: the page, and the port of the command line.
noodles::ServerOptions OptionsOf(int count, char** arguments);

}  // namespace tutorial

#endif  // EXAMPLES_TUTORIAL_SCENE_H_
