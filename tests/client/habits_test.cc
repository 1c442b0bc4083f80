// The client with each known deviation of real servers, from recorded frames.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/habits_fixture.h"
#include "noodles/base/status.h"
#include "noodles/client.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(HabitsTest, SlotsInAnyOrder) {
  Serve({Frame({4, EntityMap(2, "c"), 4, EntityMap(0, "a"), 35, kReady})});
  EXPECT_EQ(NameOf(2), "c");
  EXPECT_EQ(NameOf(0), "a");
  EXPECT_THAT(odd_, IsEmpty());
}

TEST_F(HabitsTest, IdentifiersUsedAgainInTheSameGeneration) {
  std::vector<std::string> seen;
  client_.OnCreated<Entity>([&](EntityID, const Entity& entity) {
    seen.push_back("+" + *entity.name);
  });
  client_.OnRemoved<Entity>([&](EntityID, const Entity& entity) {
    seen.push_back("-" + *entity.name);
  });
  Serve({Frame({4, EntityMap(0, "old")}),
         Frame({6, Any::Map{{"id", IdArray(0)}}}),
         Frame({4, EntityMap(0, "new"), 35, kReady})});
  EXPECT_EQ(NameOf(0), "new");
  EXPECT_THAT(seen, ElementsAre("+old", "-old", "+new"));
  EXPECT_THAT(odd_, IsEmpty());
}

TEST_F(HabitsTest, SlotsTakenWithoutADelete) {
  Serve(
      {Frame({4, EntityMap(0, "old"), 4, EntityMap(0, "new", 1), 35, kReady})});
  EXPECT_EQ(NameOf(0), "(none)");
  EXPECT_EQ(NameOf(0, 1), "new");
  EXPECT_EQ(client_.mirror().count(ComponentKind::kEntity), 1u);
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("takes the place of Entity [0, 0]")));
}

TEST_F(HabitsTest, CreatesThatComeTwice) {
  size_t updates = 0;
  client_.OnUpdated<Entity>(
      [&](EntityID, const Entity&, const Entity&) { ++updates; });
  Serve({Frame({4, EntityMap(0, "a"), 4, EntityMap(0, "a"), 4,
                EntityMap(0, "b"), 35, kReady})});
  EXPECT_EQ(NameOf(0), "b");
  EXPECT_EQ(updates, 1u);
  EXPECT_EQ(odd_.size(), 2u);
}

TEST_F(HabitsTest, UpdatesBeforeTheirCreate) {
  Serve({Frame({5, Any::Map{{"id", IdArray(0)}, {"visible", false}}}),
         Frame({5, Any::Map{{"id", IdArray(0)}, {"tags", Any::Array{"late"}}}}),
         Frame({4, EntityMap(0, "a"), 35, kReady})});
  const auto entity = client_.mirror().Find(EntityID{0, 0});
  ASSERT_TRUE(entity);
  EXPECT_FALSE(entity->visible);
  EXPECT_THAT(entity->tags, ElementsAre("late"));
  EXPECT_EQ(odd_.size(), 2u);
}

// colabrodo sends updates to all clients while the snapshot is sent.
TEST_F(HabitsTest, UpdatesNewerThanTheSnapshot) {
  const auto tagged = [](const char* tag) {
    return Any(Any::Map{{"id", IdArray(0)}, {"tags", Any::Array{tag}}});
  };
  Serve({Frame({5, tagged("newer")}), Frame({5, tagged("newest")}),
         Frame({4, tagged("of the snapshot"), 35, kReady})});
  EXPECT_THAT(client_.mirror().Find(EntityID{0, 0})->tags,
              ElementsAre("newest"));
}

TEST_F(HabitsTest, DeletesOfWhatIsNotThere) {
  Serve({Frame({6, Any::Map{{"id", IdArray(7)}}, 35, kReady})});
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("delete of Entity [7, 0]")));
}

TEST_F(HabitsTest, TrueForTheEndOfTheSnapshot) {
  Serve({Frame({4, EntityMap(0, "a"), 35, true})});
  EXPECT_EQ(NameOf(0), "a");
}

TEST_F(HabitsTest, OneBadMessageAmongGoodOnes) {
  Serve({Frame({4, EntityMap(0, "a"), 24, Any::Map{{"intensity", 1.0}}, 99,
                Any::Map{}, 4, EntityMap(1, "b"), 35, kReady})});
  EXPECT_EQ(NameOf(1), "b");
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("message 24"), HasSubstr("99")));
}

TEST_F(HabitsTest, UpdatesThatSayNothing) {
  Serve({Frame({4, EntityMap(0, "a"), 5, Any::Map{{"id", IdArray(0)}}, 5,
                Any::Map{{"id", IdArray(0)}, {"name", "b"}}, 35, kReady})});
  EXPECT_EQ(NameOf(0), "a");
}

TEST_F(HabitsTest, SlotsBeyondAllReason) {
  Serve({Frame(
      {4, Any::Map{{"id", Any::Array{4'000'000'000u, 0}}}, 35, kReady})});
  EXPECT_EQ(client_.mirror().count(ComponentKind::kEntity), 0u);
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("beyond slot")));
}

TEST_F(HabitsTest, SnapshotsInOneLargeFrame) {
  Any::Array items;
  for (int i = 0; i < 50'000; ++i) {
    items.push_back(4);
    items.push_back(EntityMap(i, "one of many entities of a large scene"));
  }
  items.push_back(35);
  items.push_back(kReady);
  Serve({Frame(std::move(items))});
  EXPECT_EQ(client_.mirror().count(ComponentKind::kEntity), 50'000u);
}

// colabrodo announces too few messages if the scene has lights.
Bytes FrameOfTwoThatCountsOne() {
  const std::string one(Frame({4, EntityMap(0, "a")}).text());
  const std::string two(Frame({4, EntityMap(1, "b")}).text());
  return Bytes::Copy(one + two.substr(1));
}

TEST_F(HabitsTest, ArraysWhoseHeadCountsTooFew) {
  Serve({FrameOfTwoThatCountsOne(), Frame({35, kReady})});
  EXPECT_EQ(NameOf(0), "a");
  EXPECT_EQ(NameOf(1), "b");
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("trailing-bytes")));
}

TEST_F(HabitsTest, BytesBehindAnArrayThatAreNoMessages) {
  const std::string frame(Frame({4, EntityMap(0, "a")}).text());
  Serve({Bytes::Copy(frame + "\x04\x1c"), Frame({35, kReady})});
  EXPECT_EQ(NameOf(0), "a");
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("trailing-bytes"),
                                HasSubstr("message 4: malformed"),
                                HasSubstr("behind the frame: malformed")));
}

class StrictHabitsTest : public HabitsTest {
 protected:
  StrictHabitsTest() : HabitsTest({.reads_behind_frame = false}) {}
};

TEST_F(StrictHabitsTest, DropWhatIsBehindAnArray) {
  Serve({FrameOfTwoThatCountsOne(), Frame({35, kReady})});
  EXPECT_EQ(NameOf(0), "a");
  EXPECT_EQ(NameOf(1), "(none)");
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("trailing-bytes")));
}

// Rigatoni broadcasts to connections that have not sent an introduction.
TEST_F(HabitsTest, BroadcastsBeforeTheSnapshot) {
  std::vector<std::string> seen;
  client_.OnSignal("", [&](const SignalEvent& event) {
    seen.push_back(event.name + "/" + std::to_string(event.arguments.size()));
  });
  Serve({Frame({33,
                Any::Map{{"id", IdArray(0)}, {"signal_data", Any::Array{1}}}}),
         Frame({4, EntityMap(3, "early")}),
         Frame({4, EntityMap(3, "early"), 35, kReady})});
  EXPECT_EQ(NameOf(3), "early");
  EXPECT_THAT(seen, ElementsAre("/1"));
}

TEST_F(HabitsTest, NumbersAndTextsAsRigatoniSendsThem) {
  const Any texture =
      Any::Map{{"texture", IdArray(2)}, {"texture_coord_slot", 1.0}};
  Serve({Frame(
      {14,
       Any::Map{
           {"id", IdArray(0)},
           {"pbr_info", Any::Map{{"base_color", Any::Array{1.0, 0.5, 0.0, 1.0}},
                                 {"base_color_texture", texture}}}},
       7, Any::Map{{"id", IdArray(0)}, {"simple_plot", "True"}}, 35, kReady})});
  const auto material = client_.mirror().Find(MaterialID{0, 0});
  ASSERT_TRUE(material);
  EXPECT_EQ(material->pbr_info.base_color, (RGBA{1, 0.5, 0, 1}));
  ASSERT_TRUE(material->pbr_info.base_color_texture);
  EXPECT_EQ(material->pbr_info.base_color_texture->texture, (TextureID{2, 0}));
  EXPECT_EQ(material->pbr_info.base_color_texture->texture_coord_slot, 1u);
  const auto plot = client_.mirror().Find(PlotID{0, 0});
  ASSERT_TRUE(plot);
  EXPECT_EQ(std::get<SimplePlot>(plot->plot), SimplePlot{"True"});
  EXPECT_THAT(odd_, IsEmpty());
}

TEST_F(HabitsTest, TypesOfViewsOfNoodlesPlusPlus) {
  const auto view = [](int slot, const char* type) {
    return Any(Any::Map{{"id", IdArray(slot)},
                        {"source_buffer", IdArray(0)},
                        {"type", type},
                        {"offset", 0},
                        {"length", 4}});
  };
  Serve({Frame({12, view(0, "GEOMETRY_INFO"), 12, view(1, "IMAGE_INFO"), 12,
                view(2, "UNKNOWN"), 35, kReady})});
  const auto type = [this](uint32_t slot) {
    return client_.mirror().Find(BufferViewID{slot, 0})->type;
  };
  EXPECT_EQ(type(0), BufferViewType::kGeometry);
  EXPECT_EQ(type(1), BufferViewType::kImage);
  EXPECT_EQ(type(2), BufferViewType::kUnknown);
}

TEST_F(HabitsTest, UpdatesOfMaterialsAsCreates) {
  const auto material = [](double roughness) {
    return Any(Any::Map{{"id", IdArray(0)},
                        {"pbr_info", Any::Map{{"roughness", roughness}}}});
  };
  float before = 0;
  client_.OnUpdated<Material>(
      [&](MaterialID, const Material& was, const Material&) {
        before = was.pbr_info.roughness;
      });
  Serve({Frame({14, material(0.5), 14, material(0.25), 35, kReady})});
  EXPECT_EQ(before, 0.5f);
  EXPECT_EQ(client_.mirror().Find(MaterialID{0, 0})->pbr_info.roughness, 0.25f);
}

// The value of null_rep: NoodlesPlusPlus sends 1.0, Carbonara true.
TEST_F(HabitsTest, AnythingForNoRepresentation) {
  const auto text = [](int slot) {
    return Any(Any::Map{{"id", IdArray(slot)},
                        {"text_rep", Any::Map{{"txt", "Hello"}}}});
  };
  Serve(
      {Frame({4, text(0), 4, text(1), 4, text(2), 5,
              Any::Map{{"id", IdArray(0)}, {"null_rep", 1.0}}, 5,
              Any::Map{{"id", IdArray(1)}, {"null_rep", true}}, 35, kReady})});
  const auto has_text = [this](uint32_t slot) {
    return std::holds_alternative<TextRepresentation>(
        client_.mirror().Find(EntityID{slot, 0})->representation);
  };
  EXPECT_FALSE(has_text(0));
  EXPECT_FALSE(has_text(1));
  EXPECT_TRUE(has_text(2));
}

TEST_F(HabitsTest, ExceptionsWithNullMembersAndRepliesToNobody) {
  on_invoke_ = [](const MsgInvokeMethod& invoke,
                  const FakeServer::Sender& send) {
    send(Frame({34, Any::Map{{"invoke_id", "-1"}}}));
    send(Frame(
        {34, Any::Map{{"invoke_id", *invoke.invoke_id},
                      {"method_exception", Any::Map{{"code", -32603},
                                                    {"message", nullptr},
                                                    {"data", nullptr}}}}}));
  };
  Serve({Frame(
      {0,
       Any::Map{
           {"id", IdArray(0)}, {"name", "fail"}, {"arg_doc", Any::Array{}}},
       35, kReady})});
  const absl::Status status = client_.Call("fail").get().status();
  EXPECT_EQ(ToMethodException(status).code, kInternalErrorCode);
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("nobody awaits")));
}

TEST_F(HabitsTest, ServersThatEndInsteadOfAnswering) {
  on_invoke_ = [this](const MsgInvokeMethod&, const FakeServer::Sender&) {
    server_->Close(transport_internal::CloseCode::kInternalError);
  };
  Serve({Frame(
      {0,
       Any::Map{
           {"id", IdArray(0)}, {"name", "fail"}, {"arg_doc", Any::Array{}}},
       35, kReady})});
  const absl::Status status = client_.Call("fail").get().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(StatusMessage(status)), HasSubstr("1011"));
}

// The client sends what the strictest servers accept: a UUID as invoke_id, and
// no null context.
TEST_F(HabitsTest, SendsWhatServersCanRead) {
  std::string invoke_id;
  on_invoke_ = [&](const MsgInvokeMethod& invoke,
                   const FakeServer::Sender& send) {
    invoke_id = invoke.invoke_id.value_or("");
    send(
        EncodeFrame(MsgMethodReply{.invoke_id = invoke_id, .outcome = Any(7)}));
  };
  Serve({Frame(
      {0,
       Any::Map{{"id", IdArray(0)}, {"name", "f"}, {"arg_doc", Any::Array{}}},
       35, kReady})});
  EXPECT_EQ(client_.CallTyped<int>("f", {}).get().value(), 7);
  EXPECT_EQ(invoke_id.size(), 36u);
  EXPECT_EQ(invoke_id[8], '-');
  EXPECT_EQ(invoke_id[13], '-');
}

}  // namespace
}  // namespace noodles
