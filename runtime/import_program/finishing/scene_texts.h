// Makes the texts of an imported scene fit for the protocol, whose texts are
// UTF-8: older programs write names in Latin-1 (Windows-1252).
//
// Thread-safety: pure functions.
#ifndef NOODLES_IMPORT_PROGRAM_FINISHING_SCENE_TEXTS_H_
#define NOODLES_IMPORT_PROGRAM_FINISHING_SCENE_TEXTS_H_

#include "absl/status/status.h"
#include "noodles/geometry/scene_data.h"

namespace noodles::import_program {

// Changes the names of nodes, geometries, materials and textures, and the
// warnings, which also get no control characters.
void RepairTexts(SceneData& scene);

// The status with a message that can be printed.
absl::Status PrintableStatus(const absl::Status& status);

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_FINISHING_SCENE_TEXTS_H_
