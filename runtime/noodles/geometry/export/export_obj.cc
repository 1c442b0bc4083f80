// Wavefront OBJ with its MTL file and the pictures of its colour textures.
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "noodles/geometry/export/export_formats.h"
#include "noodles/geometry/png.h"
#include "noodles/geometry/support/byte_writer.h"
#include "noodles/geometry/support/srgb.h"

namespace noodles::geometry_internal {
namespace {

// A name in an OBJ file ends at a space.
std::string WordOf(std::string name, const std::string& absent) {
  for (char& letter : name) {
    if (static_cast<unsigned char>(letter) <= ' ') letter = '_';
  }
  return name.empty() ? absent : name;
}

// Colours in OBJ and MTL are sRGB.
Vec3 SrgbOf(const Vec4& color) {
  return {ExactSrgbOfLinear(color[0]), ExactSrgbOfLinear(color[1]),
          ExactSrgbOfLinear(color[2])};
}

class ObjWriter {
 public:
  ObjWriter(const SceneData& scene, std::string stem)
      : scene_(scene), word_(WordOf(stem, "scene")), stem_(std::move(stem)) {}

  std::vector<ExportedFile> Write() {
    if (!scene_.materials.empty()) out_.PutText("mtllib " + word_ + ".mtl\n");
    const std::vector<Mat4> transforms = WorldTransforms(scene_);
    for (size_t i = 0; i < scene_.nodes.size(); ++i) {
      const SceneNode& node = scene_.nodes[i];
      if (!node.geometry) continue;
      out_.PutText("o " + WordOf(node.name, "node" + std::to_string(i)) + "\n");
      for (const ScenePart& part : scene_.geometries[*node.geometry].parts) {
        WritePart(node, transforms[i], part);
      }
    }
    std::vector<ExportedFile> files = {{stem_ + ".obj", out_.Take()}};
    if (!scene_.materials.empty()) WriteMaterials(files);
    return files;
  }

 private:
  std::string MaterialName(size_t place) const {
    return WordOf(scene_.materials[place].name.value_or(""), "material") + "_" +
           std::to_string(place);
  }

  // Flatten draws the instances.
  void WritePart(const SceneNode& node, const Mat4& transform,
                 const ScenePart& part) {
    SceneData single;
    single.geometries.push_back({.parts = {part}});
    // What is far from zero is moved when it is written, as doubles.
    Mat4 near = transform;
    far_ = {};
    for (size_t axis = 0; axis < 3; ++axis) {
      if (!(std::abs(near[12 + axis]) >= 4096.0f)) continue;
      far_[axis] = double{near[12 + axis]};
      near[12 + axis] = 0.0f;
    }
    single.nodes.push_back(
        {.transform = near, .geometry = 0, .instances = node.instances});
    Mesh mesh = Flatten(std::move(single), TypeWithoutStrips(part.mesh.type));
    if (part.material) {
      UseCoordinatesOf(scene_.materials[*part.material], mesh);
      out_.PutText("usemtl " + MaterialName(*part.material) + "\n");
    }
    WriteMesh(mesh);
  }

  // The format has one set of coordinates and no transforms: the coordinates of
  // the colour texture, transformed, become the first set.
  static void UseCoordinatesOf(const Material& material, Mesh& mesh) {
    const std::optional<TextureRef>& texture =
        material.pbr_info.base_color_texture;
    if (!texture) return;
    if (texture->texture_coord_slot < mesh.texture_coordinates.size()) {
      std::swap(mesh.texture_coordinates[0],
                mesh.texture_coordinates[texture->texture_coord_slot]);
    }
    if (!texture->transform || mesh.texture_coordinates.empty()) return;
    const Mat3& matrix = *texture->transform;
    for (Vec2& at : mesh.texture_coordinates[0]) {
      at = {matrix[0] * at[0] + matrix[3] * at[1] + matrix[6],
            matrix[1] * at[0] + matrix[4] * at[1] + matrix[7]};
    }
  }

  template <size_t n>
  void WriteRow(std::string_view word, const std::array<float, n>& numbers) {
    out_.PutText(word);
    for (const float number : numbers) {
      out_.PutText(" ");
      out_.PutNumber(number);
    }
  }

  void WritePosition(const Vec3& position) {
    out_.PutText("v");
    for (size_t axis = 0; axis < 3; ++axis) {
      out_.PutText(" ");
      if (far_[axis] == 0) {
        out_.PutNumber(position[axis]);
      } else {
        out_.PutNumber(far_[axis] + double{position[axis]});
      }
    }
  }

  void WriteMesh(const Mesh& mesh) {
    const bool has_colors = !mesh.colors.empty();
    for (size_t i = 0; i < mesh.positions.size(); ++i) {
      WritePosition(mesh.positions[i]);
      if (has_colors) {
        const Vec4& color = mesh.colors[0][i];
        WriteRow("", SrgbOf(color));
      }
      out_.PutText("\n");
    }
    const bool has_coordinates = !mesh.texture_coordinates.empty();
    if (has_coordinates) {
      for (const Vec2& at : mesh.texture_coordinates[0]) {
        WriteRow("vt", Vec2{at[0], 1 - at[1]});
        out_.PutText("\n");
      }
    }
    for (const Vec3& normal : mesh.normals) {
      WriteRow("vn", normal);
      out_.PutText("\n");
    }
    WriteElements(mesh, has_coordinates);
    positions_ += mesh.positions.size();
    if (has_coordinates) coordinates_ += mesh.positions.size();
    normals_ += mesh.normals.size();
  }

  void WriteElements(const Mesh& mesh, bool has_coordinates) {
    const size_t corners = mesh.type == PrimitiveType::kPoints  ? 1
                           : mesh.type == PrimitiveType::kLines ? 2
                                                                : 3;
    const std::string_view word = corners == 1 ? "p" : corners == 2 ? "l" : "f";
    for (size_t i = 0; i < CornerCount(mesh); i += corners) {
      out_.PutText(word);
      for (size_t j = 0; j < corners; ++j) {
        // Counted from 1, through the whole file.
        const size_t vertex = VertexAt(mesh, i + j) + size_t{1};
        out_.PutText(" ");
        out_.PutNumber(positions_ + vertex);
        if (corners < 3) continue;
        if (has_coordinates || !mesh.normals.empty()) out_.PutText("/");
        if (has_coordinates) out_.PutNumber(coordinates_ + vertex);
        if (mesh.normals.empty()) continue;
        out_.PutText("/");
        out_.PutNumber(normals_ + vertex);
      }
      out_.PutText("\n");
    }
  }

  void WriteMaterials(std::vector<ExportedFile>& files) {
    out_ = ByteWriter();
    std::set<size_t> written;
    std::vector<ExportedFile> images;
    for (size_t i = 0; i < scene_.materials.size(); ++i) {
      const PBRInfo& surface = scene_.materials[i].pbr_info;
      const RGBA& color = surface.base_color;
      out_.PutText("newmtl " + MaterialName(i) + "\n");
      WriteRow("Kd", SrgbOf(color));
      const RGB& emission = scene_.materials[i].emissive_factor;
      if (emission != RGB{0, 0, 0}) {
        WriteRow("\nKe", SrgbOf({emission[0], emission[1], emission[2], 1}));
      }
      WriteRow("\nd", std::array<float, 1>{color[3]});
      WriteRow("\nPr", std::array<float, 1>{surface.roughness});
      WriteRow("\nPm", std::array<float, 1>{surface.metallic});
      out_.PutText("\n");
      if (!surface.base_color_texture) continue;
      const size_t place = PlaceOf(surface.base_color_texture->texture);
      const Bytes& image = scene_.textures[place].image;
      const std::string_view type = ImageTypeOf(image.span());
      const std::string name = word_ + "_" + std::to_string(place) +
                               (type == "image/jpeg"   ? ".jpg"
                                : type == "image/ktx2" ? ".ktx2"
                                                       : ".png");
      out_.PutText("map_Kd " + name + "\n");
      // The alpha of the picture counts.
      if (scene_.materials[i].use_alpha) out_.PutText("map_d " + name + "\n");
      if (written.insert(place).second) images.push_back({name, image});
    }
    files.push_back({word_ + ".mtl", out_.Take()});
    files.insert(files.end(), images.begin(), images.end());
  }

  const SceneData& scene_;
  // The stem without spaces, for the files that the OBJ names.
  const std::string word_;
  // The name of the OBJ, without its extension.
  const std::string stem_;
  ByteWriter out_;
  // Added to the positions of the present part.
  std::array<double, 3> far_ = {};
  // The number of items that are already written.
  size_t positions_ = 0;
  size_t coordinates_ = 0;
  size_t normals_ = 0;
};

}  // namespace

std::vector<ExportedFile> WriteObj(const SceneData& scene,
                                   const std::string& stem) {
  return ObjWriter(scene, stem).Write();
}

}  // namespace noodles::geometry_internal
