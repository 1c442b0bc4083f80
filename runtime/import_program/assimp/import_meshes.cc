#include "import_program/assimp/import_meshes.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace noodles::import_program {
namespace {

Vec3 ToVec3(const aiVector3D& v) { return {v.x, v.y, v.z}; }

Vec4 ToColor(const aiColor4D& color) {
  Vec4 result = {color.r, color.g, color.b, color.a};
  for (float& part : result) {
    part = std::isfinite(part) ? std::clamp(part, 0.0f, 1.0f) : 1.0f;
  }
  return result;
}

// Assimp adds an alpha of 0 to colours of three bytes: the mesh would be
// invisible.
void MakeOpaque(std::vector<Vec4>& colors) {
  const bool is_seen =
      std::any_of(colors.begin(), colors.end(),
                  [](const Vec4& color) { return color[3] > 0.0f; });
  if (is_seen) return;
  for (Vec4& color : colors) color[3] = 1.0f;
}

// Corners in a face, for the types that are left after sorting.
size_t CornersOf(PrimitiveType type) {
  switch (type) {
    case PrimitiveType::kPoints:
      return 1;
    case PrimitiveType::kLines:
      return 2;
    default:
      return 3;
  }
}

PrimitiveType TypeOf(const aiMesh& mesh) {
  if ((mesh.mPrimitiveTypes & aiPrimitiveType_TRIANGLE) != 0) {
    return PrimitiveType::kTriangles;
  }
  if ((mesh.mPrimitiveTypes & aiPrimitiveType_LINE) != 0) {
    return PrimitiveType::kLines;
  }
  return PrimitiveType::kPoints;
}

void AddVectors(aiVector3D*& from, size_t count, std::vector<Vec3>& to) {
  const std::unique_ptr<aiVector3D[]> owner(std::exchange(from, nullptr));
  to.reserve(count);
  for (size_t i = 0; i < count; ++i) to.push_back(ToVec3(owner[i]));
}

void AddChannels(const aiMesh& from, Mesh& mesh) {
  for (unsigned int channel = 0; from.HasTextureCoords(channel); ++channel) {
    std::vector<Vec2>& values = mesh.texture_coordinates.emplace_back();
    values.reserve(from.mNumVertices);
    for (unsigned int i = 0; i < from.mNumVertices; ++i) {
      const aiVector3D& value = from.mTextureCoords[channel][i];
      values.push_back({value.x, value.y});
    }
  }
  for (unsigned int channel = 0; from.HasVertexColors(channel); ++channel) {
    std::vector<Vec4>& values = mesh.colors.emplace_back();
    values.reserve(from.mNumVertices);
    for (unsigned int i = 0; i < from.mNumVertices; ++i) {
      values.push_back(ToColor(from.mColors[channel][i]));
    }
    MakeOpaque(values);
  }
}

void AddTangents(const aiMesh& from, Mesh& mesh, std::vector<float>& signs) {
  for (unsigned int i = 0; i < from.mNumVertices; ++i) {
    const Vec3 tangent = ToVec3(from.mTangents[i]);
    mesh.tangents.push_back(vector::Normalize(tangent));
    const float side =
        vector::Dot(vector::Cross(ToVec3(from.mNormals[i]), tangent),
                    ToVec3(from.mBitangents[i]));
    signs.push_back(side < 0.0f ? -1.0f : 1.0f);
  }
}

void AddIndices(const aiMesh& from, Mesh& mesh) {
  const size_t corners = CornersOf(mesh.type);
  mesh.indices.reserve(corners * from.mNumFaces);
  for (unsigned int i = 0; i < from.mNumFaces; ++i) {
    const aiFace& face = from.mFaces[i];
    if (face.mNumIndices != corners) continue;
    mesh.indices.insert(mesh.indices.end(), face.mIndices,
                        face.mIndices + corners);
  }
}

}  // namespace

Mesh ConvertMesh(std::unique_ptr<aiMesh> from,
                 std::vector<float>& tangent_signs) {
  Mesh mesh;
  mesh.type = TypeOf(*from);
  AddVectors(from->mVertices, from->mNumVertices, mesh.positions);
  if (from->HasNormals() && from->HasTangentsAndBitangents()) {
    AddTangents(*from, mesh, tangent_signs);
  }
  if (from->HasNormals()) {
    AddVectors(from->mNormals, from->mNumVertices, mesh.normals);
    for (Vec3& normal : mesh.normals) normal = vector::Normalize(normal);
  }
  AddChannels(*from, mesh);
  AddIndices(*from, mesh);
  return mesh;
}

}  // namespace noodles::import_program
