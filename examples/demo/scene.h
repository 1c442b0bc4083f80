// The scene of the demo, around the origin:
//
//   in the middle  the turntable with a bowl of linguine (turntable.h), and the
//                  simulation of its cooling with steam, a table and a plot
//                  (cooling.h)
//   to the left    a vase with all textures of a material (vase.h)
//   to the right   a plot of points with its table (point_plot.h) and a legend
//
// and a stage, lights and a title. Clients play the time, spin and reheat, move
// the parts, switch the lamp, edit the points, and ask to be shown a sight.
//
// Thread-safety: one thread. Ownership: the server, which must outlive the
// Scene, owns the components. The Scene must outlive the service.
#ifndef EXAMPLES_DEMO_SCENE_H_
#define EXAMPLES_DEMO_SCENE_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "cooling.h"
#include "turntable.h"

namespace demo {

class Scene {
 public:
  // `model` is the mesh file in the middle of the table.
  static absl::StatusOr<std::unique_ptr<Scene>> Create(
      noodles::Server& server, const std::filesystem::path& model);

 private:
  explicit Scene(noodles::Server& server)
      : server_(server), document_(server.document()) {}

  absl::Status AddAll(const std::filesystem::path& model);
  absl::Status AddStage();
  absl::Status AddPoints(const std::optional<noodles::TextureID>& colors);
  // Lets clients ask for the signal that leads them to a sight.
  absl::Status AddSights();

  noodles::Server& server_;
  noodles::Document& document_;
  std::unique_ptr<Turntable> turntable_;
  std::unique_ptr<Cooling> cooling_;
  // The entities to which look_at leads a client, by the names that it takes.
  std::map<std::string, noodles::EntityID> sights_;
};

}  // namespace demo

#endif  // EXAMPLES_DEMO_SCENE_H_
