// A volume, a kind that the specification of the sources does not have: seen by
// a client that joins, updated, deleted; and clients that lag.
//
//   volume_program           runs the tests
//   volume_program --serve   serves a volume until the input ends, and prints
//   the
//                            address; the methods "brighten" and "remove"
//                            change it
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/fake_server.h"
#include "noodles/client.h"
#include "noodles/protocol/codecs.h"
#include "noodles/server.h"
#include "server/fake_client.h"
#include "state/document_testing.h"
#include "state/random_changes.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Dims kDims = {4, 2, 3};

std::vector<TransferPoint> Transfer(float alpha) {
  return {{.value = 0.0f, .color = {0, 0, 0, 0}},
          {.value = 1.0f, .color = {1, 1, 1, alpha}}};
}

ServerOptions LocalOptions() {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.stop_limit = std::chrono::milliseconds(500);
  return options;
}

BufferViewID AddView(Document& document) {
  const BufferID buffer = Must(document.Create(
      Buffer{.size = 24, .source = Bytes::Copy(std::string(24, 's'))}));
  return Must(
      document.Create(BufferView{.source_buffer = buffer, .length = 24}));
}

VolumeID AddVolume(Document& document) {
  return Must(document.Create(Volume{.name = "smoke",
                                     .view = AddView(document),
                                     .dims = kDims,
                                     .transfer = Transfer(0.5f)}));
}

TEST(VolumeTest, IsSeenUpdatedAndDeleted) {
  Server server(LocalOptions());
  const VolumeID id = AddVolume(server.document());
  ASSERT_TRUE(server.Start().ok());
  Client client;
  std::promise<float> updated;
  std::promise<std::string> removed;
  client.OnUpdated<Volume>(
      [&](VolumeID, const Volume& before, const Volume& after) {
        EXPECT_EQ(before.transfer, Transfer(0.5f));
        updated.set_value(after.transfer[1].color[3]);
      });
  client.OnRemoved<Volume>([&](VolumeID, const Volume& before) {
    removed.set_value(before.name.value_or(""));
  });
  Must(client.Connect("ws://127.0.0.1:" + std::to_string(server.port())));
  Must(client.WaitUntilReady());
  EXPECT_EQ(client.mirror().FindByName<Volume>("smoke"), id);
  const auto volume = client.mirror().Find(id);
  ASSERT_NE(volume, nullptr);
  EXPECT_EQ(*volume, Must(server.document().Get(id)));
  EXPECT_EQ(volume->dims, kDims);

  Must(server.document().Update(id, {.transfer = Transfer(0.25f)}));
  EXPECT_EQ(updated.get_future().get(), 0.25f);
  Must(server.document().Delete(id));
  EXPECT_EQ(removed.get_future().get(), "smoke");
  EXPECT_EQ(client.mirror().count(ComponentKind::kVolume), 0u);
}

TEST(VolumeTest, KeepsWhatItRefersTo) {
  Server server(LocalOptions());
  Document& document = server.document();
  EXPECT_FALSE(document.Create(Volume{.view = BufferViewID{7, 0}}).ok());
  const VolumeID id = AddVolume(document);
  const BufferViewID view = Must(document.Get(id)).view;
  Must(document.Delete(view));
  EXPECT_EQ(document.Count(ComponentKind::kBufferView), 1u);
  // The delete of the view happens with that of the volume.
  Must(document.Delete(id));
  EXPECT_EQ(document.Count(ComponentKind::kBufferView), 0u);
  EXPECT_EQ(document.Count(ComponentKind::kBuffer), 1u);
}

// Messages of kinds that clients may not know share no frame of a snapshot.
TEST(VolumeTest, HasFramesOfItsOwnInASnapshot) {
  Server server(LocalOptions());
  AddVolume(server.document());
  Must(server.document().Create(Entity{.name = "beside"}));
  Must(server.Start());
  FakeClient client(server_internal::ServerState::Of(server), 1);
  client.Join();
  ExpectEqual(client.mirror(), server.document());
  const std::vector<uint64_t>& numbers = client.mirror().numbers();
  EXPECT_THAT(numbers, ElementsAre(10, 12, 4, 38, 31, 35));
  EXPECT_EQ(client.frame_count(), 3u);
}

size_t CountOf(const std::vector<uint64_t>& numbers, uint64_t number) {
  return static_cast<size_t>(
      std::count(numbers.begin(), numbers.end(), number));
}

// A client that lags too far is sent a delete for all that it has, once each,
// and the document anew.
TEST(VolumeTest, LaggingClientsGetOneDelete) {
  ServerOptions options = LocalOptions();
  options.max_direct_bytes = 100;
  options.max_queue_bytes = 5000;
  options.slow_clients = SlowClientPolicy::kResynchronize;
  Server server(options);
  Document& document = server.document();
  const MethodID reply = Must(server.AddMethod("reply", "", [] { return 1; }));
  const VolumeID deleted = AddVolume(document);
  const VolumeID kept = AddVolume(document);
  Must(server.Start());
  FakeClient client(server_internal::ServerState::Of(server), 1);
  client.Join();
  const std::vector<uint64_t> before = client.mirror().numbers();
  EXPECT_EQ(CountOf(before, 38), 2u);

  client.Stall();
  Must(document.Delete(deleted));
  for (int i = 0; i < 200; ++i) {
    Must(document.Create(Entity{.name = std::string(100, 'n')}));
  }
  Must(document.Update(kept, {.transfer = Transfer(0.25f)}));
  client.Resume();
  client.Call(reply, {});
  client.ReceiveAll();
  ExpectEqual(client.mirror(), document);
  const std::vector<uint64_t>& numbers = client.mirror().numbers();
  // The method is one of the kinds that are sent anew: the client lagged.
  EXPECT_EQ(CountOf(numbers, 1), 1u);
  EXPECT_EQ(CountOf(numbers, 40), 2u);
  EXPECT_EQ(CountOf(numbers, 38), 3u);
}

// Updates of a volume that wait for a slow client are merged.
TEST(VolumeTest, UpdatesOfAVolumeAreMerged) {
  ServerOptions options = LocalOptions();
  options.max_direct_bytes = 100;
  Server server(options);
  Document& document = server.document();
  const MethodID reply = Must(server.AddMethod("reply", "", [] { return 1; }));
  const VolumeID id = AddVolume(document);
  Must(server.Start());
  FakeClient client(server_internal::ServerState::Of(server), 1);
  client.Join();
  client.Stall();
  for (int i = 1; i <= 1000; ++i) {
    const auto alpha = 1.0f / static_cast<float>(i);
    Must(document.Update(id, {.transfer = Transfer(alpha)}));
  }
  client.Resume();
  client.Call(reply, {});
  client.ReceiveAll();
  ExpectEqual(client.mirror(), document);
  EXPECT_LT(CountOf(client.mirror().numbers(), 39), 1000u);
}

// A message that means nothing to the client, though the client can read it.
TEST(VolumeTest, OtherMessagesAreOddities) {
  FakeServer server(
      {.on_introduction =
           [](const FakeServer::Sender& send) {
             send(EncodeFrame(MsgNotice{"open"}, MsgDocumentInitialized{}));
           },
       .on_invoke = nullptr});
  std::promise<std::string> oddity;
  Client client;
  client.OnOddity([&](const std::string& what) {
    if (what.find("MsgNotice") != std::string::npos) oddity.set_value(what);
  });
  Must(client.Connect(server.url()));
  EXPECT_THAT(oddity.get_future().get(),
              HasSubstr("MsgNotice has no meaning for this client"));
}

TEST(VolumeTest, RandomChangesReachClients) {
  Server server(LocalOptions());
  RandomChanges(server.document(), 3).Run(2000);
  AddVolume(server.document());
  const MethodID reply = Must(server.AddMethod("reply", "", [] { return 1; }));
  Must(server.Start());
  FakeClient client(server_internal::ServerState::Of(server), 1);
  client.Join();
  RandomChanges(server.document(), 4).Run(2000);
  client.Call(reply, {});
  client.ReceiveAll();
  ExpectEqual(client.mirror(), server.document());
}

int Serve() {
  Server server(LocalOptions());
  Document& document = server.document();
  const VolumeID id = AddVolume(document);
  Must(server.AddMethod("brighten", "Changes the volume", [&] {
    return document.Update(id, {.transfer = Transfer(0.75f)});
  }));
  Must(server.AddMethod("remove", "Deletes the volume",
                        [&] { return document.Delete(id); }));
  Must(server.Start());
  std::printf("ws://127.0.0.1:%u\n", unsigned{server.port()});
  std::fflush(stdout);
  while (std::getchar() != EOF) continue;
  return 0;
}

}  // namespace
}  // namespace noodles

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--serve") {
    return noodles::Serve();
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
