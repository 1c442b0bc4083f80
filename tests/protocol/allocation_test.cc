// Allocations of decoding and encoding: none for a message without texts and
// lists, and never a copy of a buffer.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <utility>
#include <variant>

#include "noodles/codec.h"

namespace {

size_t allocations = 0;
size_t allocated_bytes = 0;

}  // namespace

void* operator new(size_t size) {
  ++allocations;
  allocated_bytes += size;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace noodles {
namespace {

constexpr size_t kBufferBytes = size_t{64} << 20;

// Counts messages and keeps the last buffer, without allocating.
class Counter final : public ServerMessageHandlerBase {
 public:
  int delivered = 0;
  MsgBufferCreate buffer;

  void OnEntityCreate(MsgEntityCreate&&) override { ++delivered; }
  void OnEntityUpdate(MsgEntityUpdate&&) override { ++delivered; }
  void OnEntityDelete(MsgEntityDelete&&) override { ++delivered; }
  void OnBufferCreate(MsgBufferCreate&& message) override {
    ++delivered;
    buffer = std::move(message);
  }
  void OnBufferViewCreate(MsgBufferViewCreate&&) override { ++delivered; }
  void OnMaterialCreate(MsgMaterialCreate&&) override { ++delivered; }
  void OnMaterialUpdate(MsgMaterialUpdate&&) override { ++delivered; }
  void OnSamplerCreate(MsgSamplerCreate&&) override { ++delivered; }
  void OnLightCreate(MsgLightCreate&&) override { ++delivered; }
  void OnLightUpdate(MsgLightUpdate&&) override { ++delivered; }
  void OnInvalidMessage(uint64_t, const cbor::DecodeError& error) override {
    ADD_FAILURE() << error.ToString();
  }
};

EntityUpdate Moved() {
  EntityUpdate update;
  update.transform = Mat4{1, 2, 3, 4, 5};
  update.influence = BoundingBox{{0, 0, 0}, {1, 1, 1}};
  update.visible = true;
  return update;
}

Material Textured() {
  Material material;
  material.pbr_info.base_color_texture = TextureRef{.texture = {1, 0}};
  material.normal_texture = TextureRef{.texture = {2, 0}, .transform = Mat3{}};
  return material;
}

// A frame of messages without texts and lists.
Bytes PlainFrame() {
  Entity rendered;
  rendered.representation = RenderRepresentation{
      .mesh = {1, 0}, .instances = InstanceSource{.view = {2, 0}}};
  MaterialUpdate dimmed;
  dimmed.pbr_info = PBRInfo();
  LightUpdate lit;
  lit.color = RGB{1, 1, 1};
  Light spot;
  spot.type = SpotLight();
  return EncodeFrame(
      MsgEntityCreate{{1, 0}, rendered}, MsgEntityUpdate{{1, 0}, Moved()},
      MsgEntityDelete{{1, 0}}, MsgBufferViewCreate{{1, 0}, {}},
      MsgMaterialCreate{{1, 0}, Textured()}, MsgMaterialUpdate{{1, 0}, dimmed},
      MsgSamplerCreate{{1, 0}, {}}, MsgLightCreate{{1, 0}, spot},
      MsgLightUpdate{{1, 0}, lit});
}

TEST(AllocationTest, TheCounterCounts) {
  const size_t before = allocations;
  auto* text = new std::string(100, 'x');
  EXPECT_EQ(allocations, before + 2);
  delete text;
}

TEST(AllocationTest, PlainMessagesAreReadWithoutAny) {
  const Bytes frame = PlainFrame();
  Counter counter;
  const size_t before = allocations;
  const auto error = Dispatch(frame, counter);
  EXPECT_EQ(allocations, before);
  EXPECT_FALSE(error.has_value());
  EXPECT_EQ(counter.delivered, 9);
}

TEST(AllocationTest, PlainMessagesAreWrittenWithoutAny) {
  const MsgEntityUpdate message{{1, 0}, Moved()};
  cbor::Writer writer(1024);
  const size_t before = allocations;
  for (int i = 0; i < 3; ++i) {
    writer.Clear();
    AppendMessage(writer, message);
  }
  EXPECT_EQ(allocations, before);
  EXPECT_GT(writer.size(), 100u);
}

TEST(AllocationTest, ALargeBufferIsNotCopied) {
  MsgBufferCreate message;
  message.id = {7, 0};
  message.content.size = kBufferBytes;
  message.content.source = Bytes::Adopt(std::string(kBufferBytes, 'b'));
  const Bytes frame = EncodeFrame(message);
  Counter counter;
  const size_t before = allocated_bytes;
  const auto error = Dispatch(frame, counter);
  EXPECT_EQ(allocated_bytes, before);
  EXPECT_FALSE(error.has_value());
  EXPECT_EQ(counter.delivered, 1);
  const Bytes& bytes = std::get<Bytes>(counter.buffer.content.source);
  EXPECT_EQ(bytes.size(), kBufferBytes);
  EXPECT_EQ(bytes.data(), frame.data() + (frame.size() - kBufferBytes));
  EXPECT_EQ(bytes.owner(), frame.owner());
}

TEST(AllocationTest, AClaimedCountReservesNothing) {
  // The input claims a name of 2^31 bytes, and a list of 2^31 lights, but ends
  // before.
  for (const std::string_view claim :
       {std::string_view("\x82\x04\xa1\x64name\x7a\x80\x00\x00\x00", 13),
        std::string_view("\x82\x04\xa1\x66lights\x9a\x80\x00\x00\x00", 15)}) {
    const Bytes frame = Bytes::Copy(claim);
    ServerMessageHandlerBase handler;
    const size_t before = allocated_bytes;
    EXPECT_TRUE(Dispatch(frame, handler).has_value());
    EXPECT_LT(allocated_bytes - before, 4096u);
  }
}

}  // namespace
}  // namespace noodles
