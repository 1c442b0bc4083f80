// The client against each habit of the servers in the field, replayed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/fake_server.h"
#include "noodles/base/status.h"
#include "noodles/client.h"
#include "transport/raw_server.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A frame of hand-made items: a number and a content each.
Bytes Frame(Any::Array items) { return Encode(Any(std::move(items))); }

Any Id(int slot, int gen = 0) { return Any::Array{slot, gen}; }

Any EntityMap(int slot, const char* name, int gen = 0) {
  return Any::Map{{"id", Id(slot, gen)}, {"name", name}};
}

// Joins a server that sends these frames for an introduction.
class HabitsTest : public ::testing::Test {
 protected:
  explicit HabitsTest(ClientOptions options = {}) : client_(options) {}

  void Serve(std::vector<Bytes> frames) {
    server_ = std::make_unique<FakeServer>(
        FakeServer::Script{.on_introduction =
                               [frames](const FakeServer::Sender& send) {
                                 for (const Bytes& frame : frames) send(frame);
                               },
                           .on_invoke = on_invoke_});
    client_.OnOddity([this](const std::string& what) { odd_.push_back(what); });
    ASSERT_TRUE(client_.Connect(server_->url()).ok());
    const absl::Status status = client_.WaitUntilReady();
    ASSERT_TRUE(status.ok()) << status;
  }
  std::string NameOf(int slot, int gen = 0) {
    const auto entity = client_.mirror().Find(
        EntityID{static_cast<uint32_t>(slot), static_cast<uint32_t>(gen)});
    return entity ? entity->name.value_or("") : "(none)";
  }

  std::function<void(const MsgInvokeMethod&, const FakeServer::Sender&)>
      on_invoke_;
  std::unique_ptr<FakeServer> server_;
  std::vector<std::string> odd_;
  Client client_;
};

const Any kReady = Any::Map{};

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
  Serve({Frame({4, EntityMap(0, "old")}), Frame({6, Any::Map{{"id", Id(0)}}}),
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
  Serve({Frame({5, Any::Map{{"id", Id(0)}, {"visible", false}}}),
         Frame({5, Any::Map{{"id", Id(0)}, {"tags", Any::Array{"late"}}}}),
         Frame({4, EntityMap(0, "a"), 35, kReady})});
  const auto entity = client_.mirror().Find(EntityID{0, 0});
  ASSERT_TRUE(entity);
  EXPECT_FALSE(entity->visible);
  EXPECT_THAT(entity->tags, ElementsAre("late"));
  EXPECT_EQ(odd_.size(), 2u);
}

TEST_F(HabitsTest, DeletesOfWhatIsNotThere) {
  Serve({Frame({6, Any::Map{{"id", Id(7)}}, 35, kReady})});
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
  Serve({Frame({4, EntityMap(0, "a"), 5, Any::Map{{"id", Id(0)}}, 5,
                Any::Map{{"id", Id(0)}, {"name", "b"}}, 35, kReady})});
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

// colabrodo counts too few messages where there are lights.
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

// Rigatoni sends them to whoever has opened a connection.
TEST_F(HabitsTest, BroadcastsBeforeTheSnapshot) {
  std::vector<std::string> seen;
  client_.OnSignal("", [&](const SignalEvent& event) {
    seen.push_back(event.name + "/" + std::to_string(event.arguments.size()));
  });
  Serve({Frame({33, Any::Map{{"id", Id(0)}, {"signal_data", Any::Array{1}}}}),
         Frame({4, EntityMap(3, "early")}),
         Frame({4, EntityMap(3, "early"), 35, kReady})});
  EXPECT_EQ(NameOf(3), "early");
  EXPECT_THAT(seen, ElementsAre("/1"));
}

TEST_F(HabitsTest, NumbersAndTextsAsRigatoniSendsThem) {
  const Any texture = Any::Map{{"texture", Id(2)}, {"texture_coord_slot", 0.0}};
  Serve({Frame(
      {14,
       Any::Map{
           {"id", Id(0)},
           {"pbr_info", Any::Map{{"base_color", Any::Array{1.0, 0.5, 0.0, 1.0}},
                                 {"base_color_texture", texture}}}},
       7, Any::Map{{"id", Id(0)}, {"simple_plot", "True"}}, 35, kReady})});
  const auto material = client_.mirror().Find(MaterialID{0, 0});
  ASSERT_TRUE(material);
  EXPECT_EQ(material->pbr_info.base_color, (RGBA{1, 0.5, 0, 1}));
  ASSERT_TRUE(material->pbr_info.base_color_texture);
  EXPECT_EQ(material->pbr_info.base_color_texture->texture, (TextureID{2, 0}));
  const auto plot = client_.mirror().Find(PlotID{0, 0});
  ASSERT_TRUE(plot);
  EXPECT_EQ(std::get<SimplePlot>(plot->plot), SimplePlot{"True"});
  EXPECT_THAT(odd_, IsEmpty());
}

TEST_F(HabitsTest, TypesOfViewsOfNoodlesPlusPlus) {
  const auto view = [](int slot, const char* type) {
    return Any(Any::Map{{"id", Id(slot)},
                        {"source_buffer", Id(0)},
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
    return Any(Any::Map{{"id", Id(0)},
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

// NoodlesPlusPlus says 1.0, Carbonara true.
TEST_F(HabitsTest, AnythingForNoRepresentation) {
  const auto text = [](int slot) {
    return Any(
        Any::Map{{"id", Id(slot)}, {"text_rep", Any::Map{{"txt", "Hello"}}}});
  };
  Serve({Frame({4, text(0), 4, text(1), 4, text(2), 5,
                Any::Map{{"id", Id(0)}, {"null_rep", 1.0}}, 5,
                Any::Map{{"id", Id(1)}, {"null_rep", true}}, 35, kReady})});
  const auto has_text = [this](uint32_t slot) {
    return std::holds_alternative<TextRepresentation>(
        client_.mirror().Find(EntityID{slot, 0})->representation);
  };
  EXPECT_FALSE(has_text(0));
  EXPECT_FALSE(has_text(1));
  EXPECT_TRUE(has_text(2));
}

TEST_F(HabitsTest, ImagesInBuffersAndInViews) {
  const auto buffer = [](int slot, const char* bytes) {
    return Any(Any::Map{
        {"id", Id(slot)}, {"size", 4}, {"inline_bytes", Bytes::Copy(bytes)}});
  };
  const auto view = [](int slot, const char* type) {
    return Any(Any::Map{{"id", Id(slot)},
                        {"source_buffer", Id(1)},
                        {"type", type},
                        {"offset", 2},
                        {"length", 2}});
  };
  const auto image = [](int slot, int source) {
    return Any(Any::Map{{"id", Id(slot)}, {"buffer_source", Id(source)}});
  };
  // Slot 0: a view and a buffer; 1: a view of geometry; 2: a buffer only.
  Serve(
      {Frame({10, buffer(0, "0000"), 10, buffer(1, "abcd"), 10,
              buffer(2, "wxyz"), 12, view(0, "IMAGE"), 12, view(1, "GEOMETRY"),
              17, image(0, 0), 17, image(1, 1), 17, image(2, 2), 35, kReady})});
  EXPECT_EQ(client_.Fetch(ImageID{0, 0}).get().value().text(), "cd");
  EXPECT_EQ(client_.Fetch(ImageID{1, 0}).get().value().text(), "abcd");
  EXPECT_EQ(client_.Fetch(ImageID{2, 0}).get().value().text(), "wxyz");
}

TEST_F(HabitsTest, PortsAsText) {
  transport::RawServer files([](const std::string&) {
    return std::string("HTTP/1.0 200 OK\nContent-Length: 4\n\nabcd");
  });
  Serve({Frame(
      {10,
       Any::Map{{"id", Id(0)},
                {"size", 4},
                {"uri_bytes", Any::Map{{"scheme", "http"},
                                       {"host", "127.0.0.1"},
                                       {"port", std::to_string(files.port())},
                                       {"path", "a/b"}}}},
       35, kReady})});
  EXPECT_EQ(client_.Fetch(BufferID{0, 0}).get().value().text(), "abcd");
  EXPECT_THAT(files.requests(), ElementsAre(HasSubstr("GET /a/b HTTP/1.1")));
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
      {0, Any::Map{{"id", Id(0)}, {"name", "fail"}, {"arg_doc", Any::Array{}}},
       35, kReady})});
  const absl::Status status = client_.Call("fail").get().status();
  EXPECT_EQ(ToMethodException(status).code, kInternalErrorCode);
  EXPECT_THAT(odd_, ElementsAre(HasSubstr("nobody awaits")));
}

TEST_F(HabitsTest, ServersThatEndInsteadOfAnswering) {
  on_invoke_ = [this](const MsgInvokeMethod&, const FakeServer::Sender&) {
    server_->Close(transport::CloseCode::kInternalError);
  };
  Serve({Frame(
      {0, Any::Map{{"id", Id(0)}, {"name", "fail"}, {"arg_doc", Any::Array{}}},
       35, kReady})});
  const absl::Status status = client_.Call("fail").get().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(StatusMessage(status)), HasSubstr("1011"));
}

// As Rigatoni's asset server answers.
TEST_F(HabitsTest, BuffersBehindAnAddress) {
  transport::RawServer files([](const std::string& request) -> std::string {
    if (request.starts_with("GET /1 ")) return "HTTP/1.0 500 FAIL";
    return "HTTP/1.0 200 OK\nContent-Length: 4\n\nabcd";
  });
  const auto buffer = [&](int slot, int size, const char* path) {
    return Any(Any::Map{{"id", Id(slot)},
                        {"size", size},
                        {"uri_bytes", files.Url("http", path)}});
  };
  Serve({Frame({10, buffer(0, 4, "/0"), 10, buffer(1, 4, "/1"), 10,
                buffer(2, 5, "/2"), 35, kReady})});
  EXPECT_EQ(client_.Fetch(BufferID{0, 0}).get().value().text(), "abcd");
  EXPECT_EQ(client_.Fetch(BufferID{0, 0}).get().value().text(), "abcd");
  EXPECT_EQ(files.requests().size(), 1u);
  EXPECT_EQ(client_.Fetch(BufferID{1, 0}).get().status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(client_.Fetch(BufferID{2, 0}).get().status().code(),
            absl::StatusCode::kDataLoss);
}

// The client sends what the pickiest servers take: a UUID as invoke_id, and no
// null context.
TEST_F(HabitsTest, SendsWhatServersCanRead) {
  std::string invoke_id;
  on_invoke_ = [&](const MsgInvokeMethod& invoke,
                   const FakeServer::Sender& send) {
    invoke_id = invoke.invoke_id.value_or("");
    send(
        EncodeFrame(MsgMethodReply{.invoke_id = invoke_id, .outcome = Any(7)}));
  };
  Serve({Frame(
      {0, Any::Map{{"id", Id(0)}, {"name", "f"}, {"arg_doc", Any::Array{}}}, 35,
       kReady})});
  EXPECT_EQ(client_.CallTyped<int>("f", {}).get().value(), 7);
  EXPECT_EQ(invoke_id.size(), 36u);
  EXPECT_EQ(invoke_id[8], '-');
  EXPECT_EQ(invoke_id[13], '-');
}

}  // namespace
}  // namespace noodles
