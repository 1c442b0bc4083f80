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
