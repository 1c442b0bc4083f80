// The scene of the demo: a bowl of linguine, imported from a file, on a
// turntable with three movable parts; a plot of points with its table; lights,
// a floor and texts.
//
// Clients may change the speed of the turntable (`spin`, a method of the
// document), move the parts (`noo::set_position` and the other methods of
// movable entities, which clients use for dragging), and edit the points.
//
// Thread-safety: Advance may be called while the server runs its methods.
// Ownership: the server, which must outlive the Scene, owns the components.
#ifndef EXAMPLES_DEMO_SCENE_H_
#define EXAMPLES_DEMO_SCENE_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace demo {

class Scene {
 public:
  // `model` is a mesh file. If the toolkit was built without Assimp, or the
  // file cannot be read, a warning is logged and the scene has no model.
  Scene(noodles::Server& server, const std::filesystem::path& model);

  // Turns the turntable by the angle for this time.
  void Advance(std::chrono::duration<float> time);

 private:
  void AddColors();
  void AddLights();
  void AddFloor();
  void AddTitle();
  void AddTable();
  void AddPart(const std::string& name, const noodles::Mesh& mesh,
               const noodles::RGBA& color, float angle);
  void AddModel(const std::filesystem::path& model);
  void AddPlot();
  void AddSpin();

  noodles::Server& server_;
  noodles::Document& document_;
  noodles::EntityID turntable_;
  // Of the plot and its legend; nothing without libpng.
  std::optional<noodles::TextureID> plot_colors_;
  float angle_ = 0.0f;  // radians
  // The method `spin` writes it on a thread of the server.
  std::atomic<float> turns_per_minute_ = 6.0f;
};

}  // namespace demo

#endif  // EXAMPLES_DEMO_SCENE_H_
