// What the readers of the program noodles-import promise for any bytes, as
// check_readers.h says it of those of the library.
#ifndef TESTS_FUZZ_CHECK_IMPORT_H_
#define TESTS_FUZZ_CHECK_IMPORT_H_

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

#include "fuzz/check_readers.h"
#include "import_program/files/import_files.h"
#include "import_program/files/text_repair.h"
#include "import_program/gltf/gltf_document.h"
#include "import_program/threemf/threemf_model.h"
#include "import_program/threemf/threemf_reader.h"

namespace noodles {

// The model of a 3MF package, the package, and glTF and COLLADA before Assimp
// reads them.
inline constexpr std::string_view kImportReaders[] = {"3mf-model", "3mf",
                                                      "gltf", "dae"};

inline std::string CheckThreeMfModel(const Bytes& file,
                                     const ImportLimits& limits) {
  std::string_view rest = file.text();
  import_program::ThreeMfModel model;
  const absl::Status status = import_program::ParseThreeMfModel(
      "fuzzed",
      [&] {
        // In pieces, so that words are cut.
        const std::string_view piece = rest.substr(0, 100);
        rest.remove_prefix(piece.size());
        return piece;
      },
      limits, model);
  import_program::ThreeMfRoot(file.text());
  if (!status.ok()) {
    return StatusMessage(status).empty() ? "an error without a message" : "";
  }
  for (const auto& [id, object] : model.objects) {
    if (object.triangles.size() != object.properties.size()) {
      return "triangles and properties differ";
    }
    for (const auto& triangle : object.triangles) {
      for (const uint32_t vertex : triangle) {
        if (vertex >= object.points.size()) return "there is no such vertex";
      }
    }
  }
  return "";
}

// What Assimp gets is UTF-8 and no longer than the file, whose UTF-16 may have
// three bytes for two.
inline std::string CheckTextRepair(const Bytes& file) {
  import_program::ImportFiles files("fuzzed.dae", file);
  const absl::Status status =
      import_program::RepairText("fuzzed.dae", "dae", ImportLimits(), files);
  if (!status.ok()) {
    return StatusMessage(status).find("fuzzed.dae") == std::string_view::npos
               ? "an error that does not name the file"
               : "";
  }
  const std::optional<Bytes> repaired = files.Read("fuzzed.dae");
  return repaired && repaired->size() <= file.size() / 2 * 3 + 3
             ? ""
             : "the repaired file is longer";
}

// Reads `file` with kImportReaders[reader].
inline std::string CheckImportReader(size_t reader, const Bytes& file) {
  const geometry_internal::ReaderContext context = FuzzedContext(file);
  if (reader == 0) return CheckThreeMfModel(file, context.limits);
  if (reader == 1) return CheckScene(import_program::ReadThreeMf(context));
  if (reader == 3) return CheckTextRepair(file);
  import_program::ImportFiles files("fuzzed.gltf", file);
  import_program::GltfDocument document(files, context.limits);
  // The program catches what libraries throw.
  try {
    const absl::Status status = document.Prepare("fuzzed.gltf");
    return status.ok() || !StatusMessage(status).empty()
               ? ""
               : "an error without a message";
  } catch (const std::exception&) {
    return "";
  }
}

}  // namespace noodles

#endif  // TESTS_FUZZ_CHECK_IMPORT_H_
