// Step 2 of the tutorial: shows the temperature of a plate as a height field.
//
//   step_2_mesh [PORT]
#include <noodles/geometry.h>
#include <noodles/server.h>
#include <noodles/viewer.h>

#include <cstdlib>
#include <iostream>

#include "tutorial/plate.h"

namespace {

using tutorial::Plate;

// A surface of 2 m x 2 m. A height of 1 m is 100 degrees above the room.
absl::StatusOr<noodles::Mesh> MeshOf(const Plate& plate) {
  std::vector<float> heights = plate.celsius();
  for (float& height : heights) height -= tutorial::kRoomCelsius;
  noodles::HeightFieldOptions options;
  options.size = {2, 2};
  options.scale = 0.01f;
  options.colors.map = noodles::ColorMap::kPlasma;
  options.colors.range = {{0, 100}};
  return noodles::HeightField(heights, {Plate::kSide, Plate::kSide}, options);
}

absl::StatusOr<noodles::EntityID> AddPlate(noodles::Document& document,
                                           const Plate& plate) {
  const absl::StatusOr<noodles::Mesh> mesh = MeshOf(plate);
  if (!mesh.ok()) return mesh.status();
  noodles::GeometryOptions options{.name = "plate"};
  options.material.double_sided = true;
  const absl::StatusOr<noodles::GeometryID> geometry =
      noodles::AddGeometry(document, *mesh, options);
  if (!geometry.ok()) return geometry.status();
  noodles::Entity entity;
  entity.name = "plate";
  entity.representation = noodles::RenderRepresentation{.mesh = *geometry};
  return document.Create(entity);
}

}  // namespace

int main(int count, char** arguments) {
  noodles::ServerOptions options;
  if (count > 1) options.port = static_cast<uint16_t>(std::atoi(arguments[1]));
  options.http_routes = {noodles::ViewerRoute()};
  noodles::Server server(options);

  Plate plate;
  plate.Heat(0.2f, -0.1f, 80);
  const absl::StatusOr<noodles::EntityID> entity =
      AddPlate(server.document(), plate);

  absl::Status status = entity.status();
  if (status.ok()) {
    status = server.Run([&server] {
      std::cout << "open http://localhost:" << server.port() << "/"
                << std::endl;
    });
  }
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
