// Prints, for the Python tests, what our code makes of a file.
//
//   geometry_probe describe FILE    bounds, area, triangles, as JSON
//   geometry_probe convert FROM TO  imports one file and exports another
//   geometry_probe normals FILE     positions and smooth normals, after merging
//   geometry_probe scene FILE       the whole scene, as JSON: see SceneJson
//   geometry_probe png FILE         writes the image of test_png.py
#include <noodles/geometry.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string_view>
#include <vector>

#include "geometry/scene_json.h"

namespace {

int Fail(const absl::Status& status) {
  std::cerr << status << "\n";
  return 1;
}

int Describe(const noodles::Mesh& mesh) {
  const noodles::BoundingBox box = noodles::Bounds(mesh);
  double area = 0;
  for (size_t i = 0; i + 2 < noodles::CornerCount(mesh); i += 3) {
    const auto at = [&](size_t j) -> const noodles::Vec3& {
      return mesh.positions[noodles::VertexAt(mesh, i + j)];
    };
    area += double{noodles::vector::Length(noodles::vector::Cross(
                noodles::vector::Subtract(at(1), at(0)),
                noodles::vector::Subtract(at(2), at(0))))} /
            2;
  }
  std::printf(
      "{\"min\": [%.9g, %.9g, %.9g], \"max\": [%.9g, %.9g, %.9g], "
      "\"area\": %.12g, \"triangles\": %zu}\n",
      double{box.min[0]}, double{box.min[1]}, double{box.min[2]},
      double{box.max[0]}, double{box.max[1]}, double{box.max[2]}, area,
      noodles::CornerCount(mesh) / 3);
  return 0;
}

int Normals(noodles::Mesh mesh) {
  mesh.normals.clear();
  mesh.texture_coordinates.clear();
  mesh.colors.clear();
  noodles::MergeVertices(mesh);
  const absl::Status status = noodles::ComputeNormals(mesh);
  if (!status.ok()) return Fail(status);
  for (size_t i = 0; i < mesh.positions.size(); ++i) {
    for (const noodles::Vec3& v : {mesh.positions[i], mesh.normals[i]}) {
      std::printf("%.9g %.9g %.9g ", double{v[0]}, double{v[1]}, double{v[2]});
    }
    std::printf("\n");
  }
  return 0;
}

// 200 columns and 100 rows: two smooth channels, a noisy one, and alpha.
int WritePng(const char* file) {
  std::vector<uint8_t> pixels;
  for (unsigned int y = 0; y < 100; ++y) {
    for (unsigned int x = 0; x < 200; ++x) {
      for (const unsigned int value : {x, 255 - y, x * x * 7 + y * 31, x + y}) {
        pixels.push_back(static_cast<uint8_t>(value));
      }
    }
  }
  const absl::StatusOr<noodles::Bytes> png =
      noodles::EncodePng(200, 100, pixels);
  if (!png.ok()) return Fail(png.status());
  std::ofstream(file, std::ios::binary) << png->text();
  return 0;
}

}  // namespace

int main(int count, char** values) {
  if (count < 3) return 2;
  const std::string_view command = values[1];
  if (command == "convert" && count > 3) {
    const absl::StatusOr<noodles::SceneData> scene =
        noodles::ImportScene(std::filesystem::path(values[2]));
    if (!scene.ok()) return Fail(scene.status());
    const absl::Status status = noodles::ExportFile(*scene, values[3]);
    return status.ok() ? 0 : Fail(status);
  }
  if (command == "png") return WritePng(values[2]);
  if (command == "scene") {
    const absl::StatusOr<noodles::SceneData> scene =
        noodles::ImportScene(std::filesystem::path(values[2]));
    if (!scene.ok()) return Fail(scene.status());
    std::cout << noodles::SceneJson(*scene) << "\n";
    return 0;
  }
  const absl::StatusOr<noodles::Mesh> mesh = noodles::ImportMesh(values[2]);
  if (!mesh.ok()) return Fail(mesh.status());
  return command == "normals" ? Normals(*mesh) : Describe(*mesh);
}
