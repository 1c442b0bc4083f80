// Prints the scene of a server, as read by the C++ client, as JSON for the
// Python tests: each node with its decoded meshes and its instances.
//
//   scene_probe URL
#include <noodles/client.h>
#include <noodles/geometry/read_scene.h>

#include <iostream>

#include "geometry/scene_json.h"

namespace {

absl::Status Print(const char* url) {
  noodles::Client client;
  absl::Status status = client.Connect(url);
  if (status.ok()) status = client.WaitUntilReady();
  if (!status.ok()) return status;
  const absl::StatusOr<noodles::SceneData> scene = noodles::ReadScene(client);
  if (!scene.ok()) return scene.status();
  std::cout << noodles::SceneJson(*scene) << "\n";
  return absl::OkStatus();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const absl::Status status = Print(arguments[1]);
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
