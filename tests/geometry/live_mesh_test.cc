// LiveMesh: what clients get of a change, what stays, and what is deleted.
#include "noodles/geometry/live_mesh.h"

#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "geometry/geometry_testing.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/geometry/instances.h"
#include "state/document_testing.h"

namespace noodles {
namespace {

using std::chrono::milliseconds;

// A client in memory that also counts bytes.
class Client : public DocumentListener {
 public:
  bool IsListening() const override { return true; }
  void OnChanges(const std::vector<EncodedMessages>& frames) override {
    for (const EncodedMessages& frame : frames) {
      last_bytes = frame.items.size();
      for (const Bytes& piece : frame.more) last_bytes += piece.size();
      mirror.Receive(frame);
    }
  }

  TestMirror mirror;
  // Of the last frame.
  size_t last_bytes = 0;
};

// Publishes everything that the program lets it publish.
class Publisher : public ContentPublisher {
 public:
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishBytes(
      const Bytes&) override {
    return std::make_shared<Content>();
  }
  absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishLocation(
      std::string_view) override {
    return nullptr;
  }

 private:
  class Content : public PublishedContent {
   public:
    std::string Url() const override { return "http://host/asset"; }
  };
};

class LiveMeshTest : public ::testing::Test {
 protected:
  static constexpr size_t kSide = 64;

  LiveMeshTest() { document_.SetListener(&client_); }
  ~LiveMeshTest() override {
    live_.reset();
    ExpectEqual(client_.mirror, document_);
  }

  // A wave at a time: positions, normals, texture coordinates and colours.
  static Mesh WaveAt(float time, size_t side = kSide) {
    std::vector<float> heights(side * side);
    for (size_t i = 0; i < heights.size(); ++i) {
      heights[i] = std::sin(time + 0.3f * static_cast<float>(i % side));
    }
    HeightFieldOptions options;
    options.colors.range = {{-1, 1}};
    Mesh mesh = Must(HeightField(heights, {side, side}, options));
    EXPECT_EQ(mesh.texture_coordinates.size(), 1u);
    EXPECT_EQ(mesh.colors.size(), 1u);
    return mesh;
  }

  void Make(const LiveMeshOptions& options = {.name = "wave"}) {
    live_ = Must(LiveMesh::Create(document_, WaveAt(0), options,
                                  Entity{.name = "wave"}));
  }

  // As the client has them.
  RenderRepresentation Shown() {
    return std::get<RenderRepresentation>(
        client_.mirror.all<Entity>().at(live_->id()).representation);
  }
  GeometryPatch Patch() {
    return client_.mirror.all<Geometry>().at(Shown().mesh).patches.at(0);
  }
  Attribute AttributeOf(AttributeSemantic semantic) {
    for (const Attribute& attribute : Patch().attributes) {
      if (attribute.semantic == semantic) return attribute;
    }
    ADD_FAILURE() << "no " << ToString(semantic);
    return {};
  }
  template <class T>
  std::vector<T> ValuesOf(AttributeSemantic semantic) {
    const Attribute attribute = AttributeOf(semantic);
    const BufferView view = client_.mirror.all<BufferView>().at(attribute.view);
    const Buffer buffer = client_.mirror.all<Buffer>().at(view.source_buffer);
    return ValuesAt<T>(std::get<Bytes>(buffer.source),
                       view.offset + attribute.offset, Patch().vertex_count,
                       attribute.stride);
  }
  void ExpectShows(const Mesh& mesh) {
    EXPECT_EQ(ValuesOf<Vec3>(AttributeSemantic::kPosition), mesh.positions);
    EXPECT_EQ(ValuesOf<Vec3>(AttributeSemantic::kNormal), mesh.normals);
    EXPECT_EQ(ValuesOf<Vec2>(AttributeSemantic::kTexture),
              mesh.texture_coordinates[0]);
    const BoundingBox box = Bounds(mesh);
    const Attribute positions = AttributeOf(AttributeSemantic::kPosition);
    EXPECT_EQ(positions.minimum_value,
              std::vector<float>(box.min.begin(), box.min.end()));
    EXPECT_EQ(positions.maximum_value,
              std::vector<float>(box.max.begin(), box.max.end()));
    EXPECT_EQ(Patch().indices->count, mesh.indices.size());
  }
  std::map<ComponentKind, size_t> Counts() {
    std::map<ComponentKind, size_t> counts;
    for (const ComponentKind kind :
         {ComponentKind::kEntity, ComponentKind::kGeometry,
          ComponentKind::kBuffer, ComponentKind::kBufferView,
          ComponentKind::kMaterial}) {
      counts[kind] = document_.Count(kind);
    }
    return counts;
  }

  Document document_;
  Client client_;
  std::unique_ptr<LiveMesh> live_;
};

TEST_F(LiveMeshTest, CreatesAnEntityWithTheMesh) {
  Make();
  ExpectShows(WaveAt(0));
  const Entity entity = client_.mirror.all<Entity>().at(live_->id());
  EXPECT_EQ(entity.name, "wave");
  EXPECT_EQ(client_.mirror.all<Geometry>().at(Shown().mesh).name,
            "wave geometry");
  for (const auto& [id, buffer] : client_.mirror.all<Buffer>()) {
    EXPECT_EQ(buffer.name, "wave buffer");
    EXPECT_EQ(buffer.size % 4, 0u);
    EXPECT_EQ(std::get<Bytes>(buffer.source).size(), buffer.size);
  }
  // Each attribute begins at the first byte of a buffer of its own.
  std::set<BufferID> buffers;
  for (const Attribute& attribute : Patch().attributes) {
    const BufferView view = client_.mirror.all<BufferView>().at(attribute.view);
    EXPECT_EQ(view.offset + attribute.offset, 0u);
    EXPECT_EQ(view.length, attribute.stride * Patch().vertex_count);
    EXPECT_TRUE(buffers.insert(view.source_buffer).second);
  }
  EXPECT_EQ(buffers.size(), 4u);
}

TEST_F(LiveMeshTest, SendsOnlyWhatChanges) {
  Make();
  const Attribute texture = AttributeOf(AttributeSemantic::kTexture);
  const Index indices = Patch().indices.value();
  const MaterialID material = Patch().material;
  const auto counts = Counts();
  const size_t total = document_.total_bytes();
  const size_t frames = client_.mirror.frame_count();
  for (int step = 1; step <= 3; ++step) {
    const Mesh wave = WaveAt(static_cast<float>(step));
    const Attribute former = AttributeOf(AttributeSemantic::kPosition);
    Must(live_->Replace(wave));
    ExpectShows(wave);
    EXPECT_EQ(client_.mirror.frame_count(), frames + step);
    // Kept: texture coordinates, indices and the material.
    EXPECT_EQ(AttributeOf(AttributeSemantic::kTexture), texture);
    EXPECT_EQ(Patch().indices, indices);
    EXPECT_EQ(Patch().material, material);
    EXPECT_NE(AttributeOf(AttributeSemantic::kPosition).view, former.view);
    // Positions, normals and colours, and little beside them.
    const size_t arrays = kSide * kSide * (12 + 12 + 4);
    EXPECT_GE(client_.last_bytes, arrays);
    EXPECT_LE(client_.last_bytes, arrays + 1200);
    EXPECT_EQ(Counts(), counts);
    EXPECT_EQ(document_.total_bytes(), total);
  }
  // 2.3 MB/s at 20 Hz, where all of the mesh would be 3.9 MB/s.
  EXPECT_LT(20 * client_.last_bytes, 2'320'000u);

  // An equal mesh is no change.
  Must(live_->Replace(WaveAt(3)));
  EXPECT_EQ(client_.mirror.frame_count(), frames + 3);
}

TEST_F(LiveMeshTest, UpdatesSingleArrays) {
  Make();
  const Mesh before = WaveAt(0);
  const Attribute normals = AttributeOf(AttributeSemantic::kNormal);
  const Attribute colors = AttributeOf(AttributeSemantic::kColor);
  // As another program has them: doubles in rows.
  std::vector<double> flat;
  for (const Vec3& position : before.positions) {
    for (const float number : position) flat.push_back(2.0 * number);
  }
  Must(live_->Update({.positions = ArrayView::Flat(flat, 3)}));
  EXPECT_EQ(AttributeOf(AttributeSemantic::kNormal), normals);
  EXPECT_EQ(AttributeOf(AttributeSemantic::kColor), colors);
  Mesh doubled = before;
  for (Vec3& position : doubled.positions) {
    position = vector::Scale(position, 2);
  }
  ExpectShows(doubled);
  EXPECT_LE(client_.last_bytes, kSide * kSide * 12 + 800);

  const std::vector<Vec4> red(before.positions.size(), Vec4{1, 0, 0, 1});
  Must(live_->Update({.colors = {red}}));
  EXPECT_EQ(ValuesOf<uint32_t>(AttributeSemantic::kColor),
            std::vector<uint32_t>(red.size(), 0xFF0000FF));
  ExpectShows(doubled);
  EXPECT_LE(client_.last_bytes, kSide * kSide * 4 + 800);

  // An array more, in the place where clients expect it.
  const std::vector<Vec3> tangents(before.positions.size(), Vec3{1, 0, 0});
  Must(live_->Update({.tangents = tangents}));
  EXPECT_EQ(ValuesOf<Vec3>(AttributeSemantic::kTangent), tangents);
  EXPECT_EQ(Patch().attributes.at(2).semantic, AttributeSemantic::kTangent);
  // A second channel; the first, which is left out, stays.
  Must(live_->Update(
      {.texture_coordinates = {{}, before.texture_coordinates[0]}}));
  EXPECT_EQ(Patch().attributes.size(), 6u);
  ExpectShows(doubled);
}

TEST_F(LiveMeshTest, AnotherNumberOfVerticesAndAnotherType) {
  Make();
  const auto counts = Counts();
  const Mesh smaller = WaveAt(1, 7);
  Must(live_->Replace(smaller));
  ExpectShows(smaller);
  EXPECT_EQ(Counts(), counts);
  // An odd number of 16-bit indices: the buffer is padded, the view is not.
  Must(live_->Replace(Mesh{.type = PrimitiveType::kPoints,
                           .positions = {{0, 0, 0}, {1, 2, 3}},
                           .indices = {0, 1, 1}}));
  EXPECT_EQ(Patch().type, PrimitiveType::kPoints);
  const Index index = Patch().indices.value();
  EXPECT_EQ(index.format, Format::kU16);
  const BufferView view = client_.mirror.all<BufferView>().at(index.view);
  EXPECT_EQ(view.length, 6u);
  const Buffer buffer = client_.mirror.all<Buffer>().at(view.source_buffer);
  EXPECT_EQ(ValuesAt<uint16_t>(std::get<Bytes>(buffer.source), 0, 4),
            (std::vector<uint16_t>{0, 1, 1, 0}));
  // Without indices.
  Must(live_->Replace(Triangle()));
  EXPECT_FALSE(Patch().indices);
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 1u);
}

// Slots are used again: a client needs no more memory after any number of
// changes.
TEST_F(LiveMeshTest, ManyReplacementsLeaveNothingBehind) {
  const Mesh wave = WaveAt(0, 8);
  live_ = Must(LiveMesh::Create(document_, wave));
  const auto counts = Counts();
  const size_t total = document_.total_bytes();
  std::vector<Vec3> positions = wave.positions;
  for (int i = 0; i < 1000; ++i) {
    positions[0][1] = static_cast<float>(i + 2);
    Must(live_->Update({.positions = positions}));
  }
  EXPECT_EQ(Counts(), counts);
  // A larger generation takes two bytes more wherever it is named.
  EXPECT_LE(document_.total_bytes(), total + 20);
  const Attribute attribute = AttributeOf(AttributeSemantic::kPosition);
  EXPECT_LE(attribute.view.slot, counts.at(ComponentKind::kBufferView));
  EXPECT_LE(Shown().mesh.slot, 1u);
  // Two slots take turns.
  EXPECT_EQ(Shown().mesh.gen, 500u);
  EXPECT_EQ(ValuesOf<Vec3>(AttributeSemantic::kPosition), positions);
}

TEST_F(LiveMeshTest, AnErrorChangesNothing) {
  Make();
  const auto counts = Counts();
  const size_t frames = client_.mirror.frame_count();
  std::vector<Vec3> positions = WaveAt(0).positions;
  positions[17][2] = NAN;
  EXPECT_EQ(TextOf(live_->Update({.positions = positions})),
            "positions[17] is not a finite number");
  positions.resize(5);
  EXPECT_EQ(TextOf(live_->Update({.positions = positions})),
            "positions: 5 values for 4096 positions");
  EXPECT_EQ(TextOf(live_->Update({.colors = {positions}})),
            "colors[0]: 5 values for 4096 positions");
  const std::vector<Vec2> flat(kSide * kSide);
  EXPECT_EQ(TextOf(live_->Update({.normals = flat})),
            "normals: 2 numbers in each value do not make a NORMAL");
  Mesh bad = Triangle();
  bad.indices = {0, 1, 3};
  EXPECT_EQ(TextOf(live_->Replace(bad)),
            "indices[2] is none of the 3 vertices");
  EXPECT_EQ(TextOf(live_->Replace(Mesh{})), "positions: there are none");
  EXPECT_EQ(client_.mirror.frame_count(), frames);
  EXPECT_EQ(Counts(), counts);
  ExpectShows(WaveAt(0));
}

TEST_F(LiveMeshTest, AnEntityThatWasDeleted) {
  Make();
  Must(document_.DeleteTree(live_->id()));
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 0u);
  EXPECT_EQ(live_->Replace(WaveAt(1)).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 0u);
}

TEST_F(LiveMeshTest, WhatTheDocumentRefusesIsNotSentLater) {
  document_.SetListener(nullptr);
  Document small({.max_total_bytes = 400'000});
  small.SetListener(&client_);
  auto live = Must(LiveMesh::Create(small, WaveAt(0)));
  EXPECT_EQ(live->Replace(WaveAt(1, 200)).code(),
            absl::StatusCode::kResourceExhausted);
  const size_t frames = client_.mirror.frame_count();
  Must(live->Flush());
  Must(live->Replace(WaveAt(0)));
  EXPECT_EQ(client_.mirror.frame_count(), frames);
  Must(live->Replace(WaveAt(1)));
  EXPECT_EQ(client_.mirror.frame_count(), frames + 1);
  ExpectEqual(client_.mirror, small);
  live.reset();
  small.Reset();
}

TEST_F(LiveMeshTest, ATransactionTakesItBack) {
  Make();
  const auto counts = Counts();
  const RenderRepresentation before = Shown();
  EXPECT_FALSE(document_
                   .Transact([&] {
                     Must(live_->Replace(WaveAt(1)));
                     Must(live_->Replace(WaveAt(2, 5)));
                     return absl::CancelledError();
                   })
                   .ok());
  EXPECT_EQ(Shown(), before);
  EXPECT_EQ(Counts(), counts);
  const Attribute texture = AttributeOf(AttributeSemantic::kTexture);
  Must(live_->Replace(WaveAt(1)));
  ExpectShows(WaveAt(1));
  EXPECT_EQ(AttributeOf(AttributeSemantic::kTexture), texture);
  EXPECT_EQ(Counts(), counts);
}

TEST_F(LiveMeshTest, TakesOverAnEntityAndKeepsItsMaterialAndInstances) {
  const GeometryID former =
      Must(AddGeometry(document_, Triangle(), {.name = "ball"}));
  const MaterialID material =
      Must(document_.Get(former)).patches.at(0).material;
  const std::vector<Instance> instances = {{.position = {1, 2, 3}}, {}};
  const EntityID id = Must(document_.Create(Entity{
      .representation = Must(AddInstances(document_, former, instances))}));
  live_ = Must(LiveMesh::Attach(document_, id, WaveAt(0)));
  EXPECT_EQ(live_->id(), id);
  EXPECT_EQ(Patch().material, material);
  EXPECT_TRUE(Shown().instances);
  EXPECT_EQ(document_.NameOf(Shown().mesh), "ball geometry");
  EXPECT_FALSE(document_.Contains(former));
  EXPECT_EQ(
      LiveMesh::Attach(document_, EntityID{99, 0}, WaveAt(0)).status().code(),
      absl::StatusCode::kNotFound);
}

// The program replaces, deletes or shares what the LiveMesh has made.
TEST_F(LiveMeshTest, OthersChangeTheEntity) {
  Make();
  const auto counts = Counts();
  const MaterialID red = Must(document_.Create(Material{.name = "red"}));
  Must(ReplaceMesh(document_, live_->id(), Triangle(), {}, red));
  Must(live_->Replace(WaveAt(1)));
  ExpectShows(WaveAt(1));
  EXPECT_EQ(Patch().material, red);
  EXPECT_EQ(Counts(), counts);
  // Its own geometry, deleted while the entity draws it.
  Must(DeleteGeometry(document_, Shown().mesh));
  Must(live_->Update({.positions = WaveAt(2).positions}));
  Must(live_->Replace(WaveAt(2)));
  ExpectShows(WaveAt(2));
  EXPECT_EQ(Counts(), counts);
  // Another entity draws a mesh of the past, which stays for it.
  const GeometryID shared = Shown().mesh;
  const EntityID other = Must(document_.Create(
      Entity{.representation = RenderRepresentation{.mesh = shared}}));
  Must(live_->Replace(WaveAt(3)));
  EXPECT_TRUE(document_.Contains(shared));
  Must(document_.DeleteTree(other));
  EXPECT_EQ(Counts(), counts);
  ExpectShows(WaveAt(3));
  // No mesh at all.
  EntityUpdate text;
  text.representation = TextRepresentation{.txt = "wait"};
  Must(document_.Update(live_->id(), text));
  Must(live_->Replace(WaveAt(3)));
  ExpectShows(WaveAt(3));
  EXPECT_EQ(Counts(), counts);
}

TEST_F(LiveMeshTest, ARateSendsTheLatestOfEachArray) {
  const auto timer = std::make_shared<ManualTimer>();
  Make({.max_updates_per_second = 20, .timer = timer});
  const size_t frames = client_.mirror.frame_count();
  const Mesh last = WaveAt(9);
  Must(live_->Replace(WaveAt(1)));  // at once
  EXPECT_EQ(client_.mirror.frame_count(), frames + 1);
  Must(live_->Update({.normals = last.normals}));
  Must(live_->Update({.positions = WaveAt(5).positions}));
  Must(live_->Update({.positions = last.positions}));
  EXPECT_EQ(client_.mirror.frame_count(), frames + 1);
  ExpectShows(WaveAt(1));
  // An error concerns the change that causes it, not the one that waits.
  EXPECT_FALSE(live_->Update({.positions = Triangle().positions}).ok());
  timer->Advance(milliseconds(50));
  EXPECT_EQ(client_.mirror.frame_count(), frames + 2);
  ExpectShows(last);
  // The number of vertices is that of the change that waits.
  Must(live_->Replace(WaveAt(1, 9)));
  Must(live_->Update({.positions = WaveAt(2, 9).positions}));
  ExpectShows(last);
  Must(live_->Flush());
  EXPECT_EQ(ValuesOf<Vec3>(AttributeSemantic::kPosition),
            WaveAt(2, 9).positions);
  // The last change is sent at the end.
  Must(live_->Replace(WaveAt(4)));
  const EntityID id = live_->id();
  live_.reset();
  EXPECT_EQ(
      std::get<RenderRepresentation>(
          client_.mirror.all<Entity>().at(id).representation),
      std::get<RenderRepresentation>(Must(document_.Get(id)).representation));
  EXPECT_EQ(client_.mirror.frame_count(), frames + 4);
}

// Which buffers clients get by URL.
TEST_F(LiveMeshTest, ChoosesTheDeliveryBySizeAndRate) {
  Publisher publisher;
  document_.SetContentPublisher(&publisher);
  const auto timer = std::make_shared<ManualTimer>();
  const auto is_inline = [&] {
    const BufferView view = client_.mirror.all<BufferView>().at(
        AttributeOf(AttributeSemantic::kPosition).view);
    return std::holds_alternative<Bytes>(
        client_.mirror.all<Buffer>().at(view.source_buffer).source);
  };
  float time = 0;
  const auto replace_after = [&](milliseconds pause, size_t side = kSide) {
    timer->Advance(pause);
    Must(live_->Replace(WaveAt(++time, side)));
    return is_inline();
  };
  Make({.timer = timer});
  EXPECT_FALSE(is_inline());
  EXPECT_TRUE(replace_after(milliseconds(999)));
  EXPECT_FALSE(replace_after(milliseconds(1000)));
  EXPECT_TRUE(replace_after(milliseconds(50)));
  // 1.2 MB do not fit into a frame.
  EXPECT_FALSE(replace_after(milliseconds(50), 210));
  // The program decides.
  Make({.delivery = BufferDelivery::kInline, .timer = timer});
  EXPECT_TRUE(is_inline());
  EXPECT_TRUE(replace_after(milliseconds(50), 210));
  Make({.delivery = BufferDelivery::kAutomatic, .timer = timer});
  EXPECT_FALSE(replace_after(milliseconds(50)));
  live_.reset();
  // ExpectEqual compares with the contents, which the client does not have.
  document_.Reset();
  document_.SetContentPublisher(nullptr);
}

TEST_F(LiveMeshTest, ThreadsInAndOutsideOfTransactions) {
  Make();
  const auto counts = Counts();
  const Mesh one = WaveAt(1);
  const Mesh two = WaveAt(2);
  std::thread other([&] {
    for (int i = 0; i < 50; ++i) Must(live_->Update({.normals = one.normals}));
  });
  for (int i = 0; i < 50; ++i) {
    Must(document_.Transact([&] {
      return live_->Update({.positions = (i % 2 == 0 ? one : two).positions});
    }));
  }
  other.join();
  EXPECT_EQ(ValuesOf<Vec3>(AttributeSemantic::kPosition), two.positions);
  EXPECT_EQ(ValuesOf<Vec3>(AttributeSemantic::kNormal), one.normals);
  EXPECT_EQ(Counts(), counts);
}

}  // namespace
}  // namespace noodles
