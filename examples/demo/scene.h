// The scene of the demo: a bowl of linguine, imported from a file, on a
// turntable with three parts that can be moved; a plot of points with its
// table; lights, a floor and texts.
//
// Clients may turn the table at another speed (`spin`, a method of the
// document), put the parts elsewhere (`noo::set_position` and the like, which
// clients with a mouse or a hand use for dragging), and edit the points.
//
// Thread-safety: Advance may run beside the server and its methods. Ownership:
// the server, which must outlive the scene, owns the components.
#ifndef EXAMPLES_DEMO_SCENE_H_
#define EXAMPLES_DEMO_SCENE_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>

namespace demo {

class Scene {
 public:
  // `model` is a mesh file; without Assimp, or where it cannot be read, a line
  // in the log says so and the scene goes without it.
  Scene(noodles::Server& server, const std::filesystem::path& model);

  // Turns the table as far as it goes in this time.
  void Advance(std::chrono::duration<float> time);

 private:
  void AddLights();
  void AddFloor();
  void AddTitle();
  void AddTurntable();
  void AddPart(const std::string& name, const noodles::Mesh& mesh,
               const noodles::RGBA& color, float angle);
  void AddModel(const std::filesystem::path& model);
  void AddPlot();
  void AddSpin();

  noodles::Server& server_;
  noodles::Document& document_;
  noodles::EntityID turntable_;
  float angle_ = 0.0f;  // radians
  // Set by the method, on the server's thread.
  std::atomic<float> turns_per_minute_ = 6.0f;
};

}  // namespace demo

#endif  // EXAMPLES_DEMO_SCENE_H_
