#include "tutorial/scene.h"

#include <noodles/viewer.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <utility>
#include <vector>

namespace tutorial {
namespace {

constexpr float kTextHeight = 0.15f;  // metres

absl::StatusOr<noodles::Mesh> MeshOf(const Plate& plate,
                                     noodles::ColorMap map) {
  std::vector<float> heights = plate.celsius();
  for (float& height : heights) height -= kRoomCelsius;
  noodles::HeightFieldOptions options;
  options.size = {2, 2};
  options.scale = 0.01f;
  options.colors.map = map;
  options.colors.range = {{0, 100}};
  return noodles::HeightField(heights, {Plate::kSide, Plate::kSide}, options);
}

}  // namespace

absl::StatusOr<Scene> MakeScene(noodles::Document& document, const Plate& plate,
                                noodles::ColorMap map) {
  const absl::StatusOr<noodles::Mesh> mesh = MeshOf(plate, map);
  if (!mesh.ok()) return mesh.status();
  noodles::LiveMeshOptions options{.name = "plate"};
  options.material.double_sided = true;
  absl::StatusOr<std::unique_ptr<noodles::LiveMesh>> live =
      noodles::LiveMesh::Create(document, *mesh, options,
                                noodles::Entity{.name = "plate"});
  if (!live.ok()) return live.status();

  noodles::Entity label = noodles::TextPlane(
      Describe(0, plate), {.position = {0, 1.3f, -1}}, kTextHeight);
  label.name = "state";
  const absl::StatusOr<noodles::EntityID> label_id = document.Create(label);
  if (!label_id.ok()) return label_id.status();
  return Scene{*std::move(live), *label_id};
}

absl::Status Show(noodles::Document& document, const Scene& scene,
                  const Plate& plate, const std::string& text,
                  noodles::ColorMap map) {
  const absl::StatusOr<noodles::Mesh> mesh = MeshOf(plate, map);
  if (!mesh.ok()) return mesh.status();
  return document.Transact([&]() -> absl::Status {
    absl::Status replaced = scene.plate->Replace(*mesh);
    if (!replaced.ok()) return replaced;
    noodles::EntityUpdate update;
    update.representation =
        noodles::TextRepresentation{.txt = text, .height = kTextHeight};
    return document.Update(scene.label, update);
  });
}

std::string Describe(double seconds, const Plate& plate) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.1f s, hottest %.0f degrees",
                seconds, plate.Hottest());
  return text.data();
}

int Serve(noodles::Server& server, absl::Status prepared) {
  if (prepared.ok()) {
    prepared = server.Run([&server] {
      std::cout << "open http://localhost:" << server.port() << "/"
                << std::endl;
    });
  }
  if (!prepared.ok()) std::cerr << prepared << "\n";
  return prepared.ok() ? 0 : 1;
}

noodles::ServerOptions OptionsOf(int count, char** arguments) {
  noodles::ServerOptions options;
  if (count > 1) options.port = static_cast<uint16_t>(std::atoi(arguments[1]));
  options.http_routes = {noodles::ViewerRoute()};
  return options;
}

}  // namespace tutorial
