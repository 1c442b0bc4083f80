#include "noodles/geometry/add_geometry.h"

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/instances.h"

namespace noodles {
namespace {

size_t CountAll(const Document& document) {
  size_t count = 0;
  for (const ComponentKind kind :
       {ComponentKind::kBuffer, ComponentKind::kBufferView,
        ComponentKind::kMaterial, ComponentKind::kGeometry}) {
    count += document.Count(kind);
  }
  return count;
}

TEST(AddGeometryTest, MakesBufferViewsMaterialAndGeometry) {
  Document document;
  Mesh mesh = Triangle();
  mesh.indices = {0, 1, 2};
  const GeometryID id = Must(AddGeometry(document, mesh, {.name = "triangle"}));
  const Geometry geometry = Must(document.Get(id));
  EXPECT_EQ(geometry.name, "triangle geometry");
  ASSERT_EQ(geometry.patches.size(), 1u);
  const GeometryPatch& patch = geometry.patches[0];
  EXPECT_TRUE(document.Contains(patch.material));
  const BufferView vertices = Must(document.Get(patch.attributes[0].view));
  const BufferView indices = Must(document.Get(patch.indices->view));
  EXPECT_EQ(vertices.offset, 0u);
  EXPECT_EQ(vertices.length, 36u);
  EXPECT_EQ(vertices.type, BufferViewType::kGeometry);
  EXPECT_EQ(indices.offset, 36u);
  EXPECT_EQ(indices.length, 6u);
  EXPECT_EQ(indices.source_buffer, vertices.source_buffer);
  const Buffer buffer = Must(document.Get(vertices.source_buffer));
  EXPECT_EQ(buffer.size, 44u);
  EXPECT_EQ(buffer.name, "triangle buffer");
  EXPECT_EQ(ValuesAt<Vec3>(std::get<Bytes>(buffer.source), 0, 3),
            mesh.positions);
  EXPECT_EQ(Must(BoundsOf(document, id)), (BoundingBox{{0, 0, 0}, {2, 3, 0}}));
}

TEST(AddGeometryTest, PatchesHaveBuffersOfTheirOwnAndShareTheMaterial) {
  Document document;
  const Mesh mesh = Triangle();
  const PatchSource sources[] = {SourceOf(mesh), SourceOf(mesh)};
  const Geometry geometry =
      Must(document.Get(Must(AddGeometry(document, sources))));
  EXPECT_EQ(document.Count(ComponentKind::kBuffer), 2u);
  EXPECT_EQ(document.Count(ComponentKind::kMaterial), 1u);
  EXPECT_EQ(geometry.patches[0].material, geometry.patches[1].material);
}

// Counts the buffers that it could publish.
class CountingPublisher : public ContentPublisher {
 public:
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishBytes(
      const Bytes&) override {
    ++count;
    return std::shared_ptr<const PublishedContent>();
  }
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishLocation(
      std::string_view) override {
    return std::shared_ptr<const PublishedContent>();
  }
  int count = 0;
};

TEST(AddGeometryTest, BuffersStayInTheMessagesWhereTheOptionsSaySo) {
  CountingPublisher publisher;
  Document document;
  document.SetContentPublisher(&publisher);
  Must(
      AddGeometry(document, Triangle(), {.delivery = BufferDelivery::kInline}));
  Must(AddBufferView(document, Bytes::Copy("abcd"), BufferViewType::kUnknown,
                     std::nullopt, BufferDelivery::kInline));
  EXPECT_EQ(publisher.count, 0);
  const GeometryID id = Must(AddGeometry(document, Triangle()));
  EXPECT_EQ(publisher.count, 1);
  const std::vector<Instance> instances(1);
  Must(AddInstances(document, id, instances,
                    {.delivery = BufferDelivery::kInline}));
  EXPECT_EQ(publisher.count, 1);
  Must(AddInstances(document, id, instances));
  EXPECT_EQ(publisher.count, 2);
}

TEST(AddGeometryTest, AnErrorChangesNothing) {
  Document document;
  const Mesh good = Triangle();
  Mesh bad = Triangle();
  bad.indices = {0, 1, 7};
  const PatchSource sources[] = {SourceOf(good), SourceOf(bad)};
  EXPECT_EQ(TextOf(AddGeometry(document, sources).status()),
            "patches[1].indices[2] is none of the 3 vertices");
  EXPECT_EQ(CountAll(document), 0u);
  // The document's own refusal, behind buffers that were made already.
  EXPECT_FALSE(AddGeometry(document, good, {}, MaterialID{7, 0}).ok());
  EXPECT_EQ(CountAll(document), 0u);
  EXPECT_FALSE(AddGeometry(document, std::span<const PatchSource>()).ok());
}

TEST(AddGeometryTest, DeleteTakesTheBuffersToo) {
  Document document;
  const GeometryID id = Must(AddGeometry(document, Triangle()));
  const EntityID user = Must(document.Create(
      Entity{.representation = RenderRepresentation{.mesh = id}}));
  Must(DeleteGeometry(document, id));
  EXPECT_EQ(CountAll(document), 4u);  // In use.
  Must(document.Delete(user));
  EXPECT_EQ(CountAll(document), 1u);  // The material.
  EXPECT_EQ(DeleteGeometry(document, id).code(), absl::StatusCode::kNotFound);
}

TEST(AddGeometryTest, BuffersArePaddedAndNeverEmpty) {
  Document document;
  EXPECT_FALSE(AddBufferView(document, Bytes(), BufferViewType::kImage).ok());
  const BufferView view = Must(document.Get(Must(AddBufferView(
      document, Bytes::Copy("12345"), BufferViewType::kImage, "five"))));
  EXPECT_EQ(view.length, 5u);
  EXPECT_EQ(Must(document.Get(view.source_buffer)).size, 8u);
}

}  // namespace
}  // namespace noodles
