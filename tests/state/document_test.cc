#include "noodles/state/document.h"

#include "state/document_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DocumentTest : public ::testing::Test {
 protected:
  DocumentTest() { document_.SetListener(&listener_); }
  ~DocumentTest() override { ExpectEqual(listener_.mirror, document_); }

  GeometryID MakeGeometry() {
    const BufferID buffer = Must(
        document_.Create(Buffer{.size = 4, .source = Bytes::Copy("abcd")}));
    const BufferViewID view =
        Must(document_.Create(BufferView{.source_buffer = buffer,
                                         .type = BufferViewType::kGeometry,
                                         .length = 4}));
    const MaterialID material = Must(document_.Create(Material{}));
    return Must(document_.Create(Geometry{
        .patches = {{.attributes = {{.view = view,
                                     .semantic = AttributeSemantic::kPosition,
                                     .format = Format::kVec3}},
                     .vertex_count = 0,
                     .type = PrimitiveType::kPoints,
                     .material = material}}}));
  }

  const TestMirror& mirror() const { return listener_.mirror; }

  Document document_;
  MirrorListener listener_;
};

TEST_F(DocumentTest, SlotsAreDenseAndReusedInTheNextGeneration) {
  const EntityID first = Must(document_.Create(Entity{.name = "first"}));
  const EntityID second = Must(document_.Create(Entity{.name = "second"}));
  const EntityID third = Must(document_.Create(Entity{.name = "third"}));
  EXPECT_EQ(first, (EntityID{0, 0}));
  EXPECT_EQ(third, (EntityID{2, 0}));
  Must(document_.Delete(third));
  Must(document_.Delete(first));
  // The lowest first.
  EXPECT_EQ(Must(document_.Create(Entity{})), (EntityID{0, 1}));
  EXPECT_EQ(Must(document_.Create(Entity{})), (EntityID{2, 1}));
  EXPECT_FALSE(document_.Contains(first));
  EXPECT_TRUE(document_.Contains(second));
  EXPECT_EQ(document_.Get(first).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(TextOf(document_.Get(first).status()),
            "Entity [0, 0] does not exist");
}

TEST_F(DocumentTest, ANameIsFoundAfterChangesOfReferences) {
  // Too long to lie inside its string.
  const std::string name(100, 'n');
  const EntityID parent = Must(document_.Create(Entity{}));
  const EntityID child = Must(document_.Create(Entity{.name = name}));
  Must(document_.Update(child, EntityUpdate{.parent = parent}));
  // Takes memory of the same size, should the name's have been given back.
  const std::string other(100, 'o');
  const std::string more(other);
  EXPECT_EQ(document_.FindByName<Entity>(name), child);
  Must(document_.Delete(child));
  EXPECT_EQ(document_.FindByName<Entity>(name), std::nullopt);
}

TEST_F(DocumentTest, ReferencesMustExist) {
  EXPECT_EQ(TextOf(document_.Create(Entity{.parent = EntityID{5, 0}}).status()),
            "parent: Entity [5, 0] does not exist");
  Entity entity;
  entity.representation = RenderRepresentation{.mesh = {3, 1}};
  EXPECT_EQ(TextOf(document_.Create(entity).status()),
            "render_rep.mesh: Geometry [3, 1] does not exist");
  const EntityID id = Must(document_.Create(Entity{}));
  EXPECT_EQ(
      TextOf(document_.Update(id, {.lights = std::vector<LightID>{{0, 0}}})),
      "lights: Light [0, 0] does not exist");
  EXPECT_EQ(Must(document_.Get(id)), Entity{});
  EXPECT_EQ(document_.Count(ComponentKind::kEntity), 1u);
  EXPECT_EQ(TextOf(document_.SetMethods({{7, 0}})),
            "methods_list: Method [7, 0] does not exist");
}

TEST_F(DocumentTest, AnUpdateSaysOnlyWhatChanges) {
  const EntityID id = Must(document_.Create(Entity{.tags = {"a"}}));
  const size_t frames = mirror().frame_count();
  Must(document_.Update(
      id, {.tags = std::vector<std::string>{"a"}, .visible = true}));
  EXPECT_EQ(mirror().frame_count(), frames);
  Must(document_.Update(
      id, {.tags = std::vector<std::string>{"a"}, .visible = false}));
  EXPECT_EQ(mirror().frame_count(), frames + 1);
  EXPECT_FALSE(mirror().all<Entity>().at(id).visible);
}

TEST_F(DocumentTest, AReferencedComponentStaysUntilTheLastReferenceGoes) {
  const LightID light = Must(document_.Create(Light{}));
  const EntityID one = Must(document_.Create(Entity{.lights = {light}}));
  const EntityID two = Must(document_.Create(Entity{.lights = {light}}));
  Must(document_.Delete(light));
  EXPECT_TRUE(document_.Contains(light));
  Must(document_.Delete(one));
  EXPECT_TRUE(document_.Contains(light));
  // It is not to be used anew.
  EXPECT_EQ(TextOf(document_.Create(Entity{.lights = {light}}).status()),
            "lights: Light [0, 0] has been deleted; it stays only while it is "
            "referred to");
  // An unrelated change of a referrer does not end it.
  Must(document_.Update(two, {.tags = std::vector<std::string>{"x"}}));
  EXPECT_TRUE(document_.Contains(light));
  Must(document_.Update(two, {.lights = std::vector<LightID>{}}));
  EXPECT_FALSE(document_.Contains(light));
  EXPECT_THAT(mirror().numbers(), ElementsAre(23, 4, 4, 6, 5, 5, 25));
}

TEST_F(DocumentTest, ADeferredDeleteTakesAlongWhatWaitedForIt) {
  const GeometryID geometry = MakeGeometry();
  Must(document_.Delete(BufferID{0, 0}));
  Must(document_.Delete(BufferViewID{0, 0}));
  Must(document_.Delete(MaterialID{0, 0}));
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 1u);
  Must(document_.Delete(geometry));
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 0u);
  EXPECT_EQ(document_.Count(ComponentKind::kBufferView), 0u);
  EXPECT_EQ(document_.Count(ComponentKind::kMaterial), 0u);
}

TEST_F(DocumentTest, DeleteTreeTakesWhatOnlyTheTreeUsed) {
  const GeometryID shared = MakeGeometry();
  const GeometryID own = MakeGeometry();
  const MethodID method = Must(document_.Create(Method{.name = "act"}));
  const EntityID root =
      Must(document_.Create(Entity{.methods_list = {method}}));
  Entity child{.parent = root};
  child.representation = RenderRepresentation{.mesh = own};
  Must(document_.Create(child));
  child.representation = RenderRepresentation{.mesh = shared};
  Must(document_.Create(child));
  Entity other;
  other.representation = RenderRepresentation{.mesh = shared};
  const EntityID outside = Must(document_.Create(other));

  Must(document_.DeleteTree(root));
  EXPECT_THAT(document_.List<Entity>(), ElementsAre(outside));
  EXPECT_THAT(document_.List<Geometry>(), ElementsAre(shared));
  EXPECT_EQ(document_.Count(ComponentKind::kBuffer), 1u);
  EXPECT_EQ(document_.Count(ComponentKind::kMaterial), 1u);
  EXPECT_TRUE(document_.Contains(method));
}

TEST_F(DocumentTest, CirclesOfParentsAreRefused) {
  const EntityID top = Must(document_.Create(Entity{}));
  const EntityID middle = Must(document_.Create(Entity{.parent = top}));
  const EntityID bottom = Must(document_.Create(Entity{.parent = middle}));
  EXPECT_EQ(TextOf(document_.Update(top, {.parent = bottom})),
            "parent: the entity would be above itself in the tree");
  EXPECT_EQ(TextOf(document_.Update(top, {.parent = top})),
            "parent: the entity would be above itself in the tree");
  Must(document_.Update(bottom, {.parent = top}));
  Must(document_.Update(middle, {.parent = bottom}));
}

TEST_F(DocumentTest, ReplaceNamesWhatTheProtocolCannotSay) {
  Entity entity{.name = "pump", .influence = BoundingBox{}};
  const EntityID id = Must(document_.Create(entity));
  Entity changed = entity;
  changed.representation = TextRepresentation{.txt = "hello"};
  Must(document_.Replace(id, changed));
  Must(document_.Replace(id, entity));
  EXPECT_EQ(mirror().all<Entity>().at(id).representation.index(), 0u);

  changed = entity;
  changed.name = "valve";
  changed.influence.reset();
  const absl::Status status = document_.Replace(id, changed);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(TextOf(status),
            "an update cannot change name, influence in this way; delete the "
            "component and create it anew");
  EXPECT_EQ(Must(document_.Get(id)), entity);
}

TEST_F(DocumentTest, FindsByName) {
  Must(document_.Create(Entity{.name = "pump"}));
  const EntityID second = Must(document_.Create(Entity{.name = "pump"}));
  EXPECT_EQ(document_.FindByName<Entity>("pump"), (EntityID{0, 0}));
  Must(document_.Delete(EntityID{0, 0}));
  EXPECT_EQ(document_.FindByName<Entity>("pump"), second);
  EXPECT_EQ(document_.FindByName<Entity>("pum"), std::nullopt);
  EXPECT_EQ(document_.FindByName<Light>("pump"), std::nullopt);
  Must(document_.Delete(second));
  EXPECT_EQ(document_.FindByName<Entity>("pump"), std::nullopt);
}

TEST_F(DocumentTest, VisitsEachInAscendingSlots) {
  Must(document_.Create(Entity{.name = "first"}));
  const EntityID second = Must(document_.Create(Entity{.name = "second"}));
  Must(document_.Create(Entity{}));
  Must(document_.Delete(EntityID{0, 0}));
  std::vector<std::pair<EntityID, std::string>> seen;
  document_.ForEach<Entity>([&](EntityID id, const Entity& entity) {
    seen.emplace_back(id, entity.name.value_or("-"));
  });
  EXPECT_THAT(seen,
              ElementsAre(std::pair<EntityID, std::string>(second, "second"),
                          std::pair<EntityID, std::string>({2, 0}, "-")));
  EXPECT_EQ(document_.NameOf(second), "second");
  EXPECT_EQ(document_.NameOf(EntityID{2, 0}), std::nullopt);
  EXPECT_EQ(document_.NameOf(EntityID{0, 0}), std::nullopt);
}

TEST_F(DocumentTest, AttachmentFollowsTheLists) {
  const MethodID method = Must(document_.Create(Method{.name = "act"}));
  const EntityID entity = Must(document_.Create(Entity{}));
  EXPECT_FALSE(document_.IsAttached(method, std::nullopt));
  EXPECT_FALSE(document_.IsAttached(method, InvokeIDType{entity}));
  Must(document_.SetMethods({method}));
  Must(document_.Update(entity, {.methods_list = std::vector{method}}));
  EXPECT_TRUE(document_.IsAttached(method, std::nullopt));
  EXPECT_TRUE(document_.IsAttached(method, InvokeIDType{entity}));
  EXPECT_FALSE(document_.IsAttached(method, InvokeIDType{TableID{0, 0}}));
  EXPECT_EQ(document_.FindAttachment(method, InvokeIDType{TableID{0, 0}}),
            Attachment::kNoTarget);
  EXPECT_EQ(document_.FindAttachment({1, 0}, std::nullopt),
            Attachment::kNoMethod);
  Must(document_.SetMethods({}));
  EXPECT_EQ(document_.FindAttachment(method, std::nullopt),
            Attachment::kNotAttached);
}

TEST_F(DocumentTest, ALimitOfComponents) {
  Document small(DocumentOptions{.max_components = 2});
  Must(small.Create(Entity{}));
  Must(small.Create(Light{}));
  const absl::Status status = small.Create(Entity{}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(TextOf(status), "the document has its maximum of 2 components");
  Must(small.Delete(LightID{0, 0}));
  Must(small.Create(Entity{}));
}

TEST_F(DocumentTest, AChainOfAHundredThousandParents) {
  std::optional<EntityID> parent;
  for (int i = 0; i < 100'000; ++i) {
    parent = Must(document_.Create(Entity{.parent = parent}));
  }
  // The top one goes when the last one below it has gone.
  for (uint32_t slot = 0; slot < 100'000; ++slot) {
    Must(document_.Delete(EntityID{slot, 0}));
  }
  EXPECT_EQ(document_.Count(ComponentKind::kEntity), 0u);
}

TEST_F(DocumentTest, ResetDeletesReferrersFirst) {
  MakeGeometry();
  const MethodID method = Must(document_.Create(Method{.name = "act"}));
  Must(document_.SetMethods({method}));
  document_.Reset();
  for (size_t kind = 0; kind < kComponentKindCount; ++kind) {
    EXPECT_EQ(document_.Count(static_cast<ComponentKind>(kind)), 0u);
  }
  EXPECT_THAT(document_.methods(), IsEmpty());
  // One frame, without message 32, which peers choke on.
  EXPECT_THAT(mirror().numbers(), ::testing::Not(::testing::Contains(32)));
}

}  // namespace
}  // namespace noodles
