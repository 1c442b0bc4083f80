// Reads the parts of a glTF file that Assimp does not read, or reads wrongly:
// attributes in integers, as the specification (coordinates) and
// KHR_mesh_quantization allow them, and EXT_mesh_gpu_instancing.
//
// Thread-safety: none; an import belongs to a thread. Ownership: the files must
// outlive the document.
#ifndef NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DOCUMENT_H_
#define NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DOCUMENT_H_

#include <assimp/scene.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "import_program/files/import_files.h"
#include "import_program/gltf/gltf_repair.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/instances.h"

namespace noodles::import_program {

class GltfDocument {
 public:
  GltfDocument(ImportFiles& files, const ImportLimits& limits);
  ~GltfDocument();
  GltfDocument(const GltfDocument&) = delete;
  GltfDocument& operator=(const GltfDocument&) = delete;

  // Reads the file `name`, .gltf or .glb. Where Assimp would read it wrongly, a
  // changed file, with floats as attributes and the changes of RepairGltf,
  // replaces it in `files`. Errors: InvalidArgument for a file that is no glTF,
  // for a buffer whose file is not there or too short, for an accessor that
  // lies outside of its buffer, and those of RepairGltf;
  // ResourceExhausted beyond the limits.
  absl::Status Prepare(const std::string& name);

  // The instances that the extensions of a node, as Assimp gives them,
  // describe; none where there are none. Errors: as above.
  absl::StatusOr<std::vector<Instance>> InstancesOf(
      const aiMetadata& extensions);

  const GltfFindings& findings() const { return findings_; }
  // The name by which Assimp reads the file: .glb for a GLB whose name ends
  // otherwise, and the other way round.
  const std::string& name() const { return name_; }

 private:
  struct State;
  std::string name_;
  GltfFindings findings_;
  const std::unique_ptr<State> state_;
};

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_GLTF_GLTF_DOCUMENT_H_
