// What every reader promises for any bytes: an error with a message, or a valid
// scene or table within the limits.
#ifndef TESTS_FUZZ_CHECK_READERS_H_
#define TESTS_FUZZ_CHECK_READERS_H_

#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/check_csv.h"
#include "noodles/base/bytes.h"
#include "noodles/base/status.h"
#include "noodles/geometry/readers/mtl_reader.h"
#include "noodles/geometry/readers/obj_reader.h"
#include "noodles/geometry/readers/off_reader.h"
#include "noodles/geometry/readers/ply_reader.h"
#include "noodles/geometry/readers/stl_reader.h"

namespace noodles {

// Of meshes, and, behind them, of text tables with two kinds of options.
inline constexpr std::string_view kReaderNames[] = {
    "ply", "obj", "off", "stl", "mtl", "csv", "csv-german"};
inline constexpr size_t kReaders = std::size(kReaderNames);
inline constexpr size_t kMeshReaders = kReaders - 2;

inline absl::StatusOr<SceneData> ReadMaterialsAlone(
    const geometry_internal::ReaderContext& context) {
  SceneData scene;
  std::map<std::string, size_t, std::less<>> places;
  geometry_internal::ReadMtl(context, context.name, context.contents, scene,
                             places);
  return scene;
}

inline geometry_internal::ReaderContext FuzzedContext(const Bytes& file) {
  geometry_internal::ReaderContext context = {.name = "fuzzed",
                                              .contents = file};
  context.limits.max_file_bytes = size_t{1} << 24;
  context.limits.max_vertices = 1 << 16;
  context.limits.max_corners = 1 << 18;
  context.limits.max_nodes = 1 << 10;
  const auto add = [](SceneData& scene, const Sampler& sampler) {
    scene.textures.push_back({.sampler = sampler});
    return scene.textures.size() - 1;
  };
  context.add_texture = [add](const std::string&, const Sampler& sampler,
                              SceneData& scene) -> std::optional<size_t> {
    return add(scene, sampler);
  };
  context.add_picture = [add](const std::string&, const Bytes&,
                              const Sampler& sampler,
                              SceneData& scene) -> std::optional<size_t> {
    return add(scene, sampler);
  };
  return context;
}

// What is wrong with the answer of a reader; an empty text for a right one.
inline std::string CheckScene(const absl::StatusOr<SceneData>& scene) {
  if (!scene.ok()) {
    const std::string_view message = StatusMessage(scene.status());
    return message.find("fuzzed") == message.npos
               ? "an error that does not name the file: " + std::string(message)
               : "";
  }
  const absl::Status status = Validate(*scene);
  return status.ok() ? "" : std::string(StatusMessage(status));
}

// Reads `file` with reader number `reader`, below kReaders. Returns what is
// wrong with the answer; an empty text for a right one.
inline std::string CheckReader(size_t reader, const Bytes& file) {
  if (reader >= kMeshReaders) {
    return CheckCsv(file.text(),
                    reader == kMeshReaders ? CsvOptions{} : GermanCsvOptions());
  }
  using Reader =
      absl::StatusOr<SceneData> (*)(const geometry_internal::ReaderContext&);
  constexpr Reader kAll[kMeshReaders] = {
      geometry_internal::ReadPly, geometry_internal::ReadObj,
      geometry_internal::ReadOff, geometry_internal::ReadStl,
      ReadMaterialsAlone};
  return CheckScene(kAll[reader](FuzzedContext(file)));
}

}  // namespace noodles

#endif  // TESTS_FUZZ_CHECK_READERS_H_
