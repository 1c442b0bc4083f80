// Subscriptions of viewers to tables of the origin.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "noodles/client/table_mirror.h"
#include "noodles/server/data_table.h"
#include "relay/relay_testing.h"

namespace noodles {
namespace {

// A server whose tables of some rows are sent in several parts.
ServerOptions SmallFrames(uint16_t port = 0) {
  ServerOptions options = LocalServerOptions(port);
  options.document.max_frame_bytes = 500;
  return options;
}

std::vector<TableRow> Rows(const std::string& text, int count) {
  std::vector<TableRow> rows;
  rows.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    rows.push_back({Any(text + std::to_string(i))});
  }
  return rows;
}

std::shared_ptr<DataTable> MakeTable(Server& server, const std::string& text,
                                     int count) {
  auto table = Must(
      DataTable::Create(server, Table{.name = "people"},
                        {{.name = "name", .type = TableColumnType::kText}}));
  Must(table->Insert(Rows(text, count)));
  Must(server.AddMethod("mark", "", [] { return true; }));
  return table;
}

// A client with its copy of the table.
struct Reader {
  explicit Reader(uint16_t port, TableID id)
      : client(JoinedClient(port)), table(*client, id) {}

  void Subscribe() { Must(table.Subscribe().get()); }
  // Whether everything until now has arrived.
  void Synchronize() { EXPECT_EQ(Must(client->Call("mark").get()), Any(true)); }

  std::unique_ptr<Client> client;
  TableMirror table;
};

void ExpectSameContent(const Reader& reader, const Reader& direct) {
  ASSERT_NE(reader.table.content(), nullptr);
  ASSERT_NE(direct.table.content(), nullptr);
  EXPECT_EQ(reader.table.content()->columns, direct.table.content()->columns);
  EXPECT_EQ(reader.table.content()->rows, direct.table.content()->rows);
  EXPECT_EQ(reader.table.content()->selections,
            direct.table.content()->selections);
}

TEST(RelayTablesTest, ManySubscribersAreOneAtTheOrigin) {
  RelayedServer relayed(SmallFrames());
  const auto table = MakeTable(relayed.origin, "row ", 60);
  Must(table->SetSelection({.name = "old", .rows = {1, 2}}));
  relayed.Start();
  const uint16_t port = relayed.relay->port();
  Reader first(port, table->id());
  Reader second(port, table->id());
  Reader silent(port, table->id());
  std::atomic<int> signals = 0;
  silent.client->OnSignal("", [&](const SignalEvent&) { ++signals; });
  first.Subscribe();
  second.Subscribe();
  EXPECT_EQ(first.table.content()->rows.size(), 60u);
  EXPECT_EQ(table->subscriber_count(), 1u);

  Must(table->Insert(Rows("late ", 40)));
  Must(table->Remove({3, 4, 5}));
  // A viewer changes the table, too.
  Must(first.client
           ->Call("noo::tbl_clear", {}, {.target = InvokeIDType{table->id()}})
           .get());
  Must(table->Insert(Rows("new ", 30)));
  Reader direct(relayed.origin.port(), table->id());
  direct.Subscribe();
  for (Reader* reader : {&first, &second}) {
    reader->Synchronize();
    ExpectSameContent(*reader, direct);
  }
  // Who has not subscribed gets no signal of the table.
  silent.Synchronize();
  EXPECT_EQ(signals, 0);
}

TEST(RelayTablesTest, ViewersSubscribeWhileTheTableChanges) {
  RelayedServer relayed(SmallFrames());
  const auto table = MakeTable(relayed.origin, "row ", 40);
  relayed.Start();
  std::atomic<bool> is_done = false;
  std::thread changing([&] {
    for (int i = 0; !is_done; ++i) {
      const auto keys = Must(table->Insert(Rows("n" + std::to_string(i), 5)));
      Must(table->Update({keys[0]}, Rows("changed", 1)));
      Must(table->Remove({keys[1], keys[2], keys[3], keys[4]}));
    }
  });
  std::vector<std::unique_ptr<Reader>> readers;
  for (int i = 0; i < 12; ++i) {
    readers.push_back(
        std::make_unique<Reader>(relayed.relay->port(), table->id()));
  }
  std::vector<std::future<absl::Status>> subscriptions;
  for (const auto& reader : readers) {
    subscriptions.push_back(reader->table.Subscribe());
  }
  for (auto& subscription : subscriptions) Must(subscription.get());
  is_done = true;
  changing.join();
  Reader direct(relayed.origin.port(), table->id());
  direct.Subscribe();
  for (const auto& reader : readers) {
    reader->Synchronize();
    ExpectSameContent(*reader, direct);
  }
}

TEST(RelayTablesTest, SubscribersFollowAnOriginThatHasStartedAnew) {
  RelayedServer relayed(SmallFrames());
  const auto table = MakeTable(relayed.origin, "row ", 60);
  relayed.Start();
  Reader reader(relayed.relay->port(), table->id());
  reader.Subscribe();
  std::atomic<int> resets = 0;
  reader.table.SetHook([&](const TableChange& change) {
    if (change.is_reset) ++resets;
  });
  const uint16_t port = relayed.origin.port();
  relayed.origin.Stop();
  Server other(SmallFrames(port));
  const auto successor = MakeTable(other, "other ", 70);
  ASSERT_EQ(successor->id(), table->id());
  Must(other.Start());
  Await([&] { return resets > 0; });
  Must(successor->Insert(Rows("late ", 3)));
  Reader direct(port, successor->id());
  direct.Subscribe();
  reader.Synchronize();
  ExpectSameContent(reader, direct);
}

}  // namespace
}  // namespace noodles
