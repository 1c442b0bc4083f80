#include "noodles/geometry/readers/ply_reader.h"

#include <map>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/mesh/clean_mesh.h"
#include "noodles/geometry/mesh/triangulate.h"
#include "noodles/geometry/readers/corner_mesh.h"
#include "noodles/geometry/readers/ply_faces.h"
#include "noodles/geometry/readers/ply_header.h"
#include "noodles/geometry/readers/ply_rows.h"
#include "noodles/geometry/readers/ply_vertices.h"
#include "noodles/geometry/readers/point_list.h"

namespace noodles::geometry_internal {
namespace {

class PlyReader {
 public:
  explicit PlyReader(const ReaderContext& context) : context_(context) {}

  absl::StatusOr<SceneData> Read() {
    const absl::StatusOr<Bytes> text = TextOf(context_);
    if (!text.ok()) return text.status();
    absl::StatusOr<PlyHeader> header = ReadPlyHeader(context_, text->text());
    if (!header.ok()) return header.status();
    header_ = *std::move(header);
    PlyRows rows(context_, text->text(), header_);
    float done = 0.0f;
    for (const PlyElement& element : header_.elements) {
      absl::Status status = ReadElement(element, rows);
      if (!status.ok()) return status;
      done += 0.8f / static_cast<float>(header_.elements.size());
      if (!TellProgress(context_, done)) {
        return Cancelled("the import was cancelled");
      }
    }
    WarnOfRest(rows, text->text());
    absl::Status status = Assemble();
    if (!status.ok()) return status;
    return std::move(scene_);
  }

 private:
  absl::Status ReadElement(const PlyElement& element, PlyRows& rows) {
    if (element.properties.empty() || element.count == 0) {
      return absl::OkStatus();
    }
    if (element.name == "vertex") {
      absl::Status status =
          ReadPlyVertices(element, rows, vertices_, scene_.warnings);
      WarnOfPlyProperties("vertices", vertices_.left_out, scene_.warnings);
      if (!status.ok()) return status;
      return CheckLimits(context_, vertices_.mesh.positions.size(), 0);
    }
    if (element.name == "face") {
      return ReadPlyFaces(element, rows, faces_, scene_.warnings);
    }
    if (element.name == "tristrips") {
      return ReadPlyStrips(element, rows, faces_);
    }
    if (element.name == "edge" && element.Find({"vertex1"}) &&
        element.Find({"vertex2"})) {
      return ReadPlyEdges(element, rows, faces_);
    }
    scene_.warnings.push_back("the element " + element.name + " with " +
                              CountOf(element.count, "row") + " is left out");
    if (!rows.is_text() && !element.has_lists()) {
      return rows.Block(element).status();
    }
    PlyRow row;
    for (uint64_t i = 0; i < element.count; ++i) {
      absl::Status status = rows.Next(element, i, row);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  void WarnOfRest(const PlyRows& rows, std::string_view text) {
    const std::string_view rest = text.substr(rows.offset());
    const size_t size =
        rows.is_text() ? WithoutBlanks(rest).size() : rest.size();
    if (size == 0) return;
    scene_.warnings.push_back(CountOf(size, "byte") +
                              " behind the last element are left out");
  }

  absl::Status CheckVertices(const std::vector<uint32_t>& corners,
                             std::string_view what) const {
    const size_t vertices = vertices_.mesh.positions.size();
    uint32_t greatest = 0;
    for (const uint32_t vertex : corners) greatest = std::max(greatest, vertex);
    if (corners.empty() || greatest < vertices) return absl::OkStatus();
    size_t at = 0;
    while (corners[at] < vertices) ++at;
    return FaultOf(context_, "corner " + std::to_string(at) + " of all " +
                                 std::string(what) + " names vertex " +
                                 std::to_string(corners[at]) +
                                 "; the file has " +
                                 CountOf(vertices, "vertex"));
  }

  absl::Status Assemble() {
    Mesh& mesh = vertices_.mesh;
    if (mesh.positions.empty()) {
      return FaultOf(context_, "the file has no vertices");
    }
    absl::Status status = CheckVertices(faces_.corners, "faces");
    if (status.ok()) status = CheckVertices(faces_.lines, "edges");
    if (status.ok()) status = CheckLimits(context_, 0, faces_.corners.size());
    if (!status.ok()) return status;
    if (faces_.too_small > 0) {
      scene_.warnings.push_back(CountOf(faces_.too_small, "face") +
                                " with fewer than three corners are left out");
    }
    if (faces_.corners.empty()) {
      const bool has_lines = !faces_.lines.empty();
      mesh.type = has_lines ? PrimitiveType::kLines : PrimitiveType::kPoints;
      mesh.indices = std::move(faces_.lines);
      AddPart(std::move(mesh), 0);
    } else {
      if (!faces_.lines.empty()) {
        scene_.warnings.push_back(CountOf(faces_.lines.size() / 2, "edge") +
                                  " beside faces are left out");
      }
      AddFaces(mesh);
    }
    if (parts_.empty()) {
      return NothingToShow(context_, scene_);
    }
    scene_.geometries.push_back({.parts = std::move(parts_)});
    scene_.nodes.push_back(
        {.transform = MoveBy(vertices_.origin), .geometry = 0});
    return absl::OkStatus();
  }

  // Cuts polygons; `coordinates` and `colors` are then those of the corners of
  // the triangles, and `textures` those of the triangles.
  void CutPolygons(Mesh& mesh) {
    std::vector<Vec2> coordinates;
    std::vector<Vec4> colors;
    std::vector<uint32_t> textures;
    Triangulator triangulator;
    std::vector<Vec3> points;
    size_t start = 0;
    for (size_t i = 0; i < faces_.sizes.size(); ++i) {
      points.clear();
      for (size_t j = 0; j < faces_.sizes[i]; ++j) {
        points.push_back(mesh.positions[faces_.corners[start + j]]);
      }
      for (const auto& triangle : triangulator.Cut(points)) {
        for (const uint32_t corner : triangle) {
          mesh.indices.push_back(faces_.corners[start + corner]);
          if (!faces_.coordinates.empty()) {
            coordinates.push_back(faces_.coordinates[start + corner]);
          }
          if (!faces_.colors.empty()) colors.push_back(faces_.colors[i]);
        }
        if (!faces_.textures.empty()) textures.push_back(faces_.textures[i]);
      }
      start += faces_.sizes[i];
    }
    faces_.coordinates = std::move(coordinates);
    faces_.colors = std::move(colors);
    faces_.textures = std::move(textures);
  }

  // Empties a list that does not have a value for each of all.
  template <class Value>
  void LeaveOutPartial(std::vector<Value>& values, size_t all,
                       const std::string& what) {
    if (values.empty() || values.size() == all) return;
    values.clear();
    scene_.warnings.push_back("the " + what +
                              " of faces are left out: strips have none");
  }

  void AddFaces(Mesh& mesh) {
    if (faces_.sizes.empty()) {
      mesh.indices = std::move(faces_.corners);
    } else {
      // The triangles of strips beside faces have neither.
      LeaveOutPartial(faces_.colors, faces_.sizes.size(), "colors");
      LeaveOutPartial(faces_.textures, faces_.sizes.size(), "texture numbers");
      LeaveOutPartial(faces_.coordinates, faces_.corners.size(),
                      "texture coordinates");
      CutPolygons(mesh);
    }
    // Colours of vertices are finer than those of faces.
    if (!mesh.colors.empty()) faces_.colors.clear();
    SplitCorners(mesh, faces_.coordinates, faces_.colors);
    if (faces_.textures.empty() || header_.textures.size() < 2) {
      AddPart(std::move(mesh), 0);
      return;
    }
    std::map<uint32_t, std::vector<uint32_t>> parts;
    for (size_t i = 0; i < faces_.textures.size(); ++i) {
      std::vector<uint32_t>& part = parts[faces_.textures[i]];
      part.insert(
          part.end(), mesh.indices.begin() + static_cast<std::ptrdiff_t>(3 * i),
          mesh.indices.begin() + static_cast<std::ptrdiff_t>(3 * i + 3));
    }
    for (const auto& [texture, indices] : parts) {
      AddPart(PartOf(mesh, indices), texture);
    }
  }

  void AddPart(Mesh mesh, size_t texture) {
    CleanMesh(mesh, scene_.warnings);
    if (mesh.positions.empty()) return;
    const std::optional<size_t> material = MaterialOf(mesh, texture);
    parts_.push_back({std::move(mesh), material});
  }

  // A material with the texture, or for transparent colours.
  std::optional<size_t> MaterialOf(const Mesh& mesh, size_t texture) {
    std::optional<size_t> place;
    if (!mesh.texture_coordinates.empty() &&
        texture < header_.textures.size() && context_.add_texture) {
      place =
          context_.add_texture(header_.textures[texture], Sampler(), scene_);
    }
    const bool is_transparent = HasTransparentColors(mesh);
    if (!place && !is_transparent) return std::nullopt;
    Material material = TransparentMaterial();
    if (!is_transparent) {
      material.use_alpha = false;
      material.alpha_cutoff = Material().alpha_cutoff;
    }
    if (place) {
      material.name = header_.textures[texture];
      material.pbr_info.base_color_texture =
          TextureRef{.texture = TextureAt(*place)};
    }
    scene_.materials.push_back(std::move(material));
    return scene_.materials.size() - 1;
  }

  const ReaderContext& context_;
  PlyHeader header_;
  PlyVertices vertices_;
  PlyFaces faces_;
  SceneData scene_;
  std::vector<ScenePart> parts_;
};

}  // namespace

absl::StatusOr<SceneData> ReadPly(const ReaderContext& context) {
  return PlyReader(context).Read();
}

}  // namespace noodles::geometry_internal
