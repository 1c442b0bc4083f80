// The scene of the demo: three cubes on a turntable, a light and a title.
//
// Clients may turn the table at another speed (`spin`, a method of the
// document) and put the cubes elsewhere (`noo::set_position`, a method of each
// cube, which clients with a mouse or a hand use for dragging).
//
// Thread-safety: Advance may run beside the server and its methods. Ownership:
// the server, which must outlive the scene, owns the components.
#ifndef EXAMPLES_DEMO_SCENE_H_
#define EXAMPLES_DEMO_SCENE_H_

#include <noodles/server.h>

#include <atomic>
#include <chrono>

namespace demo {

class Scene {
 public:
  explicit Scene(noodles::Server& server);

  // Turns the table as far as it goes in this time.
  void Advance(std::chrono::duration<float> time);

 private:
  void AddLight();
  void AddTitle();
  void AddTurntable();
  void AddSpin();
  noodles::MethodID DefineSetPosition();

  noodles::Server& server_;
  noodles::Document& document_;
  noodles::EntityID turntable_;
  float angle_ = 0.0f;  // radians
  // Set by the method, on the server's thread.
  std::atomic<float> turns_per_minute_ = 6.0f;
};

}  // namespace demo

#endif  // EXAMPLES_DEMO_SCENE_H_
