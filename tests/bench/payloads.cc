#include "bench/payloads.h"

#include <cmath>
#include <string>
#include <utility>

namespace noodles::bench {

namespace {

constexpr uint32_t kBuffers = 500;
constexpr uint32_t kMaterials = 1000;
constexpr uint32_t kEntities = 7000;
constexpr uint32_t kRows = 100000;
constexpr size_t kBulkBytes = size_t{64} << 20;

Mat4 MakeTransform(uint32_t seed) {
  Mat4 matrix{};
  for (size_t i = 0; i < matrix.size(); ++i) {
    matrix[i] = std::sin(static_cast<float>(seed * 16 + i));
  }
  return matrix;
}

MsgBufferCreate MakeBuffer(uint32_t slot) {
  const std::string number = std::to_string(slot);
  return {{slot, 0},
          {.name = "buffer " + number,
           .size = 40000 + slot,
           .source = Location("http://localhost:50001/assets/" + number)}};
}

MsgBufferViewCreate MakeView(uint32_t slot) {
  return {{slot, 0},
          {.name = std::nullopt,
           .source_buffer = {slot / 2, 0},
           .type = BufferViewType::kGeometry,
           .offset = slot % 2 * 32000,
           .length = 32000 - slot % 2 * 24000}};
}

MsgMaterialCreate MakeMaterial(uint32_t slot) {
  Material material;
  material.name = "material " + std::to_string(slot);
  material.pbr_info.base_color = {0.25f, static_cast<float>(slot) / 1000, 0.5f,
                                  1.0f};
  if (slot % 8 == 0) {
    material.pbr_info.base_color_texture = TextureRef{{slot / 8, 0}, {}, 0};
  }
  material.pbr_info.metallic = 0.125f;
  material.double_sided = slot % 2 == 1;
  return {{slot, 0}, std::move(material)};
}

Attribute MakeAttribute(BufferViewID view, AttributeSemantic semantic,
                        uint64_t offset, Format format) {
  Attribute attribute;
  attribute.view = view;
  attribute.semantic = semantic;
  attribute.offset = offset;
  attribute.stride = 32;
  attribute.format = format;
  return attribute;
}

MsgGeometryCreate MakeGeometry(uint32_t slot) {
  const BufferViewID vertices{2 * slot, 0};
  GeometryPatch patch;
  patch.attributes = {
      MakeAttribute(vertices, AttributeSemantic::kPosition, 0, Format::kVec3),
      MakeAttribute(vertices, AttributeSemantic::kNormal, 12, Format::kVec3),
      MakeAttribute(vertices, AttributeSemantic::kTexture, 24, Format::kVec2)};
  patch.attributes[0].minimum_value = {-1.0f, -2.0f, -3.0f};
  patch.attributes[0].maximum_value = {1.0f, 2.0f, 3.0f};
  patch.vertex_count = 1000;
  patch.indices = Index{{2 * slot + 1, 0}, 4000, 0, 2, Format::kU16};
  patch.type = PrimitiveType::kTriangles;
  patch.material = {slot, 0};
  return {{slot, 0}, {"geometry " + std::to_string(slot), {patch}}};
}

MsgEntityCreate MakeEntity(uint32_t slot) {
  Entity entity;
  entity.name = "entity " + std::to_string(slot);
  if (slot != 0) entity.parent = EntityID{(slot - 1) / 4, 0};
  entity.transform = MakeTransform(slot);
  if (slot % 2 == 1) {
    entity.representation =
        RenderRepresentation{{slot % kBuffers, 0}, std::nullopt};
  } else if (slot % 16 == 0) {
    entity.representation = TextRepresentation{.txt = "label", .font = "Arial"};
  }
  if (slot % 8 == 0) entity.tags = {"selectable"};
  if (slot % 4 == 0) entity.methods_list = {{0, 0}, {1, 0}};
  entity.visible = slot % 32 != 0;
  return {{slot, 0}, std::move(entity)};
}

// Appends the cells of one row.
void AppendRow(uint32_t row, std::vector<Any>& cells) {
  cells.emplace_back("s-" + std::to_string(10000 + row % 90000));
  cells.emplace_back(std::sin(row + 0.1));
  cells.emplace_back(1000 * std::cos(row + 0.2));
  cells.emplace_back(1000000 + row);
}

}  // namespace

size_t Scene::size() const {
  return buffers.size() + views.size() + materials.size() + geometries.size() +
         entities.size();
}

void Scene::Clear() {
  buffers.clear();
  views.clear();
  materials.clear();
  geometries.clear();
  entities.clear();
}

MsgEntityUpdate MakeSmall() {
  MsgEntityUpdate message;
  message.id = {1234, 0};
  message.content.transform = MakeTransform(7);
  return message;
}

Scene MakeMedium() {
  Scene scene;
  for (uint32_t slot = 0; slot < kBuffers; ++slot) {
    scene.buffers.push_back(MakeBuffer(slot));
    scene.views.push_back(MakeView(2 * slot));
    scene.views.push_back(MakeView(2 * slot + 1));
    scene.geometries.push_back(MakeGeometry(slot));
  }
  for (uint32_t slot = 0; slot < kMaterials; ++slot) {
    scene.materials.push_back(MakeMaterial(slot));
  }
  for (uint32_t slot = 0; slot < kEntities; ++slot) {
    scene.entities.push_back(MakeEntity(slot));
  }
  return scene;
}

MsgBufferCreate MakeBulk() {
  std::vector<uint8_t> bytes(kBulkBytes);
  uint32_t state = 1;
  for (uint8_t& byte : bytes) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<uint8_t>(state >> 24);
  }
  return {{5, 0},
          {.name = "points",
           .size = kBulkBytes,
           .source = Bytes::Adopt(std::move(bytes))}};
}

MsgSignalInvoke MakeTable() {
  Any::Array keys;
  Any::Array rows;
  for (uint32_t row = 0; row < kRows; ++row) {
    keys.emplace_back(row);
    Any::Array cells;
    cells.reserve(4);
    AppendRow(row, cells);
    rows.emplace_back(std::move(cells));
  }
  MsgSignalInvoke message;
  message.id = {1, 0};
  message.context = InvokeIDType{TableID{3, 0}};
  message.signal_data.emplace_back(std::move(keys));
  message.signal_data.emplace_back(std::move(rows));
  return message;
}

FlatTable MakeFlatTable() {
  FlatTable table;
  table.id = {1, 0};
  table.table = {3, 0};
  table.columns = 4;
  for (uint32_t row = 0; row < kRows; ++row) {
    table.keys.push_back(row);
    AppendRow(row, table.cells);
  }
  return table;
}

}  // namespace noodles::bench
