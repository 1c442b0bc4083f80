#include "state/document_testing.h"

namespace noodles {
namespace {

class ValidationTest : public ::testing::Test {
 protected:
  ValidationTest() {
    buffer_ = Must(document_.Create(
        Buffer{.size = 100, .source = Bytes::Copy(std::string(100, 'x'))}));
    view_ = Must(document_.Create(
        BufferView{.source_buffer = buffer_, .offset = 4, .length = 96}));
    material_ = Must(document_.Create(Material{}));
  }

  // The error of a geometry with one patch; "" for none.
  std::string ErrorOf(const Attribute& attribute, uint64_t vertex_count,
                      std::optional<Index> indices = std::nullopt) {
    Attribute complete = attribute;
    complete.view = view_;
    if (indices) indices->view = view_;
    return TextOf(
        document_
            .Create(Geometry{.patches = {{.attributes = {complete},
                                          .vertex_count = vertex_count,
                                          .indices = indices,
                                          .material = material_}}})
            .status());
  }

  static Attribute Position(uint64_t offset, uint64_t stride) {
    return {.semantic = AttributeSemantic::kPosition,
            .offset = offset,
            .stride = stride,
            .format = Format::kVec3};
  }

  Document document_;
  BufferID buffer_;
  BufferViewID view_;
  MaterialID material_;
};

TEST_F(ValidationTest, BuffersHaveTheSizeThatTheySay) {
  EXPECT_EQ(
      TextOf(document_.Create(Buffer{.size = 4, .source = Bytes::Copy("abc")})
                 .status()),
      "size: 4, but inline_bytes has 3 bytes");
  Must(document_.Create(Buffer{.size = 4, .source = Location("http://a/b")}));
}

TEST_F(ValidationTest, ViewsLieInTheirBuffers) {
  const auto error = [&](uint64_t offset, uint64_t length) {
    return TextOf(
        document_
            .Create(BufferView{
                .source_buffer = buffer_, .offset = offset, .length = length})
            .status());
  };
  EXPECT_EQ(error(0, 100), "");
  EXPECT_EQ(error(100, 0), "");
  EXPECT_EQ(error(1, 100),
            "length: 100 bytes from offset 1 reach beyond the buffer's size of "
            "100");
  EXPECT_EQ(error(UINT64_MAX, 2),
            "length: 2 bytes from offset 18446744073709551615 reach beyond the "
            "buffer's size of 100");
}

TEST_F(ValidationTest, AttributesLieInTheirViews) {
  EXPECT_EQ(ErrorOf(Position(0, 0), 8), "");
  EXPECT_EQ(ErrorOf(Position(84, 16), 1), "");
  EXPECT_EQ(ErrorOf(Position(0, 0), 9),
            "patches[0].attributes[0]: 9 values of 12 bytes, 12 apart from "
            "offset 0, reach beyond the view's length of 96");
  EXPECT_EQ(ErrorOf(Position(85, 0), 1),
            "patches[0].attributes[0]: 1 values of 12 bytes, 12 apart from "
            "offset 85, reach beyond the view's length of 96");
  EXPECT_EQ(ErrorOf(Position(0, 16), UINT64_MAX).substr(0, 25),
            "patches[0].attributes[0]:");
  EXPECT_EQ(ErrorOf(Position(0, 8), 1),
            "patches[0].attributes[0]: a stride of 8 for values of 12 bytes");
}

TEST_F(ValidationTest, FormatsFitWhatTheyAreFor) {
  const auto error = [&](AttributeSemantic semantic, Format format) {
    return ErrorOf({.semantic = semantic, .format = format}, 1);
  };
  EXPECT_EQ(error(AttributeSemantic::kNormal, Format::kVec3), "");
  EXPECT_EQ(error(AttributeSemantic::kTexture, Format::kU16Vec2), "");
  EXPECT_EQ(error(AttributeSemantic::kColor, Format::kU8Vec4), "");
  EXPECT_EQ(error(AttributeSemantic::kColor, Format::kVec3),
            "patches[0].attributes[0].format: VEC3 is no format for COLOR");
  EXPECT_EQ(error(AttributeSemantic::kPosition, Format::kVec4),
            "patches[0].attributes[0].format: VEC4 is no format for POSITION");
}

TEST_F(ValidationTest, IndicesLieInTheirViews) {
  EXPECT_EQ(
      ErrorOf(Position(0, 0), 3, Index{.count = 48, .format = Format::kU16}),
      "");
  EXPECT_EQ(
      ErrorOf(Position(0, 0), 3, Index{.count = 25, .format = Format::kU32}),
      "patches[0].indices: 25 values of 4 bytes, 4 apart from offset 0, "
      "reach beyond the view's length of 96");
  EXPECT_EQ(
      ErrorOf(Position(0, 0), 3, Index{.count = 1, .format = Format::kVec3}),
      "patches[0].indices.format: VEC3 is no format for indices; U8, U16 "
      "and U32 are");
}

TEST_F(ValidationTest, InstancesFitTheirView) {
  const GeometryID mesh = Must(document_.Create(Geometry{
      .patches = {{.attributes = {{.view = view_, .format = Format::kVec3}},
                   .material = material_}}}));
  const BufferViewID small = Must(
      document_.Create(BufferView{.source_buffer = buffer_, .length = 63}));
  Entity entity;
  RenderRepresentation render{.mesh = mesh,
                              .instances = InstanceSource{.view = view_}};
  entity.representation = render;
  const EntityID id = Must(document_.Create(entity));
  render.instances->stride = 60;
  EXPECT_EQ(TextOf(document_.Update(id, {.representation = render})),
            "render_rep.instances.stride: 60, but an instance has 64 bytes");
  render.instances = InstanceSource{.view = small};
  EXPECT_EQ(TextOf(document_.Update(id, {.representation = render})),
            "render_rep.instances.view: the view is too short for one instance "
            "of 64 bytes");
  EXPECT_EQ(Must(document_.Get(id)), entity);
}

}  // namespace
}  // namespace noodles
