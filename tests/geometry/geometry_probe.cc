// Prints, for the Python tests, what our code makes of a file.
//
//   geometry_probe describe FILE    bounds, area, triangles, as JSON
//   geometry_probe convert FROM TO  imports one file and exports another
//   geometry_probe normals FILE     positions and smooth normals, after merging
//   geometry_probe scene FILE       the whole scene, as JSON: see SceneJson
//   geometry_probe serve FILE TO    puts the scene into a document, reads the
//                                   document and writes what was read to the
//                                   file TO; both scenes in numbers, as JSON
//   geometry_probe png FILE         writes the image of test_png.py
#include <noodles/geometry.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "geometry/scene_json.h"
#include "noodles/json.h"

namespace {

int Fail(const absl::Status& status) {
  std::cerr << status << "\n";
  return 1;
}

double AreaOf(const noodles::Mesh& mesh) {
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
  return area;
}

int Describe(const noodles::Mesh& mesh) {
  const noodles::BoundingBox box = noodles::Bounds(mesh);
  const double area = AreaOf(mesh);
  std::printf(
      "{\"min\": [%.9g, %.9g, %.9g], \"max\": [%.9g, %.9g, %.9g], "
      "\"area\": %.12g, \"triangles\": %zu}\n",
      double{box.min[0]}, double{box.min[1]}, double{box.min[2]},
      double{box.max[0]}, double{box.max[1]}, double{box.max[2]}, area,
      noodles::CornerCount(mesh) / 3);
  return 0;
}

// All that a scene draws, in numbers.
noodles::Any Numbers(const noodles::SceneData& scene) {
  noodles::Any::Map numbers;
  noodles::BoxAround box;
  bool is_empty = true;
  double area = 0;
  for (const auto& [name, type, corners] :
       {std::tuple("triangles", noodles::PrimitiveType::kTriangles, size_t{3}),
        {"lines", noodles::PrimitiveType::kLines, size_t{2}},
        {"points", noodles::PrimitiveType::kPoints, size_t{1}}}) {
    const noodles::Mesh mesh = noodles::Flatten(scene, type);
    const size_t count = noodles::CornerCount(mesh) / corners;
    numbers.emplace_back(name, count);
    for (size_t i = 0; i < corners * count; ++i) {
      box.Add(mesh.positions[noodles::VertexAt(mesh, i)]);
      is_empty = false;
    }
    if (corners == 3) area = AreaOf(mesh);
  }
  numbers.emplace_back("area", area);
  if (is_empty) box.Add({0, 0, 0});
  const noodles::BoundingBox bounds = box.Get();
  noodles::Any::Array list;
  for (const noodles::Vec3& corner : {bounds.min, bounds.max}) {
    noodles::Any::Array point;
    for (const float number : corner) point.push_back(double{number});
    list.push_back(std::move(point));
  }
  numbers.emplace_back("bounds", std::move(list));
  noodles::Any::Array warnings;
  for (const std::string& warning : scene.warnings) warnings.push_back(warning);
  numbers.emplace_back("warnings", std::move(warnings));
  return numbers;
}

int Serve(const char* file, const char* to) {
  absl::StatusOr<noodles::SceneData> scene =
      noodles::ImportScene(std::filesystem::path(file));
  if (!scene.ok()) return Fail(scene.status());
  const noodles::Any imported = Numbers(*scene);
  noodles::Document document;
  const auto added = noodles::AddScene(document, *std::move(scene));
  if (!added.ok()) return Fail(added.status());
  const absl::StatusOr<noodles::SceneData> read = noodles::ReadScene(document);
  if (!read.ok()) return Fail(read.status());
  const absl::Status status = noodles::ExportFile(*read, to);
  if (!status.ok()) return Fail(status);
  std::cout << noodles::ToJson(noodles::Any(noodles::Any::Map{
                   {"imported", imported}, {"read", Numbers(*read)}}))
            << "\n";
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
  if (command == "serve" && count > 3) return Serve(values[2], values[3]);
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
