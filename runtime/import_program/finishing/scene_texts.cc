#include "import_program/finishing/scene_texts.h"

#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "noodles/geometry/readers/text_scanner.h"

namespace noodles::import_program {

using geometry_internal::Utf8Of;

void RepairTexts(SceneData& scene) {
  const auto repair = [](std::string& text) { text = Utf8Of(text); };
  for (SceneNode& node : scene.nodes) repair(node.name);
  for (SceneGeometry& geometry : scene.geometries) repair(geometry.name);
  for (SceneTexture& texture : scene.textures) repair(texture.name);
  for (Material& material : scene.materials) {
    if (material.name) repair(*material.name);
  }
  for (Light& light : scene.lights) {
    if (light.name) repair(*light.name);
  }
  for (std::string& warning : scene.warnings) {
    warning = Printable(Utf8Of(warning));
  }
}

absl::Status PrintableStatus(const absl::Status& status) {
  if (status.ok()) return status;
  return MakeStatus(status.code(), Printable(Utf8Of(StatusMessage(status))));
}

}  // namespace noodles::import_program
